"""What the fast reader does not tell of an .ods sheet: merged areas, hidden rows and sheets, errors, mere months."""

import re
from datetime import date
from xml.parsers import expat

from mttq_desktop.excel.month_formats import says_only_month
from mttq_desktop.excel.reading import Merge
from mttq_desktop.excel.scanning import ERROR, MONTH, Marks

Extras = tuple[tuple[Merge, ...], Marks, bool]
_FAR_ROW = 400_000
_DAY = re.compile(r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])-01")


class _Walker:
    """Follows the table elements and counts rows and columns with their repetitions."""

    def __init__(self) -> None:
        self.found: dict[str, Extras] = {}
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = 0
        self._merges: list[Merge] = []
        self._marks = Marks()
        self._sheet, self._sheet_hidden = "", False
        self._error = False
        self._day: date | None = None
        self._at = range(0)
        self._text = ""

    def start(self, tag: str, a: dict[str, str]) -> None:
        """An element begins."""
        if tag == "style:style":
            self._style = a.get("style:name", "")
        elif tag == "style:table-properties" and a.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table:table":
            self._sheet, self._sheet_hidden = a.get("table:name", ""), a.get("table:style-name") in self._hidden_styles
            self._row, self._merges, self._marks = 0, [], Marks()
        elif tag == "table:table-row":
            self._begin_row(a)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._begin_cell(a)

    def _begin_row(self, a: dict[str, str]) -> None:
        times = int(a.get("table:number-rows-repeated", "1"))
        if a.get("table:visibility") in ("collapse", "filter") and times < _FAR_ROW:
            self._marks.hidden_rows |= set(range(self._row + 1, self._row + times + 1))
        self._row += times
        self._column = 0

    def _begin_cell(self, a: dict[str, str]) -> None:
        down, right = int(a.get("table:number-rows-spanned", "1")), int(a.get("table:number-columns-spanned", "1"))
        if down > 1 or right > 1:
            self._merges.append(Merge(self._row, self._column, self._row + down - 1, self._column + right - 1))
        self._error, self._day, self._text = a.get("calcext:value-type") == "error", _first(a), ""
        self._at = range(self._column, self._column + int(a.get("table:number-columns-repeated", "1")))
        self._column = self._at.stop

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "table:table-cell":
            self._end_cell()
        elif tag == "table:table":
            self.found[self._sheet] = (tuple(self._merges), self._marks, self._sheet_hidden)

    def _end_cell(self) -> None:
        if self._error:
            self._mark(ERROR, self._text.strip())
        elif self._day is not None and says_only_month(self._text, self._day):
            self._mark(MONTH, "")
        self._error, self._day = False, None

    def _mark(self, mark: str, detail: str) -> None:
        for column in self._at:
            self._marks.cells.setdefault((self._row, column), []).append((mark, detail))

    def text(self, data: str) -> None:
        """Text inside a cell; kept of those only that may need a word."""
        if self._error or self._day is not None:
            self._text += data


def _first(a: dict[str, str]) -> date | None:
    """The day of a cell that holds the first of a month."""
    said = a.get("office:date-value", "")[:10]
    return date.fromisoformat(said) if said.endswith("-01") and _DAY.fullmatch(said) else None


def extras(content: bytes) -> dict[str, Extras]:
    """Merges, marks and hiddenness of every sheet, by name."""
    walker = _Walker()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    parser.Parse(content, True)
    return walker.found
