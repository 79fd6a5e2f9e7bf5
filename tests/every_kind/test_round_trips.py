"""Form, row, list and JSON agree for every field of every kind."""

from datetime import date
from typing import Any

import pytest

from mttq_desktop.fields import (
    Coded,
    Day,
    Field,
    Line,
    Link,
    PeriodOf,
    Place,
    Prose,
    Several,
    UnitOf,
    Vocabulary,
    Whole,
    YesNo,
)
from mttq_desktop.queries.listing import Filter, ids, values
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import KINDS
from mttq_desktop.services.keeping import draft, keep, restore, trash
from mttq_desktop.store.database import Database
from tests.makers import DAY, unit

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)


def sample(field: Field[Any], words: Vocabulary) -> Any:
    """An invented value of a field."""
    match field:
        case UnitOf():
            return unit(words, "Huyện Đại Lộc")
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
        case Whole():
            return max(field.least, 3)
        case YesNo():
            return True
        case Prose():
            return "Dòng thứ nhất, có “ngoặc”, & <dấu>\nDòng thứ hai: Sở TN&MT, LĐ-TB&XH"
        case Line():
            return "Chữ mẫu A"
    raise AssertionError(field)


def samples(kind: Kind[Any], words: Vocabulary) -> dict[str, Any]:
    """A whole invented record."""
    return {name: sample(kind.field(name), words) for name in kind.form}


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
    if "commune_id" in given:
        given["commune_id"] = None
    typed = {n: kind.field(n).format(v, vocabulary) if v is not None else "" for n, v in given.items()}
    read = draft(kind, typed, Place(vocabulary, DAY))
    assert read.errors == ()
    with store.writing("form", "Thêm") as writing:
        wanted = keep(writing, read, vocabulary)
    names = [n for n in kind.form if given[n] is not None]
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

