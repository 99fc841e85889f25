"""A glossary comes back as it was written; those of other tools are understood."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError
from align.formats.base import read_glossary, write
from align.formats.frames import ScoredGlossary, consistency_frame, glossary_frame
from align.model import (
    ConsistencyReport,
    Evidence,
    Glossary,
    Ground,
    Note,
    PairEvidence,
    Signature,
    Term,
    TermConsistency,
    TermEntry,
    Variant,
)

SUFFIXES = (".tbx", ".csv", ".tsv", ".xlsx")

GLOSSARY = Glossary(
    (
        TermEntry(
            "qwen",
            (
                Term("zh", "通义千问", reading="tōngyì qiānwèn", context="通义千问发布。"),
                Term("zh", "千问", "admitted", form="short form"),
                Term("en", "Qwen", source="README"),
                Term("en", "Tongyi Qianwen", "deprecated", form="full form"),
                Term("en", "=HYPERLINK(1)", "forbidden", "other"),
            ),
            "product",
            "AI; models",
            'A "family" of models,\nby Alibaba.',
            "Never translated.",
            Evidence(3, 1, 0.93),
        ),
        TermEntry("cloud", (Term("zh", "云"), Term("en", "cloud", "preferred", "verb"))),
        TermEntry("only-zh", (Term("zh", "新基建"),), note="type: product"),
        TermEntry("only-en", (Term("en", "AI"), Term("en", "A.I.", "admitted", "adjective"))),
    ),
    name="terms",
)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_glossary_comes_back(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"terms{suffix}"
    write(GLOSSARY, path)
    assert read_glossary(path) == GLOSSARY
    first = path.read_bytes()
    write(read_glossary(path), path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_sentence_pairs_come_back_as_pairs(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"terms{suffix}"
    entry = TermEntry(
        "pbc",
        (
            Term("zh", "央行", context="央行降准。", frequency=3),
            Term("zh", "人民银行", "admitted", context="人民银行说。", frequency=1,
                 counterpart="The PBC said so."),
            Term("en", "central bank", context="The central bank cut the ratio.", frequency=2),
            Term("en", "PBOC", "admitted", context="PBOC waits.", counterpart="央行等待。"),
            Term("en", "bank", "admitted", context="The bank cut.", frequency=1),
        ),
        evidence=Evidence(4, 1, 0.9),
    )  # fmt: skip
    write(Glossary((entry,), name="terms"), path)
    assert read_glossary(path).entries == (entry,)


def test_a_row_shows_one_sentence_pair_and_the_evidence_of_its_pair() -> None:
    once = (Ground(Note("evidence.once"), False),)
    shown = (("央行降准。", "The central bank cut it."), ("央行很稳。", "The bank is firm."))
    entry = TermEntry(
        "pbc",
        (
            Term("zh", "央行", context=shown[0][0], frequency=3),
            Term("zh", "人行", "admitted", context="人行说。", counterpart="The PBC said so."),
            Term("en", "central bank", context=shown[0][1], frequency=2),
            Term("en", "PBOC", "admitted", context="PBOC waits.", counterpart="央行等待。"),
            Term("en", "PBC", "admitted"),
        ),
        evidence=Evidence(
            4, 1, 0.9,
            (PairEvidence("央行", "PBOC", 1, 0.9, once), PairEvidence("人行", "PBC", 1, 0.4, once)),
            shown,
        ),
    )  # fmt: skip
    rows = glossary_frame(Glossary((entry,))).to_dict("records")
    assert [(row["context_zh"], row["context_en"]) for row in rows] == [
        shown[0],
        ("央行等待。", "PBOC waits."),
        (shown[0][0], ""),
        ("人行说。", "The PBC said so."),
    ]  # fmt: skip
    assert (rows[0]["context_zh_2"], rows[0]["context_en_2"]) == shown[1]
    assert [row["evidence"] for row in rows] == [
        "", "against: together only once", "", "人行 = PBC (0.40) against: together only once",
    ]  # fmt: skip
    assert [row["zh_frequency"] for row in rows[:2]] == [3, 3]


def test_a_mined_entry_keeps_its_sentence_pairs_in_tbx(tmp_path: Path) -> None:
    shown = (("云一。", "Cloud one."), ("云二。", "Cloud two."), ("云三。", "Cloud three."))
    entry = TermEntry(
        "cloud",
        (Term("zh", "云", context=shown[0][0]), Term("en", "cloud", context=shown[0][1])),
        evidence=Evidence(3, contexts=shown),
    )
    write(Glossary((entry,)), tmp_path / "a.tbx")
    text = (tmp_path / "a.tbx").read_text("utf-8")
    contexts = re.findall(r'<descrip type="context">(.*?)</descrip>', text)
    assert list(zip(contexts[:3], contexts[3:], strict=True)) == list(shown)


def _glossaries(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Glossary]:
    words = texts.map(lambda text: " ".join(text.split())).filter(bool)
    facts = texts.map(str.strip)

    def terms(lang: str, first: int) -> st.SearchStrategy[list[Term]]:
        return st.lists(
            st.builds(
                Term,
                st.just(lang),
                # A Chinese character keeps the columns apart also where the text is nonsense.
                words.map(lambda word: f"云{word}" if lang == "zh" else word),
                st.sampled_from(["preferred", "admitted", "deprecated", "forbidden"]),
                st.sampled_from(["noun", "verb"]),
                st.sampled_from(["", "acronym"]),
                reading=facts,
                context=facts,
                source=facts,
            ),
            min_size=first,
            max_size=3,
            unique_by=lambda term: term.text,
        )

    entries = st.builds(
        lambda id, zh, en, kind, facts, evidence: TermEntry(
            id, (*zh, *en), kind, *facts, evidence=evidence
        ),
        st.from_regex(r"[a-z]{1,4}[0-9]{0,2}", fullmatch=True),
        terms("zh", 1),
        terms("en", 0),
        st.sampled_from(["concept", "product", "person"]),
        st.tuples(facts, facts, facts),
        st.none()
        | st.builds(
            Evidence,
            st.integers(1, 99),
            st.integers(1, 9),
            st.floats(0, 1).map(lambda score: round(score, 4)),
        ),
    )
    return (
        st.lists(entries, min_size=1, max_size=3, unique_by=lambda entry: entry.id)
        # Two entries of one term may contradict each other, and are refused then.
        .filter(lambda entries: _apart([{t.text for t in e.in_lang("zh")} for e in entries]))
        .map(lambda entries: Glossary(tuple(entries), name="any"))
    )


def _apart(sets: list[set[str]]) -> bool:
    return sum(map(len, sets)) == len(set().union(*sets))


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_any_glossary_comes_back(
    texts: st.SearchStrategy[str], folder: Path, suffix: str, data: st.DataObject
) -> None:
    glossary = data.draw(_glossaries(texts))
    path = folder / f"any{suffix}"
    write(glossary, path)
    assert read_glossary(path) == glossary


def _valid(shared: Path, *paths: Path) -> None:
    pytest.importorskip("saxonche", reason="the TBX validator needs saxonche (align[test])")
    script = shared / "schemas" / "validate_tbx.py"
    run = subprocess.run(
        [sys.executable, str(script), *map(str, paths)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_tbx_is_valid_by_the_published_schemas(shared: Path, tmp_path: Path) -> None:
    write(GLOSSARY, tmp_path / "a.tbx")
    odd = (
        replace(GLOSSARY.entries[0], id="1 模型/x"),
        replace(GLOSSARY.entries[1], id="1 模型:x"),
        replace(GLOSSARY.entries[2], id="-\x0c", subject="a\x00b"),
        TermEntry("nothing", ()),
    )
    write(Glossary(odd, signature=Signature("0.1.0")), tmp_path / "b.tbx")
    shown = (("云一。", "Cloud one."), ("云二。", "Cloud two."))
    mined = (
        Term("zh", "云", context="云一。", frequency=2),
        Term("en", "cloud", context="Cloud one."),
        Term("en", "the cloud", context="The cloud.", counterpart="那片云。"),
    )
    entries = (*GLOSSARY.entries[2:3], TermEntry("m", mined, evidence=Evidence(2, contexts=shown)))
    write(Glossary(entries), tmp_path / "c.tbx")
    _valid(shared, tmp_path / "a.tbx", tmp_path / "b.tbx", tmp_path / "c.tbx")
    ids = [entry.id for entry in read_glossary(tmp_path / "b.tbx").entries]
    assert ids == ["c1-模型-x", "c1-模型-x-2", "c--"]


@pytest.mark.parametrize("dialect", ["basic", "min", "linguist"])
@pytest.mark.parametrize("style", ["dca", "dct"])
def test_the_published_examples_are_read(shared: Path, dialect: str, style: str) -> None:
    glossary = read_glossary(shared / "schemas" / "tbx3" / dialect / f"example_{style}.tbx")
    terms = [term for entry in glossary.entries for term in entry.terms]
    assert all(term.lang == "en" for term in terms)
    assert terms[0].text == "open cluster"
    statuses = {term.text: term.status for term in terms}
    assert statuses["galactic cluster"] == "deprecated"


MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="c1">
   <descrip type="subjectField">finance</descrip>
   <langSet xml:lang="zh-CN"><tig><term>人民币</term>
     <termNote type="partOfSpeech">properNoun</termNote></tig></langSet>
   <langSet xml:lang="en-US">
     <ntig><termGrp><term>renminbi</term>
       <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
     <tig><term>RMB</term><termNote type="termType">acronym</termNote>
       <termNote type="administrativeStatus">{status}</termNote></tig>
   </langSet>
   <langSet xml:lang="de"><tig><term>Renminbi</term></tig></langSet>
  </termEntry>
 </body></text>
</martif>
"""


def test_tbx_of_2008_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.tbx"
    path.write_text(MARTIF.format(status="supersededTerm-admn-sts"), encoding="utf-8")
    (entry,) = read_glossary(path).entries
    assert entry.subject == "finance"
    assert [(t.text, t.status, t.part_of_speech, t.form) for t in entry.terms] == [
        ("人民币", "preferred", "noun", ""),
        ("renminbi", "preferred", "noun", ""),
        ("RMB", "deprecated", "noun", "acronym"),
    ]


def test_a_status_that_does_not_exist_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "old.tbx"
    path.write_text(MARTIF.format(status="fine"), encoding="utf-8")
    with pytest.raises(InputError, match=r"old\.tbx:14: “fine” .*preferred, admitted, deprec"):
        read_glossary(path)


def _read(tmp_path: Path, text: str, name: str = "g.csv", encoding: str = "utf-8") -> Glossary:
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    return read_glossary(path)


@pytest.mark.parametrize(
    "text",
    [
        "zh,en\n云计算,cloud computing\n",
        "en,zh\ncloud computing,云计算\n",
        "source,target\ncloud computing,云计算\n",
        "Chinese (Simplified),English\n云计算,cloud computing\n",
        "中文;英文\n云计算;cloud computing\n",
        "en-US,zh-CN\ncloud computing,云计算\n",
        "cloud computing,云计算\n",
        "No.,English term,Chinese term\n1,cloud computing,云计算\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_two_columns_are_enough(tmp_path: Path, text: str, encoding: str) -> None:
    (entry,) = _read(tmp_path, text, encoding=encoding).entries
    assert entry.terms == (Term("zh", "云计算"), Term("en", "cloud computing"))


def test_omegat_glossaries_are_read(tmp_path: Path) -> None:
    text = "# Tab-separated\ncloud computing\t云计算\tnot 云端计算\n#x\t#云\tno\n"
    (entry,) = _read(tmp_path, text, "glossary.txt").entries
    assert entry.note == "not 云端计算"
    assert [term.text for term in entry.terms] == ["云计算", "cloud computing"]


def test_rows_of_a_concept_are_one_entry(tmp_path: Path) -> None:
    text = (
        "concept,zh,en,zh_status,en_status,part_of_speech,type,subject,definition,note\n"
        "pboc,中国人民银行,People's Bank of China,preferred,,noun,organisation,banking,,Official.\n"
        "pboc,央行,,admitted,,noun,organisation,banking,,Only China's.\n"
        "pboc,央行,PBOC,,,noun,,,Central bank.,\n"
    )
    (entry,) = _read(tmp_path, text).entries
    assert [(term.text, term.status) for term in entry.terms] == [
        ("中国人民银行", "preferred"),
        ("央行", "admitted"),
        ("People's Bank of China", "preferred"),
        ("PBOC", "admitted"),
    ]
    assert entry.note == "Official.\n央行: Only China's."
    assert entry.definition == "Central bank."


def test_rows_without_concept_are_merged_by_their_chinese_term(tmp_path: Path) -> None:
    text = "zh,en\n人工智能,AI\n人工智能,AI\n人工智能,artificial intelligence\n云,cloud\n"
    entries = _read(tmp_path, text).entries
    assert [[term.text for term in entry.in_lang("en")] for entry in entries] == [
        ["AI", "artificial intelligence"],
        ["cloud"],
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,云,cloud,good,,,", r"g\.csv:3: “good” is no status of a term; .*forbidden"),
        ("a,云,cloud,,,thing,", r"g\.csv:3: “thing” is no type"),
        ("a,云,cloud,,,,norn", r"g\.csv:3: “norn” is no part of speech"),
        ("a,云计算,c2,forbidden,,,", r"g\.csv:3: 云计算: concept “a” says “forbidden” .*line 2"),
        ("a,云,cloud,,,person,", r"g\.csv:3: type: concept “a” says “person” here and “product”"),
    ],
)
def test_nonsense_is_named_with_its_row(tmp_path: Path, row: str, message: str) -> None:
    head = "concept,zh,en,zh_status,en_status,type,part_of_speech\n"
    with pytest.raises(InputError, match=message):
        _read(tmp_path, head + "a,云计算,cloud computing,preferred,,product,noun\n" + row + "\n")


def test_a_table_without_chinese_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no Chinese and English column"):
        _read(tmp_path, "a,b\nc,d\n")


def test_scored_glossaries_show_each_term_with_its_renderings(tmp_path: Path) -> None:
    variants = (Variant("Qwen", (0, 2, 3)), Variant("-x", (5,)))
    term = TermConsistency("qwen", "zh", "通义千问", variants, (4,), 0.75, 0.625, 0.8113)
    report = ConsistencyReport((term,), 0.75, Signature("0.1.0"))
    scored = ScoredGlossary(GLOSSARY, report)
    row = scored.to_pandas().iloc[0]
    assert row["en_renderings"] == "Qwen (3); -x (1)"
    assert (row["en_share"], row["en_hhi"], row["en_entropy"]) == (0.75, 0.625, 0.8113)
    for suffix in (".csv", ".tsv", ".xlsx"):
        write(scored, tmp_path / f"terms{suffix}")
        assert read_glossary(tmp_path / f"terms{suffix}") == GLOSSARY
    frame = consistency_frame(report)
    assert frame["rendering"].tolist() == ["Qwen", "-x", ""]
    assert frame["count"].tolist() == [3, 1, 1]
    assert frame["beads"].tolist() == ["0 2 3", "5", "4"]
    assert frame["agree_frequent"].tolist() == [0.75] * 3
    for suffix in (".csv", ".tsv", ".xlsx"):
        write(report, tmp_path / f"consistency{suffix}")


def test_frames_have_the_same_types_when_empty() -> None:
    full, empty = glossary_frame(GLOSSARY), glossary_frame(Glossary(()))
    assert full.dtypes.to_dict() == empty.dtypes.to_dict()
