"""A span of years beside its years: what was typed over the figure of one year moves the figure of the span."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mttq_desktop.queries.indicators.catalogue import BY_CODE
from mttq_desktop.queries.indicators.model import Distinct, Sum, number
from mttq_desktop.queries.indicators.overriding import YEARS, Typed
from mttq_desktop.queries.indicators.table import Line, Table


def with_typed_years(whole: Table, years: Sequence[Table]) -> Table:
    """The span with its typed years in it; a figure typed for the span itself stays, shares and states are no sums."""
    lines = {code: _line(line, [year.lines[code] for year in years]) for code, line in whole.lines.items()}
    return replace(whole, lines=lines)


def _line(line: Line, years: Sequence[Line]) -> Line:
    typed = [year.total for year in years if year.total.typed is not None]
    if not typed or line.total.typed is not None or not isinstance(BY_CODE[line.code], Sum | Distinct):
        return line
    moved = sum((cell.shown.amount or Decimal(0)) - (cell.counted.amount or Decimal(0)) for cell in typed)
    told = Typed(number((line.total.counted.amount or Decimal(0)) + moved), YEARS)
    return replace(line, total=replace(line.total, typed=told))
