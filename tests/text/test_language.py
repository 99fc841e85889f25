from __future__ import annotations

from pathlib import Path

import pytest

from align.errors import InputError
from align.model import Document
from align.text.language import detect, identify, is_prose, order_pair

CORPORA = Path(__file__).parents[2] / "corpora"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("阿里云发布了Qwen3。", "zh"),
        ("金融管理局發表年報。", "zh"),
        (
            "Amazon Web Services（AWS）、Microsoft Azure和Google Cloud都在Southeast Asia追加投资。",
            "zh",
        ),
        ("iPhone 16 Pro Max 发布", "zh"),
        ("The company calls it 出海 (chuhai), going overseas, and 双循环 is its frame.", "en"),
        ("Revenue rose 18 percent.", "en"),
        ("Qwen2.5-72B-Instruct", "en"),
        (
            "La Banque de France a publié le rapport annuel dans lequel elle expose les risques.",
            "fr",
        ),
        ("Die Bank hat ihren Bericht veröffentlicht, der auf der Website zu finden ist.", "de"),
        ("El banco central publicó un informe sobre las regiones del país que crecen más.", "es"),
        ("日本銀行は金融システムレポートを公表した。", "ja"),
        ("한국은행은 보고서를 발표했다.", "ko"),
        ("Банк России опубликовал отчет.", "und"),
        ("نشر البنك المركزي تقريره", "und"),
        ("42 % (2024)", ""),
        ("", ""),
    ],
)
def test_identify(text: str, code: str) -> None:
    assert identify(text) == code
    assert detect(text) == (code if code in ("zh", "en") else None)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_corpus_is_in_its_language_and_so_are_its_passages(lang: str) -> None:
    files = sorted(CORPORA.glob(f"*/gold/{lang}.txt"))
    assert len(files) >= 3
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert detect(text) == lang
        lines = text.splitlines()
        # The table of a report, five lines of names and figures, is the hardest passage.
        passages = ["\n".join(lines[i : i + 12]) for i in range(0, len(lines), 12)]
        assert [p for p in passages if identify(p) not in (lang, "en")] == []
        assert [p for p in passages if detect(p) != lang and len(p) > 200] == []


def test_running_english_is_told_from_a_list_of_names() -> None:
    prose = "The bank said that it would raise the rate in the second half of the year. " * 5
    assert is_prose(prose)
    assert not is_prose(
        "Toyota Honda Nissan Mazda Subaru Suzuki Daihatsu Isuzu Hino Mitsubishi " * 5
    )


ZH = Document("report-a", "zh", ())
EN = Document("report-b", "en", ())


def test_a_pair_in_order_stays() -> None:
    assert order_pair(ZH, EN) == (ZH, EN, None)


def test_a_swapped_pair_is_turned_with_a_note() -> None:
    zh, en, note = order_pair(EN, ZH)
    assert (zh, en) == (ZH, EN)
    assert note is not None
    assert (note.key, dict(note.values)) == (
        "language.swapped",
        {"zh": "report-a", "en": "report-b"},
    )


@pytest.mark.parametrize("document", [ZH, EN])
def test_two_of_a_language_are_an_error(document: Document) -> None:
    with pytest.raises(InputError) as raised:
        order_pair(document, document)
    assert document.id in str(raised.value)
    assert document.id in raised.value.render("zh")
