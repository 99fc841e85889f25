"""TMX 1.4b: valid by its DTD, fit for CAT tools, and read from them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from align.errors import InputError
from align.formats.base import read_bitext, write
from align.model import Alignment, Bead

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_it_is_valid_by_the_published_dtd(shared: Path, bitext: Alignment, folder: Path) -> None:
    dtd = etree.DTD(str(shared / "schemas" / "tmx" / "tmx14.dtd"))
    write(bitext, folder / "a.tmx")
    assert dtd.validate(etree.parse(str(folder / "a.tmx"))), dtd.error_log


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_bitext_is_valid_by_the_published_dtd(
    shared: Path, alignments: st.SearchStrategy[Alignment], folder: Path, data: st.DataObject
) -> None:
    dtd = etree.DTD(str(shared / "schemas" / "tmx" / "tmx14.dtd"))
    write(data.draw(alignments), folder / "any.tmx")
    assert dtd.validate(etree.parse(str(folder / "any.tmx"))), dtd.error_log


def test_a_translation_memory_learns_only_what_is_a_translation(
    bitext: Alignment, tmp_path: Path
) -> None:
    write(bitext, tmp_path / "a.tmx")
    root = etree.parse(str(tmp_path / "a.tmx")).getroot()
    header = root.find("header")
    assert header is not None
    assert (header.get("creationtool"), header.get("srclang")) == ("align", "zh-CN")
    segments = [
        [(v.get(XML_LANG), v.findtext("seg")) for v in unit.iter("tuv")] for unit in root.iter("tu")
    ]
    assert segments == [
        [("zh-CN", "云计算厂商加速出海。"), ("en", "Cloud vendors go abroad.")],
        [("zh-CN", "=1+1。"), ("en", '-40 °C. "He said, ..."')],
        [("zh-CN", "“他说：…”")],
        [("zh-CN", "只有中文。")],
        [("en", "Only English.")],
    ]


def test_traditional_characters_are_declared(bitext: Alignment, tmp_path: Path) -> None:
    texts = ("雲計算", "廠商加速出海。", "=1+1。", "「他說：…」", "只有中文。")
    sentences = tuple(
        replace(s, text=text) for s, text in zip(bitext.zh_sentences, texts, strict=True)
    )
    write(replace(bitext, zh_sentences=sentences), tmp_path / "a.tmx")
    assert b'xml:lang="zh-TW"' in (tmp_path / "a.tmx").read_bytes()


FOREIGN = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="Other" creationtoolversion="1" segtype="sentence"
  o-tmf="x" adminlang="en" srclang="*all*" datatype="html"/>
<body>
 <tu><prop type="x-score">abc</prop>
  <tuv xml:lang="de-DE"><seg>Hallo</seg></tuv>
  <tuv xml:lang="EN_us"><seg>Press <bpt i="1">&lt;b&gt;</bpt>Start<ept i="1">&lt;/b&gt;</ept> <ph
   >{{0}}<sub>x</sub></ph>now &amp; <hi>then</hi>.</seg></tuv>
  <tuv xml:lang="ZH-TW"><note>n</note><seg>
    立即按開始，
    然後再說。
  </seg></tuv>
  <tuv xml:lang="zh-HK"><seg>另一個</seg></tuv>
 </tu>
 <tu><tuv lang="zh"><seg>只有中文</seg></tuv></tu>
 <tu><tuv xml:lang="fr"><seg>Rien</seg></tuv></tu>
</body></tmx>
"""


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GB18030"])
def test_another_tools_file_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(FOREIGN.format(encoding=encoding), encoding=encoding)
    read = read_bitext(path)
    assert read.beads == (Bead((0,), (0,)), Bead((1,), ()))
    assert [s.text for s in read.zh_sentences] == ["立即按開始， 然後再說。", "只有中文"]
    assert [s.text for s in read.en_sentences] == ["Press Start now & then."]
    assert read.zh.id == "memory.zh"


def test_a_file_that_a_person_worked_on_is_read(bitext: Alignment, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    write(bitext, path)
    text = path.read_text(encoding="utf-8")
    # A unit is gone, one was corrected, one was added by another tool.
    text = text.replace("Cloud vendors go abroad.", "Vendors of clouds go abroad.")
    first, second = text.index('<tu tuid="4"'), text.index('<tu tuid="5"')
    added = (
        '<tu><tuv xml:lang="zh"><seg>新的</seg></tuv><tuv xml:lang="en"><seg>New</seg></tuv></tu>'
    )
    path.write_text(text[:first] + added + text[second:], encoding="utf-8")
    read = read_bitext(path)
    assert [read.text(bead, "zh") for bead in read.beads if bead.status != "rejected"] == [
        "云计算厂商加速出海。",
        "=1+1。",
        "“他说：…”",
        "新的",
        "",
    ]
    assert read.text(read.beads[0], "en") == "Vendors of clouds go abroad."
    assert sum(bead.status == "rejected" for bead in read.beads) == 1


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE tmx [
 <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<tmx version="1.4"><header/><body><tu><tuv xml:lang="zh"><seg>&b;</seg></tuv></tu></body></tmx>"""
OUTSIDE = LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/hostname"')


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_entities_are_refused(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "a.tmx"
    first, rest = text.split("?>", 1)
    if encoding == "utf-7":
        # Here "<" may be written so that a search of the bytes does not find the entities.
        rest = rest.replace("<!", "+ADwAIQ-").replace("&", "+ACY-")
    path.write_bytes(
        (first + f' encoding="{encoding}"?>' + rest).encode(encoding.replace("7", "8"))
    )
    with pytest.raises(InputError, match=r"a\.tmx:[13]: .*entities"):
        read_bitext(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tmx>\n<body>\n<tu>\n</body></tmx>", r"a\.tmx:4: .*not well-formed"),
        ("not xml", r"a\.tmx:1: .*not well-formed"),
        ("<html><body/></html>", r"a\.tmx:1: .*not TMX.*html"),
        ("<tmx><body/></tmx>", "no unit with Chinese or English"),
        (FOREIGN.format(encoding="x-none"), "not well-formed"),
        (
            '<tmx>\n<tu><prop type="x-align-confidence">2</prop><tuv xml:lang="zh"><seg>x</seg>'
            "</tuv></tu></tmx>",
            r"a\.tmx:2: “2” is no confidence",
        ),
    ],
)
def test_nonsense_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_bitext(path)
