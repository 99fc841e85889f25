"""Times that are named by their distance: 去年 against "this year", 周三 against "Thursday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from align.check.pair import Pair, Span
from align.check.weekdays import NAMES, NO_DAY, NUMBERS_ZH

#: Which kind of time, and how far it is from now, or which one it is.
Named = tuple[str, int]

# 每周一次, 两周一次 and 周一百货 name no day.
_DAY_ZH: Final = re.compile(
    r"(?<![每一二两三四五六七八九十几数各\d黑])(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])"
    + NO_DAY
)
_DAY_EN: Final = re.compile(
    rf"(?<!Black )(?<!Good )(?<!Super )(?<!Cyber )(?<!Ash )(?<!Easter )(?<!Palm )(?<!the )"
    rf"\b(?P<day>{'|'.join(NAMES)})(?!s\b|'s\b|’s\b|\s[A-Z])\b"
)
_ZH: Final[tuple[tuple[re.Pattern[str], Named], ...]] = (
    (re.compile("去年(?:年?[底末])"), ("end of year", 2)),
    (re.compile("去年年?中(?![国央东西方])"), ("end of year", 1)),
    (re.compile("去年年?初"), ("end of year", 0)),
    (re.compile("去年|上年(?=同期|[底末])|上一年(?!级)"), ("year", -1)),
    (re.compile("今年|本年度?(?![报金薪])"), ("year", 0)),
    (re.compile("明年"), ("year", 1)),
    (re.compile("前年(?!同)"), ("year", -2)),
    (re.compile("上个?月(?![季经])"), ("month", -1)),
    (re.compile("本月|这个月"), ("month", 0)),
    (re.compile("下个?月(?![季])"), ("month", 1)),
    (re.compile("昨[日天晚]"), ("day", -1)),
    (re.compile("明[日天晚](?![星报])"), ("day", 1)),
)
_EN: Final[tuple[tuple[re.Pattern[str], Named], ...]] = (
    (re.compile(r"\b(?:end of|late|end-) ?last year", re.I), ("end of year", 2)),
    (re.compile(r"\b(?:middle of|mid-) ?last year", re.I), ("end of year", 1)),
    (re.compile(r"\b(?:beginning of|start of|early) last year", re.I), ("end of year", 0)),
    (
        re.compile(
            r"(?<!the )\blast year\b|\b(?:the )?(?:previous|prior|preceding) year\b"
            r"|\b(?:a|one) year (?:earlier|ago|before)\b|\byear-(?:earlier|ago)\b|\byear before\b",
            re.I,
        ),
        ("year", -1),
    ),
    (re.compile(r"\b(?:this|the current) year\b", re.I), ("year", 0)),
    (re.compile(r"(?<!the )\bnext year\b", re.I), ("year", 1)),
    (re.compile(r"\btwo years (?:earlier|ago|before)\b|\byear before last\b", re.I), ("year", -2)),
    (
        re.compile(
            r"(?<!the )\blast month\b|\bprevious month\b|\ba month (?:earlier|ago)\b", re.I
        ),
        ("month", -1),
    ),
    (re.compile(r"\bthis month\b", re.I), ("month", 0)),
    (re.compile(r"(?<!the )\bnext month\b", re.I), ("month", 1)),
    (re.compile(r"\byesterday\b", re.I), ("day", -1)),
    (re.compile(r"\btomorrow\b", re.I), ("day", 1)),
)  # fmt: skip
# Where times are compared or a change is told, a language may name what the other leaves out.
_COMPARED: Final = re.compile(
    r"同比|环比|相比|较|比上|比去|以来|至今|[以从自]去年|[一这两三几近]年|年前|时间|当地"
    r"|\b(?:than|compared|versus|year[- ]on[- ]year|since|from (?:last|a|the)|over last|on last"
    r"|local time|GMT|UTC|ET|EST|EDT|PT|at the time|then)\b"
)
_SAME_TIME: Final = re.compile("(?:去年|上年)同期")
_SAME_TIME_EN: Final = re.compile(
    r"\b(?:(?:two|three|four|five) years|a (?:month|quarter)) (?:earlier|before|ago)\b", re.I
)
# Most sentences name no such time, and need not be looked through for each.
_ANY: Final = re.compile("[去上今本明前]一?年|[上下]个?月|本月|这个月|[昨明][日天晚]|周|星期|礼拜")
_ONE_YEAR: Final = re.compile(
    r"\b(?:a|one|last|same|prior|previous|the) (?:\w+ )?year|\byear[- ]|\b20\d\d\b", re.I
)


def contradictions(pair: Pair) -> Iterator[tuple[Span, Span]]:
    """The places of the times by distance that the two sides name differently.

    Nothing where a side names more than one time of a kind, or dates or compares it.
    """
    zh, en = pair.simplified, pair.en.text
    if _ANY.search(zh) is None:
        return
    same, other = _SAME_TIME.search(zh), _SAME_TIME_EN.search(en)
    if same is not None:
        # 去年同期 is "a year earlier", said in one of many ways.
        if other is not None and _ONE_YEAR.search(en) is None:
            yield same.span(), other.span()
        return
    if _COMPARED.search(zh) or _COMPARED.search(en):
        return
    own = _named(zh, "zh")
    others = _named(en, "en") if own else {}
    for kind, times in own.items():
        there = others.get(kind, {})
        if len(times) != 1 or len(there) != 1 or times.keys() == there.keys():
            continue
        if kind in {"year", "month"} and any(
            q.year is not None or q.month is not None for side in pair.quantities for q in side
        ):
            continue
        yield next(iter(times.values())), next(iter(there.values()))


def _named(text: str, lang: str) -> dict[str, dict[int, Span]]:
    """The times that a text names, by kind, each with its first place."""
    found: dict[str, dict[int, Span]] = {}
    for pattern, (kind, distance) in _ZH if lang == "zh" else _EN:
        for match in pattern.finditer(text):
            found.setdefault(kind, {}).setdefault(distance, match.span())
    for match in (_DAY_ZH if lang == "zh" else _DAY_EN).finditer(text):
        name = match["day"]
        if name == "末":
            continue
        day = NUMBERS_ZH[name] if lang == "zh" else NAMES.index(name)
        found.setdefault("weekday", {}).setdefault(day, match.span())
    return found
