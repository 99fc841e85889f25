from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError, UsageError
from align.formats.documents import document_from_bytes, read_document
from align.formats.encoding import decode
from align.settings import ReadSettings

SIMPLIFIED = (
    "央行：下半年继续实施适度宽松的货币政策。",
    "阿里云在法兰克福和迪拜推出主权云方案，客户数据存放在本地可用区。",
    "财报显示，在截至3月31日的季度，阿里云收入同比增长18%，达到301.27亿元。",
    "“过去客户问一台服务器多少钱。”分析师梁若衡说。",
    "大模型是这一转变的核心",
)
TRADITIONAL = (
    "金融管理局發表二零一九年年報，銀行體系保持穩健。",
    "投資者關注通脹前景，恆生指數下跌百分之二。",
    "電動車製造商在歐洲設立新的生產基地。",
    "「我們會繼續擴大投資，」行政總裁表示。",
)
ENGLISH = (
    "The company’s revenue rose 18% – more than expected.",
    "“We are sold out,” the chief executive of Nestlé said.",
    "The café’s owner paid £12 for it…",
)
SENTENCES = [
    *((text, encoding) for text in SIMPLIFIED for encoding in ("gbk", "gb18030")),
    *((text, encoding) for text in TRADITIONAL for encoding in ("big5", "cp950", "gb18030")),
    *((text, "cp1252") for text in ENGLISH),
    *(
        (text, encoding)
        for text in (*SIMPLIFIED, *TRADITIONAL, *ENGLISH)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
    ),
]
CORPORA = Path(__file__).parents[2] / "corpora"


@pytest.mark.parametrize(("text", "encoding"), SENTENCES)
def test_one_sentence_is_enough_to_tell_the_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_short_passages_of_the_corpora_are_told_in_every_encoding() -> None:
    from opencc import OpenCC

    traditional = OpenCC("s2t")
    wrong = []
    total = 0
    for gold in sorted(CORPORA.glob("*/gold/zh.txt")):
        lines = gold.read_text(encoding="utf-8").splitlines()
        for start in range(0, len(lines), 2):
            passage = "\n".join(lines[start : start + 2])
            for encoding in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
                text = traditional.convert(passage) if encoding == "big5hkscs" else passage
                try:
                    data = text.encode(encoding)
                except UnicodeEncodeError:
                    continue  # a character that Big5 does not have
                total += 1
                try:
                    if decode(data).text != text:
                        wrong.append((encoding, text))
                except InputError:
                    wrong.append((encoding, text))
    assert total > 500
    # What is left are table cells of two or three characters.
    assert len(wrong) <= 0.02 * total, wrong[:5]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(SIMPLIFIED), min_size=1, max_size=8),
    st.sampled_from(["gb18030", "utf-8", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
def test_chinese_survives_the_round_trip(sentences: list[str], encoding: str, end: str) -> None:
    text = end.join(sentences)
    assert decode(text.encode(encoding)).text == text


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff\ufffd")))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    data = text.encode()
    try:
        decoded = decode(data)
    except InputError as error:
        assert error.key == "encoding.binary"  # control characters
    else:
        assert decoded.text == text or decoded.encoding.startswith("UTF-16")


def test_a_detected_encoding_is_said_and_utf8_is_not(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(SIMPLIFIED[0].encode("gb18030"))
    notes = read_document(path).notes
    assert [(note.key, dict(note.values)) for note in notes] == [
        ("encoding.detected", {"encoding": "GB18030"})
    ]
    path.write_text(SIMPLIFIED[0], encoding="utf-8-sig")
    document = read_document(path)
    assert document.notes == ()
    assert document.blocks[0].text == SIMPLIFIED[0]


def test_the_setting_overrides_detection() -> None:
    data = "银行".encode("gbk")
    assert decode(data, encoding="latin-1").text == data.decode("latin-1")
    assert decode(data, encoding="GBK").text == "银行"
    assert decode("银行".encode("utf-16"), encoding="utf-16").text == "银行"
    assert decode("\ufeff银行".encode(), encoding="utf-8").text == "银行"


@pytest.mark.parametrize("name", ["no-such", "rot13", "base64", "", " "])
def test_an_encoding_that_is_none_is_a_usage_error(name: str) -> None:
    if not name:
        assert decode(b"plain", encoding=name).text == "plain"
        return
    with pytest.raises(UsageError):
        decode(b"plain", encoding=name)


@pytest.mark.parametrize("name", ["idna", "unicode_escape", "punycode", "utf-7"])
def test_odd_codecs_do_not_get_through_with_nonsense(name: str) -> None:
    with pytest.raises(InputError):
        decode(b"\\ud800 \xff\xff+2AA-", encoding=name)


def test_an_undecodable_byte_is_named_with_its_offset() -> None:
    text = "人民银行发布了上半年的金融统计数据报告。" * 20
    data = bytearray(text.encode())
    data[300:301] = b"\xff"
    with pytest.raises(InputError) as raised:
        decode(bytes(data), path="a.txt")
    assert raised.value.key == "encoding.undecodable"
    # The first byte of the character that was broken, or the wrong one itself.
    assert raised.value.values == {"encoding": "UTF-8", "byte": "0xFF", "offset": 300}
    assert str(raised.value).startswith("a.txt: not valid UTF-8: byte 0xFF at offset 300")


def test_a_broken_gbk_file_is_called_gb18030() -> None:
    data = bytearray(("人民银行发布了上半年的金融统计数据报告。" * 20).encode("gbk"))
    data[200:201] = b"\xff"
    with pytest.raises(InputError) as raised:
        decode(bytes(data))
    assert raised.value.values["encoding"] == "GB18030"
    assert raised.value.values["offset"] in (199, 200)


def test_override_names_the_offset_behind_a_byte_order_mark() -> None:
    with pytest.raises(InputError) as raised:
        decode(b"\xef\xbb\xbfabc\xff", encoding="utf-8")
    assert raised.value.values["offset"] == 6


def test_losses_of_the_past_are_noted() -> None:
    decoded = decode("第一行\n第二�行�".encode())
    assert [(note.key, dict(note.values)) for note in decoded.notes] == [
        ("encoding.replacement", {"count": 2, "line": 2})
    ]


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (SIMPLIFIED[0].encode("gbk"), "big5"),
        (SIMPLIFIED[0].encode("gbk"), "gb2312"),
        (SIMPLIFIED[0].encode(), "gb2312"),
        (SIMPLIFIED[0].encode("gbk"), "no such thing"),
        (SIMPLIFIED[0].encode("gbk"), "utf-8"),
    ],
)
def test_a_wrong_declaration_is_not_believed(data: bytes, declared: str) -> None:
    assert decode(data, declared=declared).text == SIMPLIFIED[0]


def test_a_declaration_decides_where_the_text_does_not() -> None:
    short = "概覽".encode("big5")
    assert decode(short, declared="big5").text == "概覽"


def test_japanese_and_korean_files_are_told_as_such() -> None:
    for text, encoding, language in (
        ("日本銀行は金融政策決定会合を開いた。", "shift_jis", "日本語"),
        (
            "한국은행은 올해 상반기 금융안정보고서를 발표했다. 기준금리는 동결되었다.",
            "euc_kr",
            "한국어",
        ),
    ):
        with pytest.raises(InputError, match=language):
            document_from_bytes(text.encode(encoding), "a.txt", ReadSettings())


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0",
        b"\0" * 100,
        bytes(range(256)) * 4,
        b"text with a \0 in it and more of it",
        b"\xff\xfe\x00\xd8\x41\x00",  # a lone surrogate
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        decode(data)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_message(data: bytes) -> None:
    for name in ("a.txt", "a.md", "a.html", "a.docx", "a"):
        try:
            document = document_from_bytes(data, name)
        except InputError as error:
            assert error.render("en").startswith(f"{name}: ")
            assert error.render("zh") != error.render("en")
        else:
            assert all(block.text == block.text.strip() for block in document.blocks)
            assert "\ufffd" not in document.blocks[0].text or "�".encode() in data or b"&#" in data
