"""Kinds of values: how each is read, written and checked."""

from mttq_desktop.fields.base import Bad, Field, JsonValue, Place
from mttq_desktop.fields.measures import CodedSeveral, Measure, Share
from mttq_desktop.fields.times import Clock, IdNumber, Timing, Year
from mttq_desktop.fields.types import (
    Coded,
    Day,
    Line,
    Link,
    Money,
    PeriodOf,
    PersonName,
    Prose,
    Several,
    UnitOf,
    Whole,
    YesNo,
)
from mttq_desktop.fields.vocabulary import BodyLookup, Entry, Key, Lookup, UnitLookup, Vocabulary, unit_words

__all__ = [
    "Bad", "BodyLookup", "Clock", "Coded", "CodedSeveral", "Day", "Entry", "Field", "IdNumber", "JsonValue", "Key",
    "Line", "Link", "Lookup", "Measure", "Money", "PeriodOf", "PersonName", "Place", "Prose", "Several", "Share",
    "Timing", "UnitLookup", "UnitOf", "Vocabulary", "Whole", "Year", "YesNo", "unit_words",
]  # fmt: skip
