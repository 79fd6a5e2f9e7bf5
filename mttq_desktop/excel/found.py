"""What reading a file yields, and its plain form between the child process and the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.spec import ORDINAL, TableSpec

DATA, REJECTED, SKIPPED = "data", "rejected", "skipped"


@dataclass(slots=True)
class FoundRow:
    """One row that is not empty: what it is, its values, what was noticed, the text of cells with problems.

    In a list the program exported itself, `uid` is the record it tells of and `edited` what was typed into since.
    """

    number: int
    outcome: str
    reason: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    folded: str = ""
    uid: str = ""
    edited: tuple[str, ...] = ()


@dataclass(slots=True)
class PlainRows:
    """Data rows with nothing to tell but their values, column by column; None where a row has no value."""

    numbers: list[int]
    columns: dict[str, list[Any]] = field(default_factory=dict)

    def rows(self) -> list[FoundRow]:
        """The same rows one by one; empty values are left out."""
        if not self.columns:
            return [FoundRow(n, DATA) for n in self.numbers]
        each = zip(*self.columns.values(), strict=True)
        return [
            FoundRow(n, DATA, None, {k: v for k, v in zip(self.columns, values, strict=True) if v is not None})
            for n, values in zip(self.numbers, each, strict=True)
        ]


Found: TypeAlias = FoundRow | PlainRows
"""What is found going down a table."""


@dataclass
class FoundSheet:
    """One sheet: what it was taken for, from whom, for which period, and how its columns were understood.

    `guesses` are the kinds it may be, the best first.
    """

    name: str
    hidden: bool = False
    kind: str = ""
    unit: int | None = None
    period: str = ""
    header_rows: tuple[int, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    captions: dict[int, str] = field(default_factory=dict)
    layout: str = ""
    problems: list[Problem] = field(default_factory=list)
    rows: list[FoundRow] = field(default_factory=list)
    template: dict[str, str] = field(default_factory=dict)
    own: bool = False
    guesses: tuple[str, ...] = ()


@dataclass
class FoundFile:
    """A whole file as read."""

    format: str = ""
    sha256: str = ""
    size: int = 0
    problems: list[Problem] = field(default_factory=list)
    sheets: list[FoundSheet] = field(default_factory=list)


def encode_problem(p: Problem) -> list[str | None]:
    """A problem as a plain list."""
    return [p.code, p.message, p.severity.value, p.field, p.cell, p.proposal]


def decode_problem(raw: Sequence[Any]) -> Problem:
    """The other way."""
    return Problem(raw[0], raw[1], Severity(raw[2]), raw[3], raw[4], raw[5])


def encode_row(row: FoundRow, names: Sequence[str]) -> list[Any]:
    """A row as a plain list; days as their ordinal number."""
    values = [v.toordinal() if isinstance(v := row.values.get(n), date) else v for n in names]
    problems = [encode_problem(p) for p in row.problems]
    own = [row.uid, row.edited] if row.uid else []
    return [row.number, row.outcome, row.reason, values, problems, row.texts, *own]


def decode_row(raw: Sequence[Any], names: Sequence[str], days: frozenset[str]) -> FoundRow:
    """The other way; empty values are left out."""
    values: dict[str, Any] = {}
    for name, value in zip(names, raw[3], strict=True):
        if value is not None:
            values[name] = _value(value, name in days)
    row = FoundRow(raw[0], raw[1], raw[2], values, [decode_problem(p) for p in raw[4]], raw[5])
    if len(raw) > 6:
        row.uid, row.edited = raw[6], tuple(raw[7])
    return row


def encode_plain(rows: PlainRows, names: Sequence[str]) -> list[Any]:
    """Plain rows as lists, one for each name; days as their ordinal number."""
    return [rows.numbers, *(_encoded(rows.columns[n]) if n in rows.columns else None for n in names)]


def _encoded(values: list[Any]) -> list[Any]:
    if any(issubclass(kind, date) for kind in set(map(type, values))):
        return [v.toordinal() if v is not None else None for v in values]
    return values


def decode_plain(raw: Sequence[Any], names: Sequence[str], days: frozenset[str]) -> PlainRows:
    """The other way."""
    numbers, *columns = raw
    filled = [(n, values) for n, values in zip(names, columns, strict=True) if values is not None]
    return PlainRows(numbers, {n: _decoded(values, n in days) for n, values in filled})


def _decoded(values: list[Any], is_day: bool) -> list[Any]:
    """Each distinct day is made once; nearly all other columns are as they came."""
    if is_day:
        known = {v: date.fromordinal(v) if v is not None else None for v in set(values)}
        return [known[v] for v in values]
    return [_value(v, False) for v in values] if list in set(map(type, values)) else values


def _value(value: Any, is_day: bool) -> Any:
    if is_day:
        return date.fromordinal(value)
    return tuple(value) if isinstance(value, list) else value


def encode_sheet(sheet: FoundSheet) -> dict[str, Any]:
    """All of a sheet but its rows."""
    return {
        "name": sheet.name, "hidden": sheet.hidden, "kind": sheet.kind, "unit": sheet.unit, "period": sheet.period,
        "header_rows": list(sheet.header_rows), "columns": sheet.columns, "places": sheet.places,
        "captions": [[c, text] for c, text in sheet.captions.items()], "layout": sheet.layout,
        "problems": [encode_problem(p) for p in sheet.problems], "template": sheet.template,
        "own": sheet.own, "guesses": list(sheet.guesses),
    }  # fmt: skip


def decode_sheet(raw: Mapping[str, Any]) -> FoundSheet:
    """The other way."""
    return FoundSheet(
        name=raw["name"], hidden=raw["hidden"], kind=raw["kind"], unit=raw["unit"], period=raw["period"],
        header_rows=tuple(raw["header_rows"]), columns=raw["columns"], places=raw["places"],
        captions={int(c): text for c, text in raw["captions"]}, layout=raw["layout"],
        problems=[decode_problem(p) for p in raw["problems"]], template=raw["template"],
        own=raw["own"], guesses=tuple(raw["guesses"]),
    )  # fmt: skip


def names_of(spec: TableSpec | None) -> tuple[tuple[str, ...], frozenset[str]]:
    """Names of a kind's values as sent between the processes, and which of them are days."""
    if spec is None:
        return (), frozenset()
    names = [n for c in spec.columns if not c.into for n in (c.name, c.as_sent) if n]
    names += [ORDINAL] if spec.numbered else []
    days = frozenset(c.name for c in spec.columns if c.field.stored is date)
    return tuple(dict.fromkeys(names)), days
