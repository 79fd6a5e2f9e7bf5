"""The tables of a document as a workbook: one sheet a table, numbers as numbers."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from mttq_desktop.errors import Refused
from mttq_desktop.excel.cells import Share
from mttq_desktop.excel.listing import ListColumn, ListSheet, write_list
from mttq_desktop.word.layout import annex_name
from mttq_desktop.word.model import Column, Document, GroupRow, Table

_NUMBER = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
_MM_A_LETTER = 1.6


def tables_of(document: Document) -> Iterator[tuple[str, Table]]:
    """Every table with the name of its sheet: in the text, then annex by annex."""
    inside = [part for part in document.parts if isinstance(part, Table)]
    yield from ((f"Bảng {n}", table) for n, table in enumerate(inside, 1))
    for n, annex in enumerate(document.annexes, 1):
        found = [part for part in annex.parts if isinstance(part, Table)]
        name = annex_name(n, len(document.annexes))
        yield from ((name if len(found) == 1 else f"{name}, bảng {m}", t) for m, t in enumerate(found, 1))


def write_tables(document: Document, target: Path) -> int:
    """Write every table; returns how many there are. Raises Refused where there is none, NotWritable, NoSpace."""
    sheets = [ListSheet(name, _columns(t.columns), list(_rows(t))) for name, t in tables_of(document)]
    if not sheets:
        raise Refused("Văn bản này không có bảng nào.", "Xuất ra Word hoặc PDF.")
    first, *others = sheets
    write_list(target, first.title, first.columns, (("", row) for row in first.rows), beside=others)
    return len(sheets)


def _columns(columns: Sequence[Column]) -> list[ListColumn]:
    return [ListColumn(_caption(c), round(c.width_mm / _MM_A_LETTER)) for c in columns]


def _caption(column: Column) -> str:
    """On one line, with what stands above it."""
    own = column.caption.replace("\n", "")
    return f"{column.group}: {own}" if column.group else own


def _rows(table: Table) -> Iterator[list[object]]:
    for row in (*table.rows, *((table.total,) if table.total else ())):
        if isinstance(row, GroupRow):
            yield [row.text, *[None] * (len(table.columns) - 1)]
        else:
            yield [_value(cell) for cell in row]


def _value(cell: str) -> object:
    """1.234,5 as a number, 20,69% as a share; what is no number as it reads."""
    if not _NUMBER.fullmatch(cell.removesuffix("%")):
        return str(cell)
    plain = cell.removesuffix("%").replace(".", "").replace(",", ".")
    if cell.endswith("%"):
        return Share(Decimal(plain) / 100)
    return float(plain) if "." in plain else int(plain)
