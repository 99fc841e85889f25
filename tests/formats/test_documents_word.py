from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from align.errors import InputError
from align.formats.documents import document_from_bytes, read_document
from align.formats.word import read_word

CORPUS = Path(__file__).parents[2] / "corpora" / "appliance-multicloud"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def archive(**parts: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def docx(body: str, namespace: str = W, styles: str = "") -> bytes:
    root = f'<w:document xmlns:w="{namespace}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    parts = {"word__document_xml": root}
    if styles:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
        parts["word__styles_xml"] = f'<w:styles xmlns:w="{namespace}">{styles}</w:styles>'
        parts["word___rels__document_xml.rels"] = (
            f'<Relationships><Relationship Type="{kind}" Target="styles.xml"/></Relationships>'
        )
    return archive(**parts)


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def found(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_word(data)[0]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_of_the_corpus_is_read_whole(lang: str) -> None:
    document = read_document(CORPUS / f"{lang}.docx")
    assert (document.lang, document.notes) == (lang, ())
    text = "".join("".join(block.text for block in document.blocks).split())
    gold = (CORPUS / "gold" / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    for line in sorted(("".join(line.split()) for line in gold), key=len, reverse=True):
        assert line in text
        text = text.replace(line, "", 1)
    assert text == ""
    kinds = [block.kind for block in document.blocks]
    counts = {kind: kinds.count(kind) for kind in ("list", "caption", "cell")}
    assert counts == {"list": 5, "caption": 1, "cell": 12}


def test_a_document_of_word_styles(tmp_path: Path) -> None:
    import docx as python_docx

    word: Any = python_docx.Document()
    word.add_heading("Annual Report", 0)
    word.add_heading("Outlook", 2)
    word.add_paragraph("The bank will grow.\tIt says so.")
    word.add_paragraph("one", style="List Bullet")
    word.add_paragraph("two", style="List Number")
    word.add_paragraph("Table 1: Figures", style="Caption")
    table = word.add_table(2, 2)
    for index, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {index}"
    table.cell(1, 1).add_paragraph("more")
    path = tmp_path / "report.docx"
    word.save(path)
    document = read_document(path)
    assert document.id == "report"
    assert [(b.kind, b.text, b.origin) for b in document.blocks] == [
        ("heading", "Annual Report", "paragraph 1"),
        ("heading", "Outlook", "paragraph 2"),
        ("paragraph", "The bank will grow. It says so.", "paragraph 3"),
        ("list", "one", "paragraph 4"),
        ("list", "two", "paragraph 5"),
        ("caption", "Table 1: Figures", "paragraph 6"),
        ("cell", "cell 0", "table 1, row 1, cell 1"),
        ("cell", "cell 1", "table 1, row 1, cell 2"),
        ("cell", "cell 2", "table 1, row 2, cell 1"),
        ("cell", "cell 3", "table 1, row 2, cell 2"),
        ("cell", "more", "table 1, row 2, cell 2"),
    ]


def style(name: str, ident: str, properties: str = "", based_on: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:pPr>{properties}</w:pPr></w:style>'
    )


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_styles_of_other_languages_and_their_children(namespace: str) -> None:
    styles = (
        style("标题 1", "1")
        + style("我的标题", "a1", based_on="1")
        + style("题注", "a2")
        + style("大纲", "a3", '<w:outlineLvl w:val="1"/>')
        + style("正文级", "a4", '<w:outlineLvl w:val="9"/>')
        + style("编号", "a5", '<w:numPr><w:numId w:val="3"/></w:numPr>')
        + style("toc 1", "TOC1")
        + style("自循环", "a6", based_on="a6")
    )
    names = ("1", "a1", "a2", "a3", "a4", "a5", "TOC1", "a6", "none")
    body = "".join(p(r(f"文{name}"), f'<w:pStyle w:val="{name}"/>') for name in names)
    body += p(r("直"), '<w:outlineLvl w:val="0"/>')
    body += p(r("非"), '<w:pStyle w:val="a4"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    blocks, notes = read_word(docx(body, namespace, styles))
    assert [(b.kind, b.text) for b in blocks] == [
        ("heading", "文1"),
        ("heading", "文a1"),
        ("caption", "文a2"),
        ("heading", "文a3"),
        ("paragraph", "文a4"),
        ("list", "文a5"),
        ("paragraph", "文a6"),
        ("paragraph", "文none"),
        ("heading", "直"),
        ("paragraph", "非"),
    ]
    assert [(note.key, dict(note.values)) for note in notes] == [("word.contents", {"count": 1})]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (p(r("甲") + f"<w:hyperlink>{r('乙')}</w:hyperlink>" + r("丙")), ["甲乙丙"]),
        (p(r("a") + f"<w:ins>{r('b')}</w:ins><w:del>{r('c')}</w:del>" + r("d")), ["abd"]),
        (p(f"<w:moveFrom>{r('x')}</w:moveFrom>" + r("y")), ["y"]),
        (p(f"<w:moveTo>{r('x')}</w:moveTo>" + r("y")), ["xy"]),
        (p(r("one "), "<w:rPr><w:del/></w:rPr>") + p(r("two")), ["one two"]),
        (p(r("last"), "<w:rPr><w:del/></w:rPr>"), ["last"]),
        (
            p(r("seen") + r("hidden", "<w:vanish/>") + r("too", '<w:vanish w:val="0"/>')),
            ["seentoo"],
        ),
        (p(r("co") + "<w:r><w:softHyphen/></w:r>" + r("op")), ["coop"]),
        (p(r("long") + "<w:r><w:noBreakHyphen/></w:r>" + r("term")), ["long-term"]),
        (p(r("One.") + "<w:r><w:br/></w:r>" + r("Two.")), ["One.", "Two."]),
        (p(r("One") + '<w:r><w:br w:type="page"/></w:r>' + r("Two")), ["OneTwo"]),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("3")), ["3"]),
        (
            p(
                f"<w:r><w:ruby><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>"
            ),
            ["漢"],
        ),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('in'))}</w:sdtContent></w:sdt>", ["in"]),
        (p(f"<w:sdt><w:sdtContent>{r('in')}</w:sdtContent></w:sdt>" + r("line")), ["inline"]),
    ],
)
def test_what_a_reader_sees(body: str, blocks: list[str]) -> None:
    assert [text for _, text in found(docx(body))] == blocks


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('box'))}{p(r('second'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    old = f"<mc:AlternateContent><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    for content in (both, old, f"<w:pict>{box}</w:pict>"):
        body = p(r("before ") + f"<w:r>{content}</w:r>" + r("after"))
        texts = [text for _, text in found(docx(body + p(r("next"))))]
        assert texts == ["before after", "box", "second", "next"]


def cell(text: str) -> str:
    return f"<w:tc><w:tcPr/>{p(r(text))}</w:tc>"


def test_nested_tables_and_deleted_rows() -> None:
    inner = f"<w:tbl><w:tr>{cell('in')}</w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr>{cell('a')}<w:tc>{p(r('b'))}{inner}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('gone')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell('c')}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert [(b.text, b.origin) for b in read_word(docx(body))[0]] == [
        ("a", "table 1, row 1, cell 1"),
        ("b", "table 1, row 1, cell 2"),
        ("in", "table 2, row 1, cell 1"),
        ("c", "table 1, row 2, cell 1"),
    ]


def test_footnotes_are_left_out_and_counted() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    blocks, notes = read_word(docx(p(r("One") + note + r(" two.") + note)))
    assert [b.text for b in blocks] == ["One two."]
    assert [(n.key, dict(n.values)) for n in notes] == [("word.footnotes", {"count": 2})]


def test_the_part_with_the_text_may_have_another_name() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    root = f'<w:document xmlns:w="{W}"><w:body>{p(r("text"))}</w:body></w:document>'
    data = archive(
        word__document2_xml=root.encode("utf-16"),
        **{
            "_rels__.rels": '<Relationships><Relationship Id="r" '
            f'Type="{kind}" Target="/word/document2.xml"/></Relationships>'
        },
    )
    assert found(data) == [("paragraph", "text")]


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as raised:
        document_from_bytes(data, "report.docx")
    assert str(raised.value).startswith("report.docx: ")
    return raised.value.key


def test_files_that_are_no_word_documents() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    assert refused(ole) == "word.old"
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) == "word.password"
    assert refused(b"plain text") == "word.not_docx"
    assert refused(archive(xl__workbook_xml="<x/>")) == "word.not_docx"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(share: float) -> None:
    data = (CORPUS / "en.docx").read_bytes()
    assert refused(data[: int(len(data) * share)]) == "word.damaged"


def test_a_file_with_a_wrong_byte_is_refused_or_read() -> None:
    data = (CORPUS / "en.docx").read_bytes()
    numbers = random.Random(0)
    read = 0
    for _ in range(60):
        broken = bytearray(data)
        broken[numbers.randrange(4, len(data))] ^= 1 << numbers.randrange(8)
        try:
            document_from_bytes(bytes(broken), "a.docx")
        except InputError:
            continue
        read += 1
    assert 0 < read < 60


def test_an_encrypted_member_is_called_protected() -> None:
    data = bytearray(docx(p(r("text"))))
    # The flag "encrypted", in the local header and in the central directory.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)) == "word.password"


def test_broken_xml_is_refused() -> None:
    assert refused(archive(word__document_xml="<w:document>")) == "word.xml"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    entities = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    body = f'<w:document xmlns:w="{W}"><w:body>{p(r("&b;"))}</w:body></w:document>'
    bomb = f'<?xml version="1.0" encoding="{encoding}"?>{entities}{body}'
    assert refused(archive(word__document_xml=bomb.encode(encoding))) == "word.doctype"


def test_a_file_of_the_machine_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    xml = f'<!DOCTYPE w [<!ENTITY a SYSTEM "{secret.as_uri()}">]><w>&a;</w>'
    assert refused(archive(word__document_xml=xml)) == "word.doctype"


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    root = f'<w:document xmlns:w="{W}"><w:body>'.encode()
    assert refused(archive(word__document_xml=root + b"<w:p/>" * 4_000_000)) == "word.bomb"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(archive(word__document_xml=b" " * 30_000_000))
    central = data.index(b"PK\x01\x02")
    for position in (22, central + 24):
        data[position : position + 4] = (100).to_bytes(4, "little")
    assert refused(bytes(data)) in ("word.bomb", "word.damaged", "word.xml")


def test_an_archive_of_very_many_files_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for number in range(20_001):
            file.writestr(f"{number}", b"")
    assert refused(buffer.getvalue()) == "word.bomb"


def test_dense_text_is_no_bomb() -> None:
    # Six megabytes of numbered rows: what Word writes shrinks well, too.
    rows = "".join(f"<w:tr>{cell(str(number))}</w:tr>" for number in range(60_000))
    blocks, _ = read_word(docx(f"<w:tbl>{rows}</w:tbl>"))
    assert (len(blocks), blocks[-1].origin) == (60_000, "table 1, row 60000, cell 1")


def test_a_document_without_text_is_an_error() -> None:
    assert refused(docx(p(""))) == "document.no_text"


def test_deeply_nested_tables_are_read_or_refused() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 400 + p(r("deep down in it")) + "</w:tc></w:tr></w:tbl>" * 400
    assert found(docx(body)) == [("cell", "deep down in it")]
    assert refused(docx("<w:tbl>" * 5000 + "</w:tbl>" * 5000)) == "word.xml"
