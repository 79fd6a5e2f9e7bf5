"""A span of years beside its years: every row's total is what its columns say by the row's own rule.

What is counted adds up, what is counted once in the span moves by what was typed over single years; what stands at the
end of a period (communes of the new countryside so far) is that of the last year that tells it; the smallest share is
the smallest of the years; a share is worked out anew from its parts. A figure typed for the span itself stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from mttq_desktop.queries.indicators.catalogue import BY_CODE
from mttq_desktop.queries.indicators.model import Adds, Distinct, Ratio, Value, Worked, number, share
from mttq_desktop.queries.indicators.overriding import SHARED, YEARS, Typed
from mttq_desktop.queries.indicators.table import Line, Table


def with_typed_years(whole: Table, years: Sequence[Table]) -> Table:
    """The span with its years in it, typed figures of single years included."""
    lines = {code: _line(line, years) for code, line in whole.lines.items()}
    return replace(whole, lines={code: _shared(line, lines) for code, line in lines.items()})


def stands(code: str) -> bool:
    """Known at the end of a period, not added up."""
    one = BY_CODE[code]
    return isinstance(one, Distinct | Worked) and one.stands


def counted_once(code: str) -> bool:
    """Something that is there in several years counts once in the span."""
    return isinstance(BY_CODE[code], Distinct) and not stands(code)


def last_told(code: str, years: Sequence[Table]) -> Table | None:
    """The last year with a number."""
    return next((year for year in reversed(years) if year.lines[code].total.shown.amount is not None), None)


def _line(line: Line, years: Sequence[Table]) -> Line:
    one = BY_CODE[line.code]
    if line.total.typed is not None or isinstance(one, Ratio):
        return line
    if stands(line.code):
        last = last_told(line.code, years)
        return line if last is None else replace(line, total=last.lines[line.code].total)
    if isinstance(one, Worked) and one.adds is not Adds.SUM:
        return _of_shown(line, years, least=one.adds is Adds.LEAST)
    return _moved(line, years)


def _of_shown(line: Line, years: Sequence[Table], *, least: bool) -> Line:
    """The smallest of the years, or all of them together."""
    told = [a for year in years if (a := year.lines[line.code].total.shown.amount) is not None]
    found = number(min(told) if least else sum(told)) if told else line.total.counted
    return line if found == line.total.counted else _typed(line, found)


def _moved(line: Line, years: Sequence[Table]) -> Line:
    """What was counted, with what the typing of single years changed."""
    typed = [cell for year in years if (cell := year.lines[line.code].total).typed is not None]
    if not typed:
        return line
    moved = sum((cell.shown.amount or Decimal(0)) - (cell.counted.amount or Decimal(0)) for cell in typed)
    return _typed(line, number((line.total.counted.amount or Decimal(0)) + moved))


def _shared(line: Line, lines: Mapping[str, Line]) -> Line:
    """A share of figures that were typed for single years is a share of what is shown of them."""
    one = BY_CODE[line.code]
    if not isinstance(one, Ratio) or not {one.part, one.whole} <= lines.keys() or line.total.typed is not None:
        return line
    part, whole = lines[one.part].total, lines[one.whole].total
    if part.typed is None and whole.typed is None:
        return line
    return _typed(line, share(part.shown, whole.shown), SHARED)


def _typed(line: Line, value: Value, why: str = YEARS) -> Line:
    return replace(line, total=replace(line.total, typed=Typed(value, why)))
