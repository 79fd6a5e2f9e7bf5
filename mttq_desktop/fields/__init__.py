"""Kinds of values: how each is read, written and checked."""

from mttq_desktop.fields.base import Bad, Field, JsonValue, Place
from mttq_desktop.fields.types import Coded, Day, Line, Link, Money, PeriodOf, Prose, Several, UnitOf, Whole, YesNo
from mttq_desktop.fields.vocabulary import Entry, Key, Lookup, UnitLookup, Vocabulary

__all__ = [
    "Bad", "Coded", "Day", "Entry", "Field", "JsonValue", "Key", "Line", "Link", "Lookup", "Money", "PeriodOf",
    "Place", "Prose", "Several", "UnitLookup", "UnitOf", "Vocabulary", "Whole", "YesNo",
]  # fmt: skip
