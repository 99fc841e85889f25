"""All rules, by name: what a run checks, and in which order help lists them."""

from __future__ import annotations

from typing import Any

from align.check.base import GatheredRule, PairRule, Rule
from align.check.bounds import Bounds
from align.check.codes import ProductNames
from align.check.consistency import TermInconsistent
from align.check.doubled import Doubled
from align.check.glossary import TermForbidden, TermNotUsed
from align.check.markup import Addresses, Tags
from align.check.names import NameSpelling
from align.check.omissions import Omission, Unmatched
from align.check.punctuation import Spacing, Unpaired
from align.check.quantities import Dates, Models, Quantities
from align.check.replaced import NameReplaced
from align.check.sameness import SameSource, SameTarget
from align.check.script import HanInEnglish, MixedScript, Untranslated
from align.check.width import Width

RULES: tuple[Rule | PairRule | GatheredRule[Any], ...] = (
    TermInconsistent(),
    TermNotUsed(),
    TermForbidden(),
    Quantities(),
    Bounds(),
    Dates(),
    Models(),
    NameSpelling(),
    ProductNames(),
    NameReplaced(),
    Omission(),
    Unmatched(),
    SameSource(),
    SameTarget(),
    Untranslated(),
    HanInEnglish(),
    MixedScript(),
    Width(),
    Unpaired(),
    Doubled(),
    Tags(),
    Addresses(),
    Spacing(),
)
NAMES: tuple[str, ...] = tuple(rule.name for rule in RULES)
#: The rules that look at terms or at what stands for a word; for no others need terms be mined.
OF_TERMS: frozenset[str] = frozenset(
    ("term-inconsistent", "term-not-used", "term-forbidden", "name-replaced", "omission")
)
