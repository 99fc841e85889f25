"""In which sentence pairs the terms of a concept stand: what is said of them must be true there.

A pair is counted where its words are linked. Whether a sentence pair has both terms is another
question: one may stand there inflected (*fabs*), or in a word that the segmenter cut otherwise
(国家网信办), and a person who reads the sentence sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from align.model import LANGS, Lang, other
from align.terms.index import Index
from align.terms.ranking import Ranked
from align.terms.tally import Run

Beads = frozenset[int]


@dataclass(frozen=True, slots=True)
class Seen:
    """How many sentence pairs have a Chinese term, an English one, and both.

    ``documents`` is in how many documents both stand together.
    """

    zh: int
    en: int
    together: int
    documents: int = 1


class Standing:
    """Where the terms of one concept stand, by the forms under which they were counted.

    Takes the index, the pairs of the concept, and further forms that stand without a pair, as
    they are written. A term stands in a bead that has its words, and in one of its counterpart's
    beads whose text has it, inflected or not.
    """

    def __init__(
        self, index: Index, group: Iterable[Ranked], further: Mapping[Lang, Mapping[str, str]]
    ) -> None:
        self._index = index
        runs: dict[Lang, dict[str, list[Run]]] = {"zh": {}, "en": {}}
        found: dict[Lang, dict[str, set[int]]] = {"zh": {}, "en": {}}
        for pair in group:
            for lang in LANGS:
                key, places = (
                    (pair.zh, pair.counts.zh) if lang == "zh" else (pair.en, pair.counts.en)
                )
                runs[lang].setdefault(key, []).extend(places)
                found[lang].setdefault(key, set()).update(pair.counts.beads)
        for lang in LANGS:
            side = index.side(lang)
            for key, places in runs[lang].items():
                cuts = {tuple(side.ids[first:last].tolist()) for first, last in places}
                for cut in sorted(cuts):
                    words = [side.vocabulary[number] for number in cut]
                    found[lang][key].update(side.beads_with(words).tolist())
            for key in further[lang]:
                found[lang].setdefault(key, set())
        every = {lang: set().union(*found[lang].values()) for lang in LANGS}
        for lang in LANGS:
            for key, beads in found[lang].items():
                forms = {
                    index.stretch(lang, *run) for run in dict.fromkeys(runs[lang].get(key, ()))
                } | {further[lang].get(key, "")} - {""}
                beads |= self._with_text(lang, forms, every[other(lang)] - beads)
        self._beads: dict[Lang, dict[str, Beads]] = {
            lang: {key: frozenset(beads) for key, beads in found[lang].items()} for lang in LANGS
        }
        self._every = {lang: frozenset().union(*self._beads[lang].values()) for lang in LANGS}

    def _with_text(self, lang: Lang, forms: Iterable[str], beads: set[int]) -> set[int]:
        """Those of some beads whose text has one of the forms."""
        written = sorted({form.lower() for form in forms})
        if lang == "zh":
            # One character is in many words that have nothing to do with it.
            written = [form for form in written if len(form) > 1]
        if not written or not beads:
            return set()
        wanted = re.compile("|".join(map(_pattern, written)))
        return {bead for bead in beads if wanted.search(self._index.said(lang, bead).lower())}

    def seen(self, zh: str, en: str) -> Seen:
        """How often two terms stand together and apart."""
        one, two = self._beads["zh"][zh], self._beads["en"][en]
        both = one & two
        return Seen(self._times(one), self._times(two), self._times(both), self._documents(both))

    def both(self, zh: str, en: str) -> list[int]:
        """The beads that have two terms, ascending."""
        return sorted(self._beads["zh"][zh] & self._beads["en"][en])

    def of(self, lang: Lang, key: str) -> list[int]:
        """The beads that have a term and one of the other language's, ascending."""
        return sorted(self._beads[lang][key] & self._every[other(lang)])

    def times(self, lang: Lang, key: str) -> int:
        """How many sentence pairs have a term and one of the other language's."""
        return self._times(self._beads[lang][key] & self._every[other(lang)])

    @property
    def together(self) -> Seen:
        """How many sentence pairs have any of the concept's terms, by side and on both."""
        one, two = self._every["zh"], self._every["en"]
        both = one & two
        return Seen(self._times(one), self._times(two), self._times(both), self._documents(both))

    def _times(self, beads: Beads) -> int:
        return int(self._index.times[np.fromiter(beads, np.int64, len(beads))].sum())

    def _documents(self, beads: Beads) -> int:
        return len({self._index.beads[bead][0] for bead in beads})


def _pattern(form: str) -> str:
    """A form as it is looked for: whole, where letters bound it, in the singular or the plural.

    >>> bool(re.search(_pattern("fab"), "two fabs")), bool(re.search(_pattern("fab"), "fabric"))
    (True, False)
    """
    left = r"(?<![a-z0-9])" if form[:1].isascii() and form[:1].isalnum() else ""
    right = r"(?:e?s)?(?![a-z0-9])" if form[-1:].isascii() and form[-1:].isalnum() else ""
    return left + re.escape(form) + right
