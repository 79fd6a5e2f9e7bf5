"""Form, row, list and JSON agree for every field of every kind."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mttq_desktop.fields import (
    Clock,
    Coded,
    CodedSeveral,
    Day,
    Field,
    IdNumber,
    Line,
    Link,
    Measure,
    PeriodOf,
    Place,
    Prose,
    Several,
    UnitOf,
    Vocabulary,
    Whole,
    YesNo,
)
from mttq_desktop.queries.listing import Filter, ids, part_ids, values
from mttq_desktop.records.kind import Kind, derived_of
from mttq_desktop.records.register import EVERY_KIND, KINDS, owner_of
from mttq_desktop.services.acts import undo
from mttq_desktop.services.keeping import Draft, PartRow, draft, keep, restore, trash
from mttq_desktop.store.database import Database, Writing
from tests.makers import DAY, unit

every_kind = pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda k: k.name)
every_owner = pytest.mark.parametrize("kind", [k for k in KINDS if k.parts], ids=lambda k: k.name)


def sample(field: Field[Any], words: Vocabulary) -> Any:
    """An invented value of a field."""
    match field:
        case UnitOf():
            return unit(words, "Xã Đại Hiệp") if field.level == "commune" else unit(words, "Huyện Đại Lộc")
        case Link():
            return field.lookup(words).entries[0].key if field.lookup(words).entries else None
        case Several():
            return tuple(int(e.key) for e in field.lookup(words).entries[:2])
        case Coded():
            return field.lookup(words).entries[0].key if field.lookup(words).entries else None
        case PeriodOf():
            return "2024-Q1"
        case Day():
            return date(2024, 2, 22)
        case Measure():
            return Decimal("12.5")
        case CodedSeveral():
            return ";".join(str(e.key) for e in field.lookup(words).entries[:2])
        case Clock():
            return "08:30"
        case IdNumber():
            return "049300000001"
        case Whole():
            return max(field.least, 3)
        case YesNo():
            return True
        case Prose():
            return "Dòng thứ nhất, có “ngoặc”, & <dấu>\nDòng thứ hai: Sở TN&MT, LĐ-TB&XH"
        case Line():
            return "Chữ mẫu A"
    raise AssertionError(field)


_APART: Mapping[str, Mapping[str, Any]] = {
    "code_item": {"code": "Ma-mau_A"},
    "household_year": {"year": 2024}, "report_figure": {"value": Decimal("12.5"), "state": "value"},
    "satisfaction_survey": {"level": "HUYEN", "form": "P4"}, "household": {"registered_year": 2024},
    "survey_answer": {"dissatisfied": 0, "no_opinion": 0}, "dialogue_item": {"answer_mode": "TT"},
}  # fmt: skip
"""Values that a kind's own rules ask for."""
_SECOND: Mapping[str, Mapping[str, Any]] = {
    "household_year": {"year": 2023}, "survey_answer": {"question": 4, "overall": False},
}  # fmt: skip
"""How the second row of a part differs, where the part's rule asks that it does."""


def samples(kind: Kind[Any], words: Vocabulary) -> dict[str, Any]:
    """A whole invented record."""
    return {**{name: sample(kind.field(name), words) for name in kind.form}, **_APART.get(kind.name, {})}


def with_owner(writing: Writing, kind: Kind[Any], read: Draft, words: Vocabulary) -> int:
    """Keep a draft, inside a record of the kind it belongs to where it cannot stand alone."""
    part = owner_of(kind)
    if part is None:
        return keep(writing, read, words)
    owner = next(k for k in KINDS if part in k.parts)
    given = draft(owner, typed(owner, samples(owner, words), words), Place(words, DAY))
    made = keep(writing, given, words, parts={part.name: [PartRow(read)]})
    return part_ids(writing.session, part, made)[0]


def typed(kind: Kind[Any], given: Mapping[str, Any], words: Vocabulary) -> dict[str, str]:
    """Values as a person would type them."""
    return {n: kind.field(n).format(v, words) if v is not None else "" for n, v in given.items()}


@every_kind
def test_what_a_form_shows_is_read_back_as_the_same_value(kind: Kind[Any], vocabulary: Vocabulary) -> None:
    place = Place(vocabulary, DAY)
    for name, value in samples(kind, vocabulary).items():
        if value is not None:
            field = kind.field(name)
            assert field.parse(field.format(value, vocabulary), place) == value, name


@every_kind
def test_a_typed_form_is_kept_listed_found_trashed_and_restored(
    kind: Kind[Any], store: Database, vocabulary: Vocabulary
) -> None:
    given = samples(kind, vocabulary)
    if kind.name == "petition":
        given["commune_id"] = None
    read = draft(kind, typed(kind, given, vocabulary), Place(vocabulary, DAY))
    assert read.errors == ()
    with store.writing("form", "Thêm") as writing:
        wanted = with_owner(writing, kind, read, vocabulary)
    names = [n for n in kind.form if given[n] is not None and n not in derived_of(kind)]
    with store.reading() as session:
        (row,) = values(session, kind, [wanted], names)
        assert wanted in ids(session, kind, Filter())
        if kind.searched:
            word = next(n for n in kind.searched if given.get(n) is not None)
            assert wanted in ids(session, kind, Filter(text=kind.field(word).format(given[word], vocabulary)[:40]))
    assert dict(zip(names, row[1:], strict=True)) == {n: given[n] for n in names}
    with store.writing("list", "Xóa") as writing:
        trash(writing, kind, [wanted])
    with store.reading() as session:
        assert wanted not in ids(session, kind, Filter())
        assert wanted in ids(session, kind, Filter(trash=True))
    with store.writing("list", "Lấy lại") as writing:
        restore(writing, kind, [wanted])
    with store.reading() as session:
        assert wanted in ids(session, kind, Filter())


@every_kind
def test_every_filter_can_be_asked(kind: Kind[Any], store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        for name in kind.filters:
            value = sample(kind.field(name), vocabulary)
            key = value[0] if isinstance(value, tuple) else value
            for wanted in (key, None):
                ids(session, kind, Filter().having(name, wanted))
                ids(session, kind, Filter(trash=True).having(name, wanted))


@every_kind
def test_json_values_are_plain(kind: Kind[Any], vocabulary: Vocabulary) -> None:
    import json

    for name, value in samples(kind, vocabulary).items():
        if value is not None:
            json.dumps(kind.field(name).plain(value, vocabulary))


def _part_row(kind: Kind[Any], others: Mapping[str, Any], place: Place) -> PartRow:
    given = {**samples(kind, place.vocabulary), **others}
    return PartRow(draft(kind, typed(kind, given, place.vocabulary), place))


@every_owner
def test_parts_are_kept_changed_left_out_and_taken_back(
    kind: Kind[Any], store: Database, vocabulary: Vocabulary
) -> None:
    place = Place(vocabulary, DAY)
    whole = draft(kind, typed(kind, samples(kind, vocabulary), vocabulary), place)
    rows = {p.name: [_part_row(p.kind, {}, place), _part_row(p.kind, _SECOND.get(p.name, {}), place)]
            for p in kind.parts}  # fmt: skip
    with store.writing("form", "Thêm") as writing:
        owner = keep(writing, whole, vocabulary, parts=rows)
    for part in kind.parts:
        with store.reading() as session:
            first, second = part_ids(session, part, owner)
        kept = [PartRow(rows[part.name][0].draft, second)]
        with store.writing("form", "Bớt một dòng") as writing:
            keep(writing, whole, vocabulary, owner, parts={part.name: kept})
        with store.reading() as session:
            assert part_ids(session, part, owner) == [second]
        undo(store, writing.act)
        with store.reading() as session:
            assert part_ids(session, part, owner) == [first, second]
