"""Lists as workbooks."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.excel.listing import ListColumn, ListSheet, Row, sheet_name, write_list
from mttq_desktop.excel.own_list import OwnList
from mttq_desktop.fields import (
    Day,
    Vocabulary,
    Whole,
)
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.listing import Filter, Sort, ids, parts_of, uids_of, values
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.services.tables import IMPORTABLE
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database

_PAGE = 1_000


def export_kind(
    database: Database, kind: Kind[Any], where: Filter, target: Path, *, names: Sequence[str] = (),
    personal: bool = False, sort: Sort | None = None, progress: Progress | None = None,
) -> int:  # fmt: skip
    """Write the records a filter keeps to a workbook, their parts on sheets of their own; returns how many.

    Personal data stays out unless asked for this time (PROGRAMME: names are personal data). A list of a kind that
    can be taken in carries each row's identity, so that it comes back as the records it tells of.
    """
    progress = progress or Progress()
    chosen = names or tuple(dict.fromkeys((*kind.listed, *kind.columns, *(p.name for p in kind.pairs))))
    shown = _told(kind, chosen, personal)
    columns = _columns(kind, shown)
    own = _own_list(kind, shown) if kind in IMPORTABLE else None
    with database.reading() as session:
        words = read_vocabulary(session)
        wanted = ids(session, kind, where, sort)
        beside = [_part_sheet(session, kind, p, wanted, words, personal) for p in kind.parts] if not names else []

        def rows() -> Iterator[Row]:
            for start in range(0, len(wanted), _PAGE):
                progress.report(start, len(wanted), "Đang xuất")
                page = wanted[start : start + _PAGE]
                uids = uids_of(session, kind, page)
                for row in values(session, kind, page, shown):
                    yield uids[row[0]], [cell_value(kind, n, v, words) for n, v in zip(shown, row[1:], strict=True)]

        return write_list(target, kind.title, columns, rows(), own, beside)


def _told(kind: Kind[Any], names: Sequence[str], personal: bool) -> list[str]:
    return [n for n in names if personal or not kind.field(n).personal]


def _columns(kind: Kind[Any], shown: Sequence[str]) -> list[ListColumn]:
    return [ListColumn(kind.field(n).label, kind.field(n).width) for n in shown]


def _own_list(kind: Kind[Any], shown: Sequence[str]) -> OwnList:
    columns = tuple((kind.field(n).label, n) for n in shown)
    return OwnList(kind.name, columns, tuple(sheet_name(part_title(p)) for p in kind.parts))


def part_title(part: Part) -> str:
    """What stands above the rows of a part."""
    return part.title or part.kind.title


def _part_sheet(
    session: Session, owner: Kind[Any], part: Part, wanted: Sequence[int], words: Vocabulary, personal: bool
) -> ListSheet:
    """A sheet of the rows of one part, each after the number or name of its record."""
    kind = part.kind
    shown = _told(kind, (*kind.columns, *(p.name for p in kind.pairs)), personal)
    columns = [ListColumn(owner.one.capitalize(), 24), *_columns(kind, shown)]

    def rows() -> Iterator[Sequence[object]]:
        for start in range(0, len(wanted), _PAGE):
            page = wanted[start : start + _PAGE]
            names = _names_of(session, owner, page, start, words, personal)
            for record, own in parts_of(session, part, page).items():
                for row in values(session, kind, own, shown):
                    yield [names[record], *(cell_value(kind, n, v, words) for n, v in zip(shown, row[1:], strict=True))]

    return ListSheet(part_title(part), columns, rows())


def _names_of(
    session: Session, kind: Kind[Any], page: Sequence[int], start: int, words: Vocabulary, personal: bool
) -> dict[int, str]:
    """What to call each record: its number or its label, else its row of the first sheet."""
    known = [n for n in (kind.number, kind.label) if n is not None]
    told = _told(kind, known, personal)
    named = {row[0]: row[1:] for row in values(session, kind, page, told)}
    found = {}
    for place, record in enumerate(page, start + 2):
        said = [kind.field(n).format(v, words) for n, v in zip(told, named.get(record, ()), strict=False) if v]
        found[record] = said[0] if said else f"Dòng {place}"
    return found


def cell_value(kind: Kind[Any], name: str, value: Any, words: Vocabulary) -> object:
    """What a cell of a workbook says for a value: days and numbers as such, everything else in words."""
    field = kind.field(name)
    if value is None or value == ():
        return None
    if isinstance(value, date | int) and isinstance(field, Day | Whole):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return field.format(value, words)
