"""What must come over unchanged: tags, placeholders, addresses, names of files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from align.check.base import PairRule
from align.check.pair import Pair, Span
from align.model import Finding, Severity
from align.settings import CheckSettings
from align.text.script import HAN, to_halfwidth

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:_-]{0,20}(\s[^<>]{0,200}?)?/?>")
# What stands in a tag behind its name: attributes with values, or one of those that have none.
_ATTRIBUTES = re.compile(
    r"(?:\s++(?:[A-Za-z_:@.][\w:.-]*+\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"']++)"
    r"|(?:async|autofocus|autoplay|checked|controls|default|defer|disabled|hidden|ismap|itemscope|loop"
    r"|multiple|muted|nomodule|novalidate|open|readonly|required|reversed|selected)(?![\w-])))*+\s*+"
)
_PLACEHOLDER = re.compile(
    r"\$?\{\{?\s?[A-Za-z0-9_.:-]{0,40}\s?\}?\}"
    r"|%(?:\d+\$)?[sdif@](?![A-Za-z])"
    r"|%\([a-z_]{1,40}\)[sdif]"
    # What stands for one character (&amp;, &gt;) may be translated like it.
    r"|&(?!(?:amp|lt|gt|quot|apos|#39|#34);)(?:[a-z]{2,8}|#\d{2,5});"
)
_URL = re.compile(rf"(?:https?://|www\.)[^\s<>\"“”（）()，。；、》」』{HAN}]+", re.IGNORECASE)
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
# Parts of an address that name the page's language.
_LANGUAGE = re.compile(
    r"(?<=[/._=-])(?:zh(?:[-_]?(?:cn|hk|tw|hans|hant))?|cn|chi|chinese|sc|tc|gb|big5|en(?:[-_]?(?:us|gb|hk))?"
    r"|eng|english)(?=[/._&?=-]|$)"
)
# Endings that hardly stand behind a point elsewhere: not Node.js, not "it.so".
_FILE = re.compile(
    r"(?<![\w./@-])[A-Za-z0-9_][A-Za-z0-9_.-]{0,60}?\.(?:ya?ml|json|jsonl|toml|ini|conf|cfg|properties"
    r"|xml|csv|tsv|xlsx?|docx?|pptx?|pdf|txt|log|md|rst|py|sh|bat|ps1|sql|html?|css|tsx|jsx|cpp"
    r"|zip|tar|gz|tgz|rar|7z|jar|war|exe|dll|msi|iso|png|jpe?g|gif|svg|mp3|mp4|env|lock)(?![\w-]|\.\w)",
    re.ASCII,
)
_LANGUAGE_OF_FILE = re.compile(
    r"[._-](?:zh(?:[-_](?:cn|hk|tw|hans|hant))?|cn|sc|tc|en(?:[-_](?:us|gb))?)(?=\.)"
)
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")

Found = list[tuple[str, Span]]


class Tags(PairRule):
    """A tag or a placeholder that one side has and the other has not, or has otherwise.

    Hits: ``{name}`` against "{nmae}"; ``<b>`` without its ``</b>`` on one side; ``%s`` left out.
    Does not hit: the same ones in another order; a<b and c>d; "5% of".
    """

    name: ClassVar[str] = "tag"
    severity: ClassVar[Severity] = "error"
    doc: ClassVar[str] = "A tag or placeholder is not the same on both sides."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The tags and placeholders of a pair that the other side has not."""
        if not any(sign in pair.zh.text or sign in pair.en.text for sign in "<{%&"):
            return ()
        return _unequal(self, pair, tags, "finding.tag")


class Addresses(PairRule):
    """A web or e-mail address that one side has and the other has not, or has otherwise; a file
    that has another name.

    Hits: "info@example.com" against "info@exampel.com"; config.yaml against "config.yml". Does not
    hit: an address that differs only in the part that names the language (``/zh/`` and ``/en/``),
    in ``https://`` or ``www.``; a file that only one side names.
    """

    name: ClassVar[str] = "address"
    severity: ClassVar[Severity] = "error"
    doc: ClassVar[str] = "An address or the name of a file is not the same on both sides."

    def check_pair(self, pair: Pair, settings: CheckSettings) -> Iterable[Finding]:
        """The addresses of a pair that the other side has not, and its files of other names."""
        if any(
            sign in text for sign in ("@", "://", "www.") for text in (pair.zh.text, pair.en.text)
        ):
            yield from _unequal(self, pair, addresses, "finding.address")
        if "." in pair.zh.text and "." in pair.en.text:
            yield from _renamed(self, pair)


def tags(text: str) -> Found:
    """The tags and placeholders of a text, with their places.

    >>> [word for word, _ in tags("<b>{0}</b> of %s is 5% of it&nbsp;&amp; more")]
    ['<b>', '{0}', '</b>', '%s', '&nbsp;']
    """
    found = [(m[0], m.span()) for m in _TAG.finditer(text) if _ATTRIBUTES.fullmatch(m[1] or "")]
    found += [(m[0].replace(" ", ""), m.span()) for m in _PLACEHOLDER.finditer(text)]
    return sorted(found, key=lambda item: item[1])


def addresses(text: str) -> Found:
    """The web and e-mail addresses of a text as they are compared, with their places.

    >>> [word for word, _ in addresses("见https://www.example.com/zh/a.html。Me@Example.com.")]
    ['example.com//a.html', 'me@example.com']
    """
    found: Found = []
    plain = to_halfwidth(text)
    for match in _URL.finditer(plain):
        address = match[0].rstrip(".,;:!?'’*_-/")
        key = _LANGUAGE.sub("", _SCHEME.sub("", address.lower()))
        found.append((key, (match.start(), match.start() + len(address))))
    for match in _MAIL.finditer(plain):
        if not any(start <= match.start() < end for _, (start, end) in found):
            found.append((match[0].lower().rstrip(".-"), match.span()))
    return sorted(found, key=lambda item: item[1])


def _unequal(
    rule: PairRule, pair: Pair, read: Callable[[str], Found], key: str
) -> Iterator[Finding]:
    if not pair.whole:
        return
    zh, en = read(pair.zh.text), read(pair.en.text)
    zh_left, en_left = _left(zh, en), _left(en, zh)
    for (one, zh_span), (other, en_span) in zip(zh_left, en_left, strict=False):
        yield _differs(rule, pair, (one, zh_span), (other, en_span), f"{key}_differs")
    both = min(len(zh_left), len(en_left))
    for one, span in zh_left[both:]:
        words = pair.zh.text[slice(*span)]
        yield pair.finding(
            rule.name, rule.severity, f"{key}_only_zh", zh=[span], term=one, words=words
        )
    for other, span in en_left[both:]:
        words = pair.en.text[slice(*span)]
        yield pair.finding(
            rule.name, rule.severity, f"{key}_only_en", en=[span], term=other, words=words
        )


def _differs(
    rule: PairRule, pair: Pair, one: tuple[str, Span], other: tuple[str, Span], key: str
) -> Finding:
    """The finding that two words that should be the same, each with its place, are not."""
    return pair.finding(
        rule.name,
        rule.severity,
        key,
        zh=[one[1]],
        en=[other[1]],
        term=one[0],
        expected=one[0],
        found=other[0],
        zh_words=pair.zh.text[slice(*one[1])],
        en_words=pair.en.text[slice(*other[1])],
    )


def files(text: str) -> Found:
    """The names of files in a text as they are compared, with their places; not in addresses.

    >>> [word for word, _ in files("见config.yaml和guide.zh.md，不是https://a.com/b.pdf。")]
    ['config.yaml', 'guide.md']
    """
    plain = to_halfwidth(text)
    found = list(_FILE.finditer(plain))
    if not found:
        return []
    taken = [span for _, span in addresses(text)]
    return [
        (_LANGUAGE_OF_FILE.sub("", match[0]), match.span())
        for match in found
        if not any(start <= match.start() < end for start, end in taken)
    ]


def _renamed(rule: PairRule, pair: Pair) -> Iterator[Finding]:
    """The files that both sides name, and name differently."""
    zh = files(pair.zh.text)
    en = files(pair.en.text) if zh else []
    zh_left, en_left = _left(zh, en), _left(en, zh)
    if len(zh_left) == len(en_left):
        for one, other in zip(zh_left, en_left, strict=True):
            yield _differs(rule, pair, one, other, "finding.address_differs")


def _left(own: Found, others: Found) -> Found:
    """What the other side has not, or not so often."""
    there = Counter(word for word, _ in others)
    left = []
    for word, span in own:
        if there[word]:
            there[word] -= 1
        else:
            left.append((word, span))
    return left
