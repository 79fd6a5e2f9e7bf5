"""Tests that come by themselves with every declared kind."""

from typing import Any

import pytest
from sqlalchemy.orm import configure_mappers

from mttq_desktop.records.kind import Kind
from mttq_desktop.records.register import EVERY_KIND, KINDS, kind_named
from mttq_desktop.store.database import Database

configure_mappers()
every_kind = pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda k: k.name)


def test_names_and_titles_are_unique() -> None:
    assert len({k.name for k in EVERY_KIND}) == len(EVERY_KIND)
    assert len({k.title for k in EVERY_KIND}) == len(EVERY_KIND)
    assert all(kind_named(k.name) is k for k in KINDS)


@every_kind
def test_headings_are_unique(kind: Kind[Any]) -> None:
    labels = [kind.field(n).label for n in kind.template]
    assert len(set(labels)) == len(labels)


@every_kind
def test_every_name_used_is_declared(kind: Kind[Any]) -> None:
    for name in (*kind.columns, *kind.listed, *kind.filters, *kind.template, *kind.form, *kind.searched, *kind.same):
        assert name in kind.shown, name


@every_kind
def test_every_required_field_is_on_the_form(kind: Kind[Any]) -> None:
    columns = {s.name for s in kind.shown.values() if s.required and s.name in kind.columns}
    missing = {n for n in columns if n not in kind.form and not _has_default(kind, n)}
    assert missing == set()


def _has_default(kind: Kind[Any], name: str) -> bool:
    return kind.table.c[name].default is not None


@every_kind
def test_what_makes_two_rows_the_same_has_an_index(kind: Kind[Any]) -> None:
    if not kind.same:
        pytest.skip("this kind knows no sameness (people)")
    indexed = [tuple(c.name for c in i.columns) for i in kind.table.indexes]
    wanted = set(kind.same)
    assert any(wanted <= {*names} or wanted & {names[0]} for names in indexed), indexed


@every_kind
def test_every_field_type_agrees_with_its_column(kind: Kind[Any]) -> None:
    for name, shown in kind.shown.items():
        if kind.pair(name) is None:
            assert kind.table.c[name].type.python_type is shown.field.stored


@every_kind
def test_an_empty_draft_is_refused_in_vietnamese_field_by_field(kind: Kind[Any], store: Database) -> None:
    from mttq_desktop.queries.catalogues import vocabulary
    from mttq_desktop.services.keeping import checked

    with store.reading() as session:
        draft = checked(kind, {}, vocabulary(session))
    assert draft.errors
    assert all(p.field in kind.shown and p.message.endswith(".") for p in draft.errors)
