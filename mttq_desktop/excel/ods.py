"""What the fast reader does not tell of an .ods sheet: merged areas, hidden rows and sheets, errors."""

from xml.parsers import expat

from mttq_desktop.excel.reading import Merge
from mttq_desktop.excel.scanning import ERROR, Marks

Extras = tuple[tuple[Merge, ...], Marks, bool]
_FAR_ROW = 400_000


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
        self._error_at: tuple[int, int] | None = None
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
        if a.get("calcext:value-type") == "error":
            self._error_at, self._text = (self._row, self._column), ""
        self._column += int(a.get("table:number-columns-repeated", "1"))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "table:table-cell" and self._error_at:
            self._marks.cells.setdefault(self._error_at, []).append((ERROR, self._text.strip()))
            self._error_at = None
        elif tag == "table:table":
            self.found[self._sheet] = (tuple(self._merges), self._marks, self._sheet_hidden)

    def text(self, data: str) -> None:
        """Text inside a cell; kept for error cells only."""
        if self._error_at:
            self._text += data


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
