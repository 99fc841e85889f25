"""Times that are said in two or three parts: 3分35秒, "1 hour and 20 minutes"."""

from __future__ import annotations

import re

from align.text.quantities.amounts import Amount

_PARTS = {"hour": 3600, "minute": 60, "second": 1}
_LONGEST_GAP = 6


def joined(amounts: list[Amount], text: str, between: re.Pattern[str]) -> list[Amount]:
    """The amounts with the parts of one time made one, in its smallest unit.

    ``between`` matches what may stand between two parts. The 分 of 3分35秒 counts points
    elsewhere: beside hours or seconds it counts minutes. Takes and returns amounts in the order
    of the text.

    >>> from align.text.quantities import find
    >>> [(str(q.value), q.unit) for q in find("用时1小时3分35秒", "zh")]
    [('3815', 'second')]
    """
    done: list[Amount] = []
    for amount in amounts:
        last = done[-1] if done else None
        if last is not None and 0 <= amount.start - last.end <= _LONGEST_GAP:
            longer, shorter = _part(last, text), _part(amount, text)
            if (
                _PARTS.get(longer, 0) > _PARTS.get(shorter, 0) > 0
                and "hour minute second".find(f"{longer} {shorter}") >= 0
                # Of two numbers called 分 neither shows that the other is a time.
                and "measure" in {last.kind, amount.kind}
                and between.fullmatch(text, last.end, amount.start)
                and _join(last, amount, longer, shorter)
            ):
                continue
        done.append(amount)
    return done


def _part(amount: Amount, text: str) -> str:
    """The unit of a time that an amount may be a part of."""
    if amount.kind == "measure":
        return amount.unit
    return "minute" if amount.kind == "number" and text[amount.end - 1] == "分" else ""


def _join(first: Amount, second: Amount, longer: str, shorter: str) -> bool:
    """Make the first amount one with the second, if they can be one time."""
    factor = _PARTS[longer] // _PARTS[shorter]
    if first.value is None or second.value is None:
        return False
    if first.value.denominator != 1 or second.value >= factor:
        return False
    first.kind, first.unit, first.end = "measure", shorter, second.end
    first.value = first.value * factor + second.value
    first.step, first.also, first.bare, first.doubtful = second.step, None, False, False
    first.approximate = first.approximate or second.approximate
    first.bound = first.bound or second.bound
    first.weight = "firm" if "firm" in {first.weight, second.weight} else "soft"
    return True
