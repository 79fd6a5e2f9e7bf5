"""Figures of the joint reports: how they are printed, by which keys they open, and what is kept of them at issuing.

Keys are those of `behind`: "A11" the whole, "A11/o3" an organisation, "A11/u12" a unit, "A11/last" the same period last
year, "A11/change" what lies between, "A11/y2023" one year of a span.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from mttq_desktop.fields import Vocabulary
from mttq_desktop.fields.measures import tidy
from mttq_desktop.queries.indicators import NOWHERE, Cell, Line, Table, Value, behind_totals, kind_of, last_told, stands
from mttq_desktop.queries.indicators.named import named
from mttq_desktop.queries.indicators.overriding import FOLLOWS
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.periodic import FigureState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.indicator_board import in_words
from mttq_desktop.services.reports.drawing import Frozen, Paper
from mttq_desktop.word.model import Figured, joined

TOTAL = "tổng số"
LAST_YEAR, CHANGE, COUNTED = "last", "change", "counted"
Keyed = tuple[str, str, Value]
"""A figure: its key, what it is in Vietnamese, the value."""


def printed(value: Value) -> str:
    """ "1.234", "0", "-" where it does not apply, nothing where nobody reported."""
    if value.state is FigureState.MISSING:
        return ""
    return "-" if value.amount is None else tidy(Decimal(value.amount))


def traced(value: Value, key: str, *, typed: bool = False) -> str:
    """As printed, marked where it was typed over the counted one; the screen opens what stands behind a number."""
    text = printed(value) + ("*" if typed else "")
    return Figured(text, key) if value.amount is not None else text


def marked(cell: Cell, key: str) -> str:
    """What stands in a report, marked where it was typed."""
    return traced(cell.shown, key, typed=cell.typed is not None)


def compared(cell: Cell, key: str) -> tuple[str, str]:
    """The same period last year, and "+12", "-3", "0"; nothing where either side is no number."""
    change = cell.change.amount
    told = "" if change is None else Figured(("+" if change > 0 else "") + tidy(change), f"{key}/{CHANGE}")
    return traced(cell.last_year, f"{key}/{LAST_YEAR}"), told


def letters(words: Vocabulary, key: int) -> str:
    """The sign of an organisation in numbers of documents, as columns carry it: MTTQ, LĐLĐ …"""
    entry = words.target("organisation").by_key[key]
    return entry.aliases[-2] if len(entry.aliases) > 1 else entry.short


def sign(paper: Paper) -> str:
    """How keys of figures name a unit: of the period's time, or of today."""
    return "n" if paper.choice is Choice.NOW else "u"


def notes(paper: Paper, whole: Table, names: Mapping[int, str], of: str) -> list[str]:
    """What was counted where a figure was typed, and why it was typed; `of` begins a column's part of a key."""
    labels = {one.code: one.label for one in named(paper.session)}
    columns = {f"/{of}{key}": name for key, name in names.items()} | {"": TOTAL}
    return [
        _note(f"{labels.get(code, code)}, {columns[part]}: ", code + part, cell)
        for code, line in whole.lines.items()
        for part, cell in (*((f"/{of}{key}", line.at(key)) for key in names), ("", line.total))
        if typed_by_hand(cell)
    ]  # fmt: skip


def typed_by_hand(cell: Cell) -> bool:
    """Somebody typed it, it does not only follow from what was typed elsewhere."""
    return cell.typed is not None and cell.typed.note not in FOLLOWS


def _note(whose: str, key: str, cell: Cell) -> str:
    assert cell.typed is not None
    counted = figure_in_words(cell.counted, f"{key}/{COUNTED}")
    reason = cell.typed.note.rstrip(".")
    return joined(whose, "ghi ", figure_in_words(cell.shown, key), ", sổ đếm ", counted, f". {reason}.")


def figure_in_words(value: Value, key: str) -> str:
    """In a sentence; the screen opens what stands behind a number."""
    told = in_words(value)
    return Figured(told, key) if value.amount is not None else told


def frozen_of(
    paper: Paper, period: Period, whole: Table, by_unit: Table | None = None, years: Sequence[Table] = ()
) -> Frozen:
    """Every number of the annexes by its key, with the records behind the totals of the whole."""
    titles = {one.code: f"{one.code}. {one.label}" for one in named(paper.session)}
    cells: list[Keyed] = []
    for code, line in whole.lines.items():
        title = titles.get(code, code)
        cells += _by_column(paper, title, line, whole.keys)
        cells += _by_year(title, code, years) if years else _by_time(paper, title, line, whole.keys)
        if by_unit is not None and code in by_unit.lines:
            cells += _by_unit(paper, period, title, by_unit.lines[code], by_unit.keys)
    counts = {key: value.amount for key, _, value in cells if value.amount is not None}
    ids = behind_totals(paper.session, period, paper.today, whole.lines) if len(whole.keys) > 1 else {}
    ids |= _behind_last_years(paper, [code for code in ids if stands(code)], years)
    kinds = {key: kind_of(key.partition("/")[0]).name for key in counts}
    return Frozen(counts, {key: label for key, label, _ in cells if key in counts}, ids, kinds)


def _behind_last_years(paper: Paper, codes: Sequence[str], years: Sequence[Table]) -> dict[str, tuple[int, ...]]:
    """What stands behind a span's figures that are those of its last year."""
    last = {code: told.period for code in codes if (told := last_told(code, years)) is not None}
    found: dict[str, tuple[int, ...]] = {}
    for period in set(last.values()):
        found |= behind_totals(paper.session, period, paper.today, [c for c, p in last.items() if p == period])
    return found


def _by_column(paper: Paper, title: str, line: Line, keys: Sequence[int]) -> Iterator[Keyed]:
    """The whole, then each organisation; of each what was counted where another figure was typed."""
    several = len(keys) > 1
    columns = [(f"{line.code}/o{k}", f"{title} – {letters(paper.vocabulary, k)}", line.at(k)) for k in keys]
    for key, label, cell in (*([(line.code, title, line.total)] if several else []), *columns):
        yield key, label, cell.shown
        if typed_by_hand(cell):
            yield f"{key}/{COUNTED}", f"{label} (sổ đếm)", cell.counted


def _by_time(paper: Paper, title: str, line: Line, keys: Sequence[int]) -> Iterator[Keyed]:
    """The same period last year, and what lies between; of the whole, or of the one organisation."""
    key, label = line.code, title
    if len(keys) == 1:
        key, label = f"{line.code}/o{keys[0]}", f"{title} – {letters(paper.vocabulary, keys[0])}"
    yield f"{key}/{LAST_YEAR}", f"{label} – Cùng kỳ", line.total.last_year
    yield f"{key}/{CHANGE}", f"{label} – Tăng/giảm", line.total.change


def _by_year(title: str, code: str, years: Sequence[Table]) -> Iterator[Keyed]:
    for table in years:
        year = table.period.year
        cell = table.lines[code].total
        yield f"{code}/y{year}", f"{title} – {year}", cell.shown
        if typed_by_hand(cell):
            yield f"{code}/y{year}/{COUNTED}", f"{title} – {year} (sổ đếm)", cell.counted


def _by_unit(paper: Paper, period: Period, title: str, line: Line, keys: Sequence[int]) -> Iterator[Keyed]:
    """Each unit, at last what names none."""
    of, seen = sign(paper), paper.seen(period)
    for key in (*keys, None):
        cell, name = line.at(key), seen.name(key)
        yield f"{line.code}/{of}{key or NOWHERE}", f"{title} – {name}", cell.shown
        if typed_by_hand(cell):
            yield f"{line.code}/{of}{key or NOWHERE}/{COUNTED}", f"{title} – {name} (sổ đếm)", cell.counted
