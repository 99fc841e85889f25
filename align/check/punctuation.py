"""Pairs of brackets and quotation marks, and spaces between scripts."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import ClassVar

from align.check.base import Context, PairRule
from align.check.pair import Pair
from align.errors import UsageError
from align.model import LANGS, Alignment, Finding, Lang, Note, Place, Severity
from align.settings import CheckSettings
from align.text.script import HAN

_HAN_LATIN = re.compile(rf"(?<=[{HAN}])[A-Za-z0-9]|(?<=[A-Za-z0-9])[{HAN}]")
_HAN_SPACE_LATIN = re.compile(rf"(?<=[{HAN}])[ ]+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])[ ]+(?=[{HAN}])")
_MARKS = re.compile(r"[()\[\]{}（）［］｛｝《》〈〉【】「」『』〔〕“”]")
_OPENING = {
    ")": "(", "]": "[", "}": "{", "》": "《", "〉": "〈", "】": "【", "」": "「", "』": "『",
    "〕": "〔", "”": "“",
}  # fmt: skip
_NARROW_MARK = {"（": "(", "）": ")", "［": "[", "］": "]", "｛": "{", "｝": "}"}
# 1) and (a and iv. head the items of a list.
_ITEM = re.compile(
    r"(?:^|[\s;；。，,:：、(（])(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})$"
)
# A quotation may go over so many sentences.
_FAR = 30


class Spacing(PairRule):
    """Spaces between Chinese characters and Latin letters or digits, as they are configured.

    With ``han_latin_space = "space"`` 使用Qwen is reported, with ``"none"`` 使用 Qwen; without
    either nothing is.
    """

    name: ClassVar[str] = "han-latin-space"
    severity: ClassVar[Severity] = "info"
    doc: ClassVar[str] = "Spaces between Chinese and Latin letters are not as configured."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The places in a pair's Chinese that are not so, as one finding."""
        wanted = settings.han_latin_space
        if not wanted:
            return
        if wanted not in ("space", "none"):
            raise UsageError("check.bad_spacing", name=wanted)
        text = pair.zh.text
        if wanted == "space":
            spans = [(m.start() - 1, m.end()) for m in _HAN_LATIN.finditer(text)]
        else:
            spans = [(m.start() - 1, m.end() + 1) for m in _HAN_SPACE_LATIN.finditer(text)]
        if spans:
            words = "、".join(text[start:end] for start, end in spans[:5])
            yield pair.finding(
                self.name, self.severity, f"finding.spacing_{wanted}",
                zh=spans, found=words, words=words,
            )  # fmt: skip


class Unpaired:
    """A bracket or a quotation mark whose other half is nowhere near.

    Hits: "(see table 3."; 《证券法。 Does not hit: 1) and a) before an item of a list; a quotation
    that goes on over several sentences; an English paragraph that opens a quotation anew; full
    and half-width brackets that close each other.
    """

    name: ClassVar[str] = "unpaired"
    severity: ClassVar[Severity] = "warning"
    doc: ClassVar[str] = "A bracket or quotation mark has no other half."

    def check(self, context: Context) -> Iterable[Finding]:
        """The marks that stand alone, in reading order."""
        for lang in LANGS:
            marks = _alone(context.alignment, lang)
            beads = _beads_of(context.alignment, lang, {mark.place.sentence for mark in marks})
            for mark in marks:
                bead = beads.get(mark.place.sentence)
                if bead is None:
                    continue
                yield Finding(
                    id="",
                    rule=self.name,
                    severity=self.severity,
                    bead=bead,
                    zh=(mark.place,) if lang == "zh" else (),
                    en=(mark.place,) if lang == "en" else (),
                    found=mark.text,
                    message=Note("finding.unpaired", (("mark", mark.text),)),
                )


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    kind: str
    place: Place


def _beads_of(alignment: Alignment, lang: Lang, sentences: Set[int]) -> dict[int, int]:
    """The bead of each of some sentences that is in one."""
    if not sentences:
        return {}
    return {
        sentence: number
        for number, bead in enumerate(alignment.beads)
        if not sentences.isdisjoint(bead.side(lang)) and bead.status != "rejected"
        for sentence in bead.side(lang)
    }


def _alone(alignment: Alignment, lang: Lang) -> list[_Mark]:
    """Marks without their other half, in order. Linear: each kind has its own stack."""
    open_: dict[str, deque[_Mark]] = {}
    alone: list[_Mark] = []
    block = -1
    # Brackets do not reach over paragraphs; quotations do.
    closes = _in_order(alignment, lang)
    for number, sentence in enumerate(alignment.sentences(lang)):
        if closes and sentence.block != block:
            for kind in [kind for kind in open_ if kind != "“"]:
                alone += open_.pop(kind)
        block = sentence.block
        for match in _MARKS.finditer(sentence.text):
            text = _NARROW_MARK.get(match[0], match[0])
            place = Place(number, match.start(), match.end())
            opening = _OPENING.get(text)
            if opening is None:
                again = (
                    text == "“" and open_.get("“") and not sentence.text[: match.start()].strip()
                )
                if again:
                    # A quotation that goes on is opened anew with each paragraph.
                    open_["“"].pop()
                open_.setdefault(text, deque()).append(_Mark(match[0], text, place))
            elif open_.get(opening):
                open_[opening].pop()
            elif not (text in ")]" and _ITEM.search(sentence.text[: match.start()])):
                alone.append(_Mark(match[0], text, place))
        for marks in open_.values():
            while marks and number - marks[0].place.sentence > _FAR:
                alone.append(marks.popleft())
    alone += [mark for marks in open_.values() for mark in marks]
    # A closing quotation mark may stand before the sentence that says who spoke.
    return sorted(alone, key=lambda mark: (mark.place.sentence, mark.place.start))


def _in_order(alignment: Alignment, lang: Lang) -> bool:
    """Whether the blocks are a document's paragraphs, not rows of a table that cut sentences."""
    return 0 < len(alignment.document(lang).blocks) < len(alignment.sentences(lang))
