"""What reading a file yields, and its plain form between the child process and the program."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.excel.asking import Answer, Question
from mttq_desktop.excel.spec import ORDINAL, TableSpec
from mttq_desktop.excel.texts import Texts, packed

DATA, REJECTED, SKIPPED = "data", "rejected", "skipped"
_FEW = 4
"""A column is sent by its different values when these are so many times fewer than its rows."""


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
    """Data rows with nothing to tell but their values, column by column; None where a row has no value.

    `folded` is as of a single row, once it is known.
    """

    numbers: list[int]
    columns: dict[str, Sequence[Any]] = field(default_factory=dict)
    folded: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    def rows(self) -> list[FoundRow]:
        """The same rows one by one; empty values are left out."""
        texts = self.folded or [""] * len(self)
        each = zip(self.numbers, self.values(), texts, strict=True)
        return [FoundRow(n, DATA, values=v, folded=f) for n, v, f in each]

    def values(self) -> Iterator[dict[str, Any]]:
        """The values of each row; empty ones are left out."""
        if not self.columns:
            yield from ({} for _ in self.numbers)
        for values in zip(*self.columns.values(), strict=True):
            yield {k: v for k, v in zip(self.columns, values, strict=True) if v is not None}

    def among(self, places: Sequence[int]) -> "PlainRows":
        """Only the rows at these places."""
        some = {name: _picked(values, places) for name, values in self.columns.items()}
        return PlainRows(list(_picked(self.numbers, places)), some, _picked(self.folded, places) if self.folded else ())


def _picked(values: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    every = list(values)
    return [every[i] for i in places]


Found: TypeAlias = FoundRow | PlainRows
"""What is found going down a table."""


@dataclass
class FoundSheet:
    """One sheet: what it was taken for, from whom, for which period, and how its columns were understood.

    Its plain rows stand in `plain`, all others in `rows`; `guesses` are the kinds it may be, the best first. `more`
    are further tables below the first one: from which row on the columns stand where. `questions` are open, `settled`
    those that were answered: sign → value. `day` is that of all rows of a list without a column for it.
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
    plain: list[PlainRows] = field(default_factory=list)
    template: dict[str, str] = field(default_factory=dict)
    own: bool = False
    guesses: tuple[str, ...] = ()
    more: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    settled: dict[str, str] = field(default_factory=dict)
    day: date | None = None

    def tell_late(self, problems: Sequence[tuple[int, Problem]]) -> None:
        """Put problems of rows, seen when all rows had been, to their rows; these are plain no more."""
        self._take_out({number for number, _ in problems})
        by_number = {r.number: r for r in self.rows} if problems else {}
        for number, problem in problems:
            by_number[number].problems.append(problem)

    def _take_out(self, numbers: Collection[int]) -> None:
        for i, block in enumerate(self.plain):
            if numbers and not (numbers := set(numbers)).isdisjoint(block.numbers):
                told = [place for place, number in enumerate(block.numbers) if number in numbers]
                plain = [place for place, number in enumerate(block.numbers) if number not in numbers]
                self.rows += block.among(told).rows()
                self.plain[i] = block.among(plain)


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


def encode_question(q: Question) -> list[Any]:
    """A question as a plain list."""
    answers = [[a.value, a.label, list(a.evidence)] for a in q.answers]
    return [q.topic, q.code, q.asks, answers, q.cell, q.sign]


def decode_question(raw: Sequence[Any]) -> Question:
    """The other way."""
    topic, code, asks, answers, cell, sign = raw
    given = tuple(Answer(value, label, tuple(evidence)) for value, label, evidence in answers)
    return Question(topic, code, asks, given, cell, sign)


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


def encode_plain(rows: PlainRows, names: Sequence[str]) -> tuple[list[Any], list[bytes]]:
    """Plain rows as lists, one for each name, and what goes beside them; days as their ordinal number."""
    beside: list[bytes] = []
    columns = [_encoded(rows.columns[n], beside) if n in rows.columns else None for n in names]
    return [rows.numbers, *columns], beside


def _encoded(values: Sequence[Any], beside: list[bytes]) -> Any:
    """A column; of few different values each is said once, many texts go beside in one piece."""
    distinct = list(dict.fromkeys(values))
    if len(distinct) * _FEW > len(values):
        if set(map(type, values)) == {str} and isinstance(texts := packed(values), Texts):
            beside.append(texts.packed)
            return {"beside": len(beside) - 1}
        return _as_sent(values)
    places = {value: at for at, value in enumerate(distinct)}
    return {"of": _as_sent(distinct), "at": list(map(places.__getitem__, values))}


def _as_sent(values: Sequence[Any]) -> Sequence[Any]:
    if any(issubclass(kind, date) for kind in set(map(type, values))):
        return [v.toordinal() if v is not None else None for v in values]
    return values


def decode_plain(
    raw: Sequence[Any], beside: Sequence[bytes], names: Sequence[str], days: frozenset[str]
) -> PlainRows:
    """The other way."""
    numbers, *columns = raw
    made = PlainRows(numbers)
    for name, values in zip(names, columns, strict=True):
        if isinstance(values, dict) and "beside" in values:
            made.columns[name] = Texts(beside[values["beside"]], len(numbers))
        elif values is not None:
            made.columns[name] = _decoded(values, name in days)
    return made


def _decoded(values: Any, is_day: bool) -> list[Any]:
    if isinstance(values, dict):
        return list(map([_value(v, is_day) for v in values["of"]].__getitem__, values["at"]))
    if is_day or list in set(map(type, values)):
        return [_value(v, is_day) for v in values]
    return list(values)


def _value(value: Any, is_day: bool) -> Any:
    if is_day and value is not None:
        return date.fromordinal(value)
    return tuple(value) if isinstance(value, list) else value


def encode_sheet(sheet: FoundSheet) -> dict[str, Any]:
    """All of a sheet but its rows."""
    return {
        "name": sheet.name, "hidden": sheet.hidden, "kind": sheet.kind, "unit": sheet.unit, "period": sheet.period,
        "header_rows": list(sheet.header_rows), "columns": sheet.columns, "places": sheet.places,
        "captions": [[c, text] for c, text in sheet.captions.items()], "layout": sheet.layout,
        "problems": [encode_problem(p) for p in sheet.problems], "template": sheet.template,
        "own": sheet.own, "guesses": list(sheet.guesses), "questions": [encode_question(q) for q in sheet.questions],
        "settled": sheet.settled, "day": sheet.day.isoformat() if sheet.day else "",
    }  # fmt: skip


def decode_sheet(raw: Mapping[str, Any]) -> FoundSheet:
    """The other way."""
    return FoundSheet(
        name=raw["name"], hidden=raw["hidden"], kind=raw["kind"], unit=raw["unit"], period=raw["period"],
        header_rows=tuple(raw["header_rows"]), columns=raw["columns"], places=raw["places"],
        captions={int(c): text for c, text in raw["captions"]}, layout=raw["layout"],
        problems=[decode_problem(p) for p in raw["problems"]], template=raw["template"],
        own=raw["own"], guesses=tuple(raw["guesses"]), questions=[decode_question(q) for q in raw["questions"]],
        settled=raw["settled"], day=date.fromisoformat(raw["day"]) if raw["day"] else None,
    )  # fmt: skip


def names_of(spec: TableSpec | None) -> tuple[tuple[str, ...], frozenset[str]]:
    """Names of a kind's values as sent between the processes, and which of them are days."""
    if spec is None:
        return (), frozenset()
    names = [n for c in spec.columns if not c.into for n in (c.name, c.as_sent) if n]
    names += [ORDINAL] if spec.numbered else []
    days = frozenset(c.name for c in spec.columns if c.field.stored is date)
    return tuple(dict.fromkeys(names)), days
