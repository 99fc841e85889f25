"""English nouns that name the act of a verb: delivery and deliver."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# What is put after a verb, after one without its last e, and after one without its last y.
_AFTER: Final = ("ment", "ation", "ion", "al", "ance", "ence", "ure", "age", "y", "ing")
_AFTER_Y: Final = ("ication", "iance", "ial")
# In shorter words the same letters are mostly no derivation: form and formal, port and portal.
_SHORTEST: Final = 5


@lru_cache(maxsize=8192)
def act_nouns(verb: str) -> frozenset[str]:
    """The forms that a noun for the act of a verb may have, most of them no words.

    Takes a lemma in small letters; a short one has none.

    >>> "delivery" in act_nouns("deliver"), "integration" in act_nouns("integrate")
    (True, True)
    >>> "verification" in act_nouns("verify"), "formal" in act_nouns("form")
    (True, False)
    """
    if len(verb) < _SHORTEST:
        return frozenset()
    stems = {verb, verb.removesuffix("e")}
    found = {stem + ending for stem in stems for ending in _AFTER}
    if verb.endswith("y"):
        found |= {verb[:-1] + ending for ending in _AFTER_Y}
    return frozenset(found)


def same_act(one: str, other: str) -> bool:
    """Whether one of two lemmas may be a noun for the act of the other.

    >>> same_act("deployment", "deploy"), same_act("operation", "operator")
    (True, False)
    """
    return one in act_nouns(other) or other in act_nouns(one)
