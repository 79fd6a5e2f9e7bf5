"""What the first rows of a table hold, looked at before they are read."""

import re
from datetime import date
from itertools import islice

from mttq_desktop.excel.cleaning import is_blank, text_of
from mttq_desktop.excel.dates import read_day
from mttq_desktop.excel.finding import SAMPLE, Table
from mttq_desktop.excel.reading import Grid
from mttq_desktop.excel.repairing import before_and_after, repaired
from mttq_desktop.excel.spec import TableSpec
from mttq_desktop.rules.period import read_period

_WORDY = 12
_YEAR = re.compile(r"(19|20)\d{2}")


def sample_days(grid: Grid, table: Table) -> list[date]:
    """The days in the column that tells when."""
    return [d for raw in _sample(grid, table, table.spec.day) if (d := read_day(raw, grid.epoch1904).reading.day)]


def has_other_days(grid: Grid, table: Table) -> bool:
    """True when a column that nobody understood holds days: it may be the one that tells when."""
    for at in table.columns.unknown:
        said = _below(grid, table, at)
        days = [raw for raw in said if read_day(raw, grid.epoch1904).reading.day]
        if days and len(days) * 2 >= len(said):
            return True
    return False


def sample_periods(grid: Grid, table: Table, spec: TableSpec) -> list[date]:
    """First days of the periods and years that the rows themselves tell."""
    periods = [read_period(text_of(raw)) for raw in _sample(grid, table, spec.period)]
    years = [text_of(raw) for raw in _sample(grid, table, spec.year)]
    return [p.start for p in periods if p] + [date(int(y), 1, 1) for y in years if _YEAR.fullmatch(y)]


def sample_communes(grid: Grid, table: Table) -> list[str]:
    """What stands in the column of communes."""
    name = next((c.name for c in table.spec.columns if c.unit_level == "commune"), "")
    texts = (raw for raw in _sample(grid, table, name) if isinstance(raw, str))
    return [text_of(repaired(raw, table.lean)[0]) for raw in texts]


def example(grid: Grid, table: Table) -> str:
    """The first long text of the table before and after its repair."""
    lines = (cells for n, cells in islice(grid.lines(), SAMPLE) if n > table.header.last)
    texts = (c for cells in lines for c in cells if isinstance(c, str) and len(c) > _WORDY)
    changed = next((c for c in texts if repaired(c, table.lean)[1]), None)
    return f": {before_and_after(changed, table.lean)}" if changed is not None else ""


def _sample(grid: Grid, table: Table, name: str) -> list[object]:
    at = table.columns.columns.get(name)
    return _below(grid, table, at) if at is not None else []


def _below(grid: Grid, table: Table, at: int) -> list[object]:
    body = (cells for n, cells in islice(grid.lines(), SAMPLE) if n > table.header.last and len(cells) > at)
    return [cells[at] for cells in body if not is_blank(cells[at])]
