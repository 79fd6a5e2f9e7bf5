"""A kind of record as a table that workbooks hold: what its columns may be called, what must be there."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.excel.spec import ORDINAL, OWNER, Caption, ColumnSpec, TableSpec
from mttq_desktop.fields import Coded, Field, Line, Link, Several, UnitOf, Whole
from mttq_desktop.records.catalogue import Caption as CaptionRow
from mttq_desktop.records.kind import Kind, Part, derived_of
from mttq_desktop.records.register import KINDS, owner_of
from mttq_desktop.services.layouts import Layout, layout_of

IMPORTABLE: tuple[Kind[Any], ...] = tuple(k for k in KINDS if not k.catalogue and owner_of(k) is None)
"""Kinds that come in workbooks: all that can stand alone and are no catalogue."""
Captions = Mapping[str, list[tuple[str, str, str]]]
"""(field, caption, parent) rows by kind."""


def captions_of(session: Session, kind: Kind[Any]) -> tuple[tuple[str, str, str], ...]:
    """(field, caption, parent) rows of the catalogue for one kind."""
    return tuple(every_caption(session).get(kind.name, ()))


def every_caption(session: Session) -> Captions:
    """The catalogue of captions by kind."""
    table = CaptionRow.__table__.c
    statement = select(table.kind, table.field, table.text, table.parent).where(table.deleted_on.is_(None))
    found: dict[str, list[tuple[str, str, str]]] = {}
    for kind, field, text, parent in session.execute(statement):
        found.setdefault(kind, []).append((field, text, parent or ""))
    return found


def every_spec(session: Session) -> tuple[TableSpec, ...]:
    """The tables of every kind that can be taken in, and of their parts."""
    return _specs(tuple((kind, tuple(them)) for kind, them in every_caption(session).items()))


@lru_cache(4)
def _specs(captions: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]) -> tuple[TableSpec, ...]:
    """Made again only for other captions."""
    known = dict(captions)
    own = [spec_of(k, known.get(k.name, ())) for k in IMPORTABLE]
    return (*own, *(part_spec(k, p) for k in IMPORTABLE for p in k.parts))


def meant_by(table: str) -> tuple[Kind[Any] | None, Part | None]:
    """The kind that a table's name stands for, and the part when it holds rows of another record."""
    owner_name, _, part_name = table.partition("/")
    owner = next((k for k in IMPORTABLE if k.name == owner_name), None)
    if owner is None or not part_name:
        return owner, None
    part = owner.part(part_name)
    return part.kind, part


def spec_of(kind: Kind[Any], captions: Iterable[tuple[str, str, str]] = ()) -> TableSpec:
    """The table of a kind: columns by declaration, captions from labels, aliases and the catalogue."""
    layout = layout_of(kind.name)
    known: dict[str, list[Caption]] = {}
    for field, text, parent in captions:
        name, _, code = field.partition(":")
        if name != ORDINAL:
            known.setdefault(name, []).append(Caption(text, parent, code))
    columns = [_column(kind, name, known.get(name, []), layout) for name in _names(kind, layout)]
    columns += [_note(name, field, known.get(name, []), layout.instead.get(name, "")) for name, field in layout.notes]
    columns += [_apart(name, field, known.get(name, [])) for name, field in layout.apart]
    columns += [_split(kind, known.get(name, []), *split) for split in layout.split for name in split[:1]]
    return TableSpec(
        kind.name, kind.title, tuple(columns), layout.title_words, layout.other_words,
        layout.sender or _sender(kind), kind.period or "", kind.day or "", year=kind.year or "",
        guessed=layout.guessed, asks=layout.asks, numbered=bool(kind.parts), filled_in=layout.filled_in,
    )  # fmt: skip


def part_spec(owner: Kind[Any], part: Part) -> TableSpec:
    """The table of a part: its own columns after the running number of the record it belongs to."""
    link = ColumnSpec(OWNER, Whole(label=f"STT {owner.one}", least=1), required=True)
    made = spec_of(part.kind)
    inherited = [replace(c, required=False) if c.name == owner.year else c for c in made.columns]
    columns = (link, *inherited)
    return replace(
        made, kind=f"{owner.name}/{part.name}", title=part.title or made.title, columns=columns, sender="", period="",
        year="", of=owner.name, numbered=False,
    )  # fmt: skip


def _names(kind: Kind[Any], layout: Layout) -> list[str]:
    """Fields that a workbook may bring: what follows from others is worked out, numbers are given by the program."""
    if layout.skipped:
        return [n for n in kind.shown if n not in layout.skipped]
    hidden = derived_of(kind) | ({kind.number} if kind.series else set())
    return [n for n in (*kind.columns, *(p.name for p in kind.pairs)) if n not in hidden]


def _sender(kind: Kind[Any]) -> str:
    return next((n for n in kind.columns if isinstance(kind.field(n), UnitOf)), "")


def _column(kind: Kind[Any], name: str, captions: list[Caption], layout: Layout) -> ColumnSpec:
    shown = kind.shown[name]
    as_sent = layout.as_sent.get(name, "")
    companion = kind.shown[as_sent].field if as_sent else None
    longest = companion.longest if isinstance(companion, Line) else 500
    level = (shown.field.level or "") if isinstance(shown.field, UnitOf) else ""
    supposed = name in layout.supposed
    loose = layout.guessed and not layout.asks and not as_sent and not shown.required and "note" in kind.shown
    required = shown.required and not _has_default(kind, name) and not supposed
    return ColumnSpec(
        name, shown.field, tuple(captions), required=required, as_sent=as_sent, as_sent_longest=longest,
        expected=name in layout.expected or (supposed and shown.required and not _has_default(kind, name)),
        unit_level=layout.unit_levels.get(name, level), bounded=name == kind.day,
        hints=layout.hints.get(name, ()), otherwise=layout.otherwise.get(name, ""), exact=not layout.asks,
        kept_in="note" if loose and isinstance(shown.field, Coded | Several | Link) else "",
        state=layout.states.get(name, ("", "")),
    )  # fmt: skip


def _has_default(kind: Kind[Any], name: str) -> bool:
    return kind.pair(name) is None and kind.table.c[name].default is not None


def _note(name: str, field: Field[str], captions: list[Caption], instead: str) -> ColumnSpec:
    return ColumnSpec(name, field, tuple(captions), into="note", instead_of=instead)


def _apart(name: str, field: Field[Any], captions: list[Caption]) -> ColumnSpec:
    return ColumnSpec(name, field, tuple(captions), kept_in="note", apart=True)


def _split(
    kind: Kind[Any], captions: list[Caption], name: str, into: str, implies: tuple[str, str]
) -> ColumnSpec:  # fmt: skip
    field = replace(kind.field(into), label=captions[0].text if captions else name, aliases=())
    return ColumnSpec(name, field, tuple(captions), into=into, implies=implies, exact=True)
