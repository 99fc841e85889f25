"""Equal amounts of opposite signs or directions: -3.2% as "3.2%", 增长5% as "fell 5%"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from align.check.pair import Pair
from align.text.quantities import Quantity

_SIGNED: Final = frozenset({"percent", "points", "money"})
_DEGREES: Final = frozenset({"°", "°C", "°F"})
# A side that has one of these says the minus in words: a loss of 3 billion, 亏损3亿元.
_LESS_EN: Final = re.compile(
    r"\b(?:loss|lost|los[ei]|deficit|f[ae]ll|drop|declin|decreas|down|negativ|below|minus|shr[aiu]nk|"
    r"contract|lower|outflow|used|slump|sl[iu]d|slip|cut|reduc|fr[eo]|sub-?zero|under|plung|tumbl|"
    r"short|debit|deduct|writ|impair|owe|worse|less|weak|erod|retreat)|\(\s?\d",
    re.IGNORECASE,
)
_LESS_ZH: Final = re.compile("[亏跌降减负缩损低少冷寒差贬蚀冰滑弱负]|赤字|流出|零下|下行|下挫|支出")
# It may get colder without going below zero.
_COLD_EN: Final = re.compile(r"\b(?:below|minus|negative|sub-?zero|fr[eo]|under)|\(\s?\d", re.I)
_COLD_ZH: Final = re.compile("零下|零度|冰点|负|低于|摄氏-")
_HOW_ZH = r"(?:了|约|近|逾|超过|大约|将近|大幅|同比|环比|按年|按季)*\s?\Z"
_UP_ZH: Final = re.compile("(?:增[长加]|上[升涨调]|提[高升]|攀升|飙升|上扬|增幅为)" + _HOW_ZH)
_DOWN_ZH: Final = re.compile("(?:下[降跌滑调挫]|减少|降低|萎缩|下行|缩减)" + _HOW_ZH)
_HOW_EN = (
    r"(?:\sby)?(?:\s(?:about|around|some|nearly|almost|over|more\sthan|roughly))?(?:\san?)?\s\Z"
)
_UP_EN: Final = re.compile(
    r"\b(?:rose|grew|increased|climbed|jumped|gained|surged|advanced|soared|went\sup|was\sup|were\sup)"
    + _HOW_EN,
    re.IGNORECASE,
)
_DOWN_EN: Final = re.compile(
    r"\b(?:fell|dropped|declined|decreased|slid|slipped|shrank|contracted|tumbled|plunged|dipped"
    r"|went\sdown|was\sdown|were\sdown)" + _HOW_EN,
    re.IGNORECASE,
)
_UP_AFTER: Final = re.compile(
    r"[\s-](?:higher|increases?|ris(?:e|es)|growth|gains?|jump|surge|up)\b(?!\s?-)", re.IGNORECASE
)
_DOWN_AFTER: Final = re.compile(
    r"[\s-](?:lower|decreases?|declines?|drops?|falls?|reductions?|dip|slump|down)\b(?!\s?-)",
    re.IGNORECASE,
)
# Of these a rise is a fall elsewhere: a loss that grows, a currency against another.
_TURNED: Final = re.compile(
    r"[亏损跌降窄失贬兑汇空负债]|降幅|跌幅|赤字|逆差|\b(?:loss|deficit|narrow|widen|against|unemploy|exchange|"
    r"currenc|yuan's|short|debt|depreciat|appreciat)",
    re.IGNORECASE,
)
# What of a price is saved, and what of it is paid.
_SAVED_BEFORE: Final = re.compile(
    r"\b(?:sav(?:e|es|ed|ing)|discounts?(?:ed)?|reduc\w*|cut|off|lower\w*|less|deduct\w*|rebate)"
    r"(?:\s(?:of|by|at|up\sto|you|an\sextra))*\s\Z",
    re.IGNORECASE,
)
_SAVED_AFTER: Final = re.compile(
    r"[\s-](?:off|discounts?|less|cheaper|lower|reductions?|savings?|rebate)\b", re.IGNORECASE
)
_PAID: Final = re.compile(
    r"\sof\s(?:the|its|their|list|full|retail)\b(?:\s\w+){0,2}", re.IGNORECASE
)
_REACH = 24
_CLAUSE_ZH: Final = re.compile("[，。；、,;]")
_CLAUSE_EN: Final = re.compile("[,;.]")


def opposed(pair: Pair) -> Iterator[tuple[Quantity, Quantity]]:
    """The pairs of equal amounts of which one is below zero and the other not, or of which one
    is what something grew by and the other what it fell by.

    Only where the words leave no other way to say it: a side that speaks of a loss or a decline
    needs no sign, and where a percentage stands twice nobody knows which is which.
    """
    said = _Said(pair)
    for zh, en in pair.matching.pairs:
        if (zh.negative != en.negative and said.unsigned(zh)) or (
            zh.kind in {"percent", "points"} and zh.value == en.value and said.turned(zh, en)
        ):
            yield zh, en


def discounts(pair: Pair) -> Iterator[tuple[Quantity, Quantity]]:
    """The pairs of a 八五折 and a percentage that is said to be saved where it is paid, or paid
    where it is saved: "Save 85%", "at 15% of the price".
    """
    for zh, en in pair.matching.pairs:
        if not zh.text.endswith("折") or en.kind != "percent" or zh.value == zh.also:
            continue
        text = pair.en.text
        saved = _SAVED_AFTER.match(text, en.end) or _SAVED_BEFORE.search(
            text, max(0, en.start - _REACH), en.start
        )
        if en.value == (zh.also if saved else zh.value) and (saved or _PAID.match(text, en.end)):
            yield zh, en


class _Said:
    """What the two texts of a pair say of minus and of direction, looked for once."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair

    def unsigned(self, zh: Quantity) -> bool:
        """Whether the side without the sign says nothing of a minus anywhere."""
        degrees = zh.kind == "measure" and zh.unit in _DEGREES
        if zh.kind not in _SIGNED and not degrees:
            return False
        return not self._minus["en" if zh.negative else "zh", degrees]

    @cached_property
    def _minus(self) -> dict[tuple[str, bool], bool]:
        """Whether a side says that something is below zero, of degrees and of all else."""
        own, others = self._pair.quantities
        zh, en = self._pair.simplified, self._pair.en.text
        signed = {"zh": any(q.negative for q in own), "en": any(q.negative for q in others)}
        return {
            ("zh", True): signed["zh"] or _COLD_ZH.search(zh) is not None,
            ("zh", False): signed["zh"] or _LESS_ZH.search(zh) is not None,
            ("en", True): signed["en"] or _COLD_EN.search(en) is not None,
            ("en", False): signed["en"] or _LESS_EN.search(en) is not None,
        }

    @cached_property
    def _times(self) -> tuple[Counter[object], ...]:
        return tuple(Counter(q.value for q in side) for side in self._pair.quantities)

    def turned(self, zh: Quantity, en: Quantity) -> bool:
        """Whether the words right before two equal percentages say the opposite."""
        before_zh = self._pair.simplified[max(0, zh.start - _REACH) : zh.start]
        text = self._pair.en.text
        before_en = text[max(0, en.start - 2 * _REACH) : en.start]
        for up_zh, up_en, behind_en in (
            (_UP_ZH, _DOWN_EN, _DOWN_AFTER),
            (_DOWN_ZH, _UP_EN, _UP_AFTER),
        ):
            found_zh = up_zh.search(before_zh)
            if found_zh is None:
                continue
            found_en = up_en.search(before_en)
            behind = None if found_en else behind_en.match(text, en.end)
            if found_en is None and behind is None:
                continue
            clause_zh = _CLAUSE_ZH.split(before_zh[: found_zh.start()])[-1]
            clause_en = _CLAUSE_EN.split(before_en[: found_en.start() if found_en else None])[-1]
            if behind is not None:
                clause_en += _CLAUSE_EN.split(text[behind.end() : behind.end() + _REACH])[0]
            if _TURNED.search(clause_zh) is None and _TURNED.search(clause_en) is None:
                return all(count[zh.value] == 1 for count in self._times)
        return False
