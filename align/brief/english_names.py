"""Names in an English text, and what stands around them.

English writes names in capitals; what a name is the name of, the words around it say: a title
before it, an apposition after it, a verb of saying, "of" after a post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from align.brief.english_words import (
    APART,
    BODIES,
    HEADS,
    POSSESSIVE_NAMES,
    SORTS,
    TIMES,
    WEAK,
)
from align.text.words import ENGLISH_FUNCTION

_WORD = r"[A-ZÀ-Þ][\wÀ-ɏ]*(?:['’&.-][\wÀ-ɏ]+)*"
# Words in capitals, joined by spaces and by the little words that stand in names of bodies.
_RUN = re.compile(
    rf"(?<![\w'’.-]){_WORD}(?:\s(?:(?:of|for|on|and|de|van|von|al|bin|the|&)\s(?:the\s)?)?{_WORD})*"
)
_INITIAL = re.compile(r"[A-Z]\.?\Z")

_SAYS = (
    r"(?:said|says|told|tells|added|adds|noted|notes|explained|explains|wrote|writes|warned|warns"
    r"|argued|argues|recalled|insisted|joked|commented|asked|replied|continued|stressed"
    r"|pointed\sout|put\sit|puts\sit|reckons|estimates|cautions|cautioned|concluded|admitted)"
)
_SAID_AFTER = re.compile(rf"(?:,?\s(?:also\s|then\s|has\s)?{_SAYS}\b)")
_SAID_BEFORE = re.compile(rf"\b{_SAYS}\s\Z")
_ACTS = re.compile(
    r"\s(?:has\s|have\s|had\s|will\s|also\s|now\s|plans?\sto\s|which\s)*"
    r"(?:said|says|announced|announces|plans?|expects?|declined|acquired|signed|agreed|reported"
    r"|reports|warned|exported|exports|employs?|launched|launches|unveiled|operates?|posted"
    r"|invested|invests|owns|finished|completed|opened|founded|built|set\sup|bought|sold|sells"
    r"|raised|hired|sued|fined|ruled|approved|published|issued|relaxed|cut|lowered)\b"
)
_OWNS = re.compile(
    r"['’]s?\s(?:\w+\s){0,2}(?:revenue|sales|shares?|profits?|earnings|headquarters|board|ceo"
    r"|chief|chairman|founders?|president|spokes\w+|customers|employees|staff|annual\sreport"
    r"|executives?|director|head|management|website)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r",\s(?:aged\s)?\d{1,3}(?=,)")
_ROLE_AFTER = re.compile(r"\s?(?:,|\()\s?(?P<role>[^,.;:()“”\"—–]{3,110}?)\s?(?=[,.;:()“”\"—–]|\Z)")
_WHO = re.compile(
    r",\swho\s(?P<role>(?:is|was|heads?|leads?|led|runs?|ran|manages?|chairs?|founded|co-founded)"
    r"\s[^,.;:()“”\"]{3,90})"
)
_IS = re.compile(r"\s(?:is|was|became|has\sbeen)\s(?P<role>(?:a|an|the|its)\s[^,.;:()“”\"]{3,90})")
_LEFT = re.compile(r"[^,.;:()“”\"!?—–]*\Z")
_BY = re.compile(r"\b(?:[Bb]y|[Pp]hoto(?:graph)?s?(?:\sby|:)|[Ww]ords:|[Tt]ext:|[Aa]uthors?:)\s?\Z")
_BYLINE = re.compile(r"\W*(?:[Bb]y|[Pp]hoto(?:graph)?s?(?:\sby|:))\s")


@dataclass(frozen=True, slots=True)
class Run:
    """A name: ``text`` at ``[start:end]``, without a title before it and the possessive."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> list[str]:
        """The words of the name."""
        return self.text.split()


def runs(text: str) -> Iterator[Run]:
    """The names of a text, in reading order, cut at posts: "GAC Chairman Feng Xingya" has two.

    >>> [run.text for run in runs("On Monday GAC Chairman Feng Xingya met Bank of Thailand staff.")]
    ['GAC', 'Feng Xingya', 'Bank of Thailand']
    """
    for match in _RUN.finditer(text):
        pieces = [(m[0], match.start() + m.start()) for m in re.finditer(r"\S+", match[0])]
        done: list[tuple[str, int]] = []
        for word, at in [*pieces, ("", match.end())]:
            role = word.lower().strip(".") in APART and not _body_next(pieces, at)
            if word and not role:
                done.append((word, at))
                if not _owner(word):
                    continue
            yield from _whole(text, done)
            done = []


def _owner(word: str) -> bool:
    """Whether a name ends with this possessive: "Indonesia's Nusantara Pay" has two."""
    bare = re.sub(r"['’]s\Z", "", word)
    return bare != word and bare.lower() not in POSSESSIVE_NAMES


def _body_next(pieces: list[tuple[str, int]], at: int) -> bool:
    """Whether a word that may be a post is part of a body's name: General Motors, Prince Group."""
    rest = [word for word, start in pieces if start > at]
    return bool(rest) and len(rest) < 3 and rest[-1].lower() in BODIES


def _whole(text: str, pieces: list[tuple[str, int]]) -> Iterator[Run]:
    while pieces and (
        pieces[0][0].lower() in ENGLISH_FUNCTION | TIMES or not pieces[0][0][:1].isupper()
    ):
        pieces = pieces[1:]
    while pieces and not pieces[-1][0][:1].isupper():
        pieces = pieces[:-1]
    if not pieces:
        return
    # "X and Y" are two, unless they share a last word: Ministry of Trade and Industry.
    for at, (word, _) in enumerate(pieces):
        listed = pieces[at + 1 : at + 2] and pieces[at + 1][0] == "the"
        if word == "and" and (listed or not _departmental([w for w, _ in pieces[:at]])):
            yield from _whole(text, pieces[:at])
            yield from _whole(text, pieces[at + 1 :])
            return
    start = pieces[0][1]
    end = pieces[-1][1] + len(pieces[-1][0])
    words = re.sub(r"['’]s?\Z", "", text[start:end]).rstrip(".-’'")
    if words and not _INITIAL.match(words):
        yield Run(words, start, start + len(words))


def _departmental(words: list[str]) -> bool:
    """Whether a name may go on after "and": Ministry of Trade and Industry."""
    return words[0].lower() in {"ministry", "department", "commission", "office", "bureau"} and (
        "of" in words or "for" in words
    )


def _is_body(word: str) -> bool:
    return word.lower().rstrip(".") in BODIES


def is_body(name: str) -> bool:
    """Whether a name has a word that names a body: Harbour Research Institute, Bank of Thailand.

    >>> is_body("Bank of Thailand"), is_body("Ho Wing-lam")
    (True, False)
    """
    return body_weight(name) > 0


def body_weight(name: str) -> float:
    """How much the words of a name alone speak for a body: 2 is enough, 0 is nothing.

    >>> body_weight("Songshan University"), body_weight("Global Network"), body_weight("Group")
    (2.0, 1.5, 0.0)
    """
    words = [word.lower().rstrip(".") for word in name.split()]
    if len(words) < 2 or all(word in BODIES for word in words) or words[0] in HEADS:
        return 0.0
    cut = next((at for at, word in enumerate(words) if word in {"of", "for", "on"}), 0)
    heads = [words[-1], *words[:cut]] if cut else [words[-1]]
    found = [word for word in heads if word in BODIES]
    if not found:
        return 0.0
    return 1.5 if all(word in WEAK for word in found) and not cut else 2.0


def may_be_person(name: str) -> bool:
    """Whether a name has the form of a person's: one to four words, no figures, not an acronym."""
    words = name.split()
    return (
        len(words) <= 4
        and not any(map(str.isdigit, name))
        and not is_body(name)
        and not any(word.isupper() and len(word) > 2 for word in words)
        and not any(word in {"of", "for", "the", "on", "&"} for word in words)
        and "&" not in name
    )


def speaks(text: str, run: Run) -> bool:
    """Whether somebody of this name says something."""
    after = text[run.end : run.end + 40]
    before = text[max(0, run.start - 16) : run.start]
    return bool(_SAID_AFTER.match(after) or _SAID_BEFORE.search(before))


def signs(text: str, run: Run) -> bool:
    """Whether a line is signed with the name: By Shen Zhiwei; Photo: Zheng Mu."""
    return bool(_BY.search(text[max(0, run.start - 20) : run.start]) and _BYLINE.match(text))


def acts(text: str, run: Run) -> float:
    """How much the words after a name speak for a body: its revenue, its plans."""
    after = text[run.end : run.end + 60]
    return 1.5 * bool(_OWNS.match(after)) + 0.75 * bool(_ACTS.match(after))


def according(text: str, run: Run) -> bool:
    """Whether a text goes by what the bearer of a name says: "according to SEMI"."""
    return bool(
        re.search(r"\b[Aa]ccording\sto\s(?:the\s)?\Z", text[max(0, run.start - 20) : run.start])
    )


def titled(text: str) -> bool:
    """Whether a line writes all its words in capitals, so that they show no names.

    >>> titled("A Cloud Provider Widens Its Global Network"), titled("Song said no.")
    (True, False)
    """
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if len(word) > 3]
    if len(words) < 3 or text.rstrip()[-1:] in '.!?”"' or _BYLINE.match(text):
        return False
    return bool(sum(word[:1].isupper() for word in words) > 0.7 * len(words))


def of_place(text: str, run: Run) -> bool:
    """Whether a name is said to be some place's: "Indonesia's Nusantara Pay"."""
    return bool(re.search(r"\b[A-Z]\w+['’]s\s\Z", text[max(0, run.start - 30) : run.start]))


def sort_before(text: str, run: Run) -> tuple[int, int] | None:
    """The words that tell what sort of body a name is: "the Thai retailer" Siam Select."""
    left = _LEFT.search(text, max(0, run.start - 60), run.start)
    if left is None or not left[0].endswith(" "):
        return None
    words = [(m[0], left.start() + m.start()) for m in re.finditer(r"\S+", left[0])]
    if not words or words[-1][0] not in SORTS:
        return None
    first = len(words) - 1
    while first and len(words) - first < 4 and _adjectival(words[first - 1][0]):
        first -= 1
    return words[first][1], words[-1][1] + len(words[-1][0])


def _adjectival(word: str) -> bool:
    return word.lower() not in ENGLISH_FUNCTION and not word.endswith(("ed", "ing"))


def role_spans(text: str, run: Run) -> list[tuple[int, int]]:
    """What a text calls the person of a name, as spans of it: before the name, and after it.

    >>> text = "said Liang Ruoheng, an analyst at Harbour Research Institute."
    >>> [text[a:b] for a, b in role_spans(text, Run("Liang Ruoheng", 5, 18))]
    ['an analyst at Harbour Research Institute']
    """
    found = []
    before = _role_before(text, run.start)
    if before is not None:
        found.append(before)
    rest = run.end
    age = _AGE.match(text, rest)
    rest = age.end() if age else rest
    for pattern in (_ROLE_AFTER, _WHO, _IS):
        match = pattern.match(text, rest)
        if match is None:
            continue
        start, end = match.span("role")
        role = match["role"]
        if pattern is _WHO or _calls(role):
            end = start + len(_until_verb(role)) if pattern is _ROLE_AFTER else end
            found.append((start, end))
            break
    return found


def _until_verb(role: str) -> str:
    return re.split(rf"\s(?:{_SAYS[3:-1]})\b", role)[0]


def _calls(role: str) -> bool:
    """Whether a phrase calls somebody something: its first noun phrase has a head."""
    head = re.split(r"\s(?:of|at|for|in|with|from|to|who|that|and\s(?:has|is|was))\s", role)[0]
    words = [word.lower().strip("'’") for word in head.split()]
    if not words or len(words) > 9 or re.fullmatch(_SAYS, words[0]):
        return False
    if {"was", "is", "were", "are", "had", "has"} & set(words):
        return False
    return _is_head(words[-1]) or ("of" in role.split() and any(map(_is_head, words[-2:])))


@lru_cache(maxsize=8192)
def _is_head(word: str) -> bool:
    word = word.rstrip(".,")
    if word in HEADS:
        return True
    return len(word) > 6 and word.endswith(("woman", "person", "ologist", "ographer", "officer"))


def _role_before(text: str, at: int) -> tuple[int, int] | None:
    """The role that ends where a name begins: "plant manager", "the company's founder, "."""
    left = text[max(0, at - 110) : at]
    offset = at - len(left)
    # "…, said the company's founder, Rizky Pratama": a comma may stand between.
    gap = re.search(r"(?:,\s|\s)\Z", left)
    if gap is None:
        return None
    comma = gap[0] == ", "
    body = left[: gap.start()]
    match = _LEFT.search(body)
    if match is None:
        return None
    words = [(m[0], offset + match.start() + m.start()) for m in re.finditer(r"\S+", match[0])]
    if not words or not _is_head(words[-1][0].lower()):
        return None
    if comma and not any(w.lower() in {"the", "its", "their", "a", "our"} or "’s" in w or "'s" in w
                         for w, _ in words[-6:]):  # fmt: skip
        return None
    first = len(words) - 1
    while first and _in_role(words, first - 1):
        first -= 1
    while first < len(words) - 1 and words[first][0].lower() in {
        "of",
        "for",
        "at",
        "and",
        "by",
        "as",
    }:
        first += 1
    return words[first][1], words[-1][1] + len(words[-1][0])


def _in_role(words: list[tuple[str, int]], at: int) -> bool:
    word = words[at][0]
    lower = word.lower()
    if lower in {"and", "the", "a", "an", "its", "their", "our", "&"}:
        # What comes before "the" is no part of the phrase.
        return words[at + 1][0].lower() not in {"the", "a", "an", "its", "their", "our"}
    if lower in ENGLISH_FUNCTION or re.fullmatch(_SAYS, lower) or lower in {"when", "with"}:
        return False
    if word[:1].isupper() or "’s" in word or "'s" in word or "-" in word:
        return words[at + 1][0].lower() not in {"the", "a", "an"}
    if words[at + 1][0].lower() in {"the", "a", "an", "its", "their", "our"}:
        return False
    return _noun_like(lower)


@lru_cache(maxsize=8192)
def _noun_like(word: str) -> bool:
    from align.text.words import english_words

    return english_words(f"the {word}")[-1].kind in {
        "noun",
        "adjective",
        "name",
    } and not word.endswith("ly")
