"""What a person wants to see of mined entries: some types, without what is known or rejected."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from align.model import LANGS, ConceptType, Glossary, Lang, Term, TermEntry
from align.terms.parting import Pair, pairs_found, without
from align.text.british import one_spelling
from align.text.words import comparable


class Listed:
    """The rows of glossaries whose pairs of terms are known, or were rejected.

    A row is a pair of terms (each English term of an entry beside its first Chinese one, then each
    further Chinese term beside the first English one), or one term alone, which stands for it
    with any counterpart. Script, inflection and British or American spelling make no difference.
    A termbase may have many thousands of entries: its English is looked at only where the Chinese
    is in the glossary that it is compared with.
    """

    def __init__(self, glossary: Glossary | None, mined: Glossary) -> None:
        keys = {lang: _keys(mined, lang) for lang in LANGS}
        together = {
            (_key(zh), _key(en))
            for entry in mined.entries
            for zh in entry.in_lang("zh")
            for en in entry.in_lang("en")
        }
        self.rows = self.matched = 0
        self._pairs: set[tuple[str, str]] = set()
        self._alone: set[tuple[Lang, str]] = set()
        for entry in glossary.entries if glossary else ():
            zh, en = entry.in_lang("zh"), entry.in_lang("en")
            self.rows += len(zh) + len(en) - bool(zh and en)
            if not (zh and en):
                found = [(one.lang, _key(one)) for one in entry.terms]
                found = [(lang, key) for lang, key in found if key in keys[lang]]
                self._alone.update(found)
                self.matched += len(found)
                continue
            here = {term: key for term in zh if (key := _key(term)) in keys["zh"]}
            if not here:
                continue
            there = {term: _key(term) for term in en}
            pairs = {(one, two) for one in here.values() for two in there.values()} & together
            self._pairs |= pairs
            rows = [*((zh[0], term) for term in en), *((term, en[0]) for term in zh[1:])]
            self.matched += sum((here.get(one), there[two]) in pairs for one, two in rows)

    def has(self, zh: Term, en: Term) -> bool:
        """Whether two terms are a row, or either of them is one alone."""
        one, two = _key(zh), _key(en)
        return (one, two) in self._pairs or bool({("zh", one), ("en", two)} & self._alone)


def _key(term: Term) -> str:
    return one_spelling(term.text, term.lang)


def _keys(glossary: Glossary, lang: Lang) -> set[str]:
    return {_key(term) for entry in glossary.entries for term in entry.in_lang(lang)}


@dataclass(frozen=True, slots=True)
class Choice:
    """The entries of a glossary that are wanted, and how the rows of the two lists were used.

    ``known`` and ``rejected`` are (rows that match, rows), ``listed`` how many entries these two
    lists left out altogether.
    """

    glossary: Glossary
    known: tuple[int, int] = (0, 0)
    rejected: tuple[int, int] = (0, 0)
    listed: int = 0


def choose(
    glossary: Glossary,
    *,
    types: Collection[ConceptType] = (),
    known: Glossary | None = None,
    rejected: Glossary | None = None,
    top: int = 0,
    mark: str = "",
) -> Choice:
    """The entries of a glossary that are wanted, in their order.

    Takes the types to keep (none: all), what the termbase has and what was refused before, and how
    many entries to keep at most (0: all). Of an entry only the pairs of terms go that are listed;
    its other forms stay (:class:`Listed` says what counts as listed). With ``mark`` what the
    termbase has stays, and its note says this.

    >>> choose(Glossary(()), types=("person",)).glossary.entries
    ()
    """
    have, refused = Listed(known, glossary), Listed(rejected, glossary)
    kept: list[TermEntry] = []
    gone = 0
    for entry in glossary.entries:
        if types and entry.type not in types:
            continue
        left = tuple(_left(entry, have, refused, marked=bool(mark)))
        gone += not left
        kept += [_marked(one, have, mark) for one in left] if mark else left
    return Choice(
        replace(glossary, entries=tuple(kept[:top] if top else kept)),
        (have.matched, have.rows),
        (refused.matched, refused.rows),
        gone,
    )


def _left(entry: TermEntry, have: Listed, refused: Listed, *, marked: bool) -> Iterator[TermEntry]:
    def barred(zh: Term, en: Term) -> bool:
        return refused.has(zh, en) or (not marked and have.has(zh, en))

    return iter(without(entry, barred))


def _marked(entry: TermEntry, have: Listed, mark: str) -> TermEntry:
    """The entry with a note that says which of its pairs the termbase has, if not all."""
    pairs = pairs_found(entry)
    known = [pair for pair in pairs if have.has(*pair)]
    if not known:
        return entry
    told = mark if len(known) == len(pairs) else f"{mark}: {'; '.join(map(_told, known))}"
    return replace(entry, note="\n".join(filter(None, (told, entry.note))))


def _told(pair: Pair) -> str:
    return f"{pair[0].text} = {pair[1].text}"


def with_term(glossary: Glossary, term: str) -> tuple[TermEntry, ...]:
    """The entries that have a term, in either language, inflection, script and spelling aside."""
    wanted = {lang: one_spelling(term, lang) for lang in LANGS}
    return tuple(
        entry
        for entry in glossary.entries
        if any(_key(one) == wanted[one.lang] for one in entry.terms)
    )


def around(glossary: Glossary, term: str) -> tuple[TermEntry, ...]:
    """The entries of longer terms that have a term in them.

    >>> longer = TermEntry("c1", (Term("zh", "数据中心"), Term("en", "data center")))
    >>> [entry.id for entry in around(Glossary((longer,)), "数据")]
    ['c1']
    """

    def inside(one: Term) -> bool:
        short, long = comparable(term, one.lang), comparable(one.text, one.lang)
        if not short or short == long:
            return False
        return f" {short} " in f" {long} " if one.lang == "en" else short in long

    return tuple(entry for entry in glossary.entries if any(map(inside, entry.terms)))
