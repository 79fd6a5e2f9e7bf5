"""The programme's indicators, counted from records: `table` for all at once, `counted` for one and its rows."""

from mttq_desktop.queries.indicators.catalogue import BY_CODE, EVERY
from mttq_desktop.queries.indicators.model import MISSING, NONE, By, Figure, Scope, Value, number
from mttq_desktop.queries.indicators.table import NOWHERE, Cell, Line, Table, behind_totals, counted, kind_of, table
from mttq_desktop.queries.indicators.years import counted_once, last_told, stands, with_typed_years

__all__ = [
    "BY_CODE", "EVERY", "MISSING", "NONE", "NOWHERE", "By", "Cell", "Figure", "Line", "Scope", "Table", "Value",
    "behind_totals", "counted", "counted_once", "kind_of", "last_told", "number", "stands", "table",
    "with_typed_years",
]  # fmt: skip
