"""The pieces of a text laid out without an end: the lines of its paragraphs, the rows of its tables.

Qt breaks pages through rows and tells nothing of how high a row is; both are found here from where words stand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from math import floor

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextTable,
    QTextTableCell,
)

from mttq_desktop.services.reports.screen import KEPT
from mttq_desktop.ui.widgets.pages import Piece, Span, repeated

_ALONE = 2
"""So many lines at least stand on a page before and after a cut: no widow, no orphan."""
_BESIDE = 0.5
"""Lines of two cells stand beside each other though they overlap by so many pixels less."""


def pieces_of(text: QTextDocument, height: float) -> list[Piece]:
    """What a page of some height may not part, from above to below; blank lines Qt adds at the end are left out."""
    text.documentLayout().documentSize()  # everything is laid out
    pieces: list[Piece] = []
    for element in _elements(text.rootFrame()):
        if isinstance(element, QTextTable):
            pieces += _Rows(text, element, height).pieces(_bound_from(pieces))
        elif element.text():
            pieces += _paragraph(text, element)
    if pieces:
        pieces[0] = _from_above(pieces[0])
    return pieces


def _elements(within: QTextFrame | QTextTableCell) -> Iterator[QTextBlock | QTextTable]:
    """Paragraphs and tables; those of other frames stand for the frame."""
    place = within.begin()
    while not place.atEnd():
        block, frame = place.currentBlock(), place.currentFrame()
        if block.isValid():
            yield block
        elif isinstance(frame, QTextTable):
            yield frame
        else:
            yield from _elements(frame)
        place += 1


def _from_above(first: Piece) -> Piece:
    """The first page begins above the first line: with the room for the letterhead."""
    return replace(first, top=0.0)


def _bound_from(pieces: list[Piece]) -> float | None:
    """Where the pieces begin that are bound to what follows, None for none."""
    top = None
    for piece in reversed(pieces):
        if not piece.keep:
            break
        top = piece.top
    return top


# ── paragraphs ───────────────────────────────────────────────────────────────


def _paragraph(text: QTextDocument, block: QTextBlock) -> Iterator[Piece]:
    """A line each; the first two and the last two go together."""
    lines, fresh, keep = _lines(text, block), _breaks(block.blockFormat()), block.userState() == KEPT
    for number, line in enumerate(lines):
        left = len(lines) - 1 - number
        bound = number + 1 < _ALONE or left < _ALONE if left else keep
        yield Piece(line.start, line.end, bound, fresh and not number)


def _lines(text: QTextDocument, block: QTextBlock) -> list[Span]:
    """Each with half the room above it that its spacing gives: in the other half dots hang from the line above."""
    layout, shape = block.layout(), block.blockFormat()
    top = text.documentLayout().blockBoundingRect(block).top()
    spaced = shape.lineHeightType() == QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    more = max(0.0, shape.lineHeight() / 100 - 1) / 2 if spaced else 0.0
    lines = (layout.lineAt(number) for number in range(layout.lineCount()))
    return [Span(top + line.y() - more * line.height(), top + line.y() + line.height()) for line in lines]


def _breaks(shape: QTextFormat) -> bool:
    """A page is to begin here."""
    policy = shape.intProperty(QTextFormat.Property.PageBreakPolicy.value)
    return bool(policy & QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore.value)


# ── tables ───────────────────────────────────────────────────────────────────


class _Rows:
    """The rows of a table."""

    def __init__(self, text: QTextDocument, table: QTextTable, height: float) -> None:
        self.text, self.table, self.height = text, table, height
        shape = table.format()
        self.padding, self.border = shape.cellPadding(), shape.border()
        self.cells: list[list[QTextTableCell]] = [[] for _ in range(table.rows())]
        self.joined = [False] * table.rows()
        self._gather()
        self.headers = min(shape.headerRowCount(), table.rows())

    def _gather(self) -> None:
        """The cells that begin in each row; which rows are joined to the one above by a cell that spans both."""
        for row, found in enumerate(self.cells):
            column = 0
            while column < self.table.columns():
                cell = self.table.cellAt(row, column)
                deep = cell.rowSpan()
                if deep == 1 or cell.row() == row:
                    found.append(cell)
                    self.joined[row + 1 : row + deep] = [True] * (deep - 1)
                column += cell.columnSpan()

    def pieces(self, bound_from: float | None) -> Iterator[Piece]:
        """Header rows are one piece, so are rows joined by a cell.

        What is taller than a page, with the header and with what is bound to it (above the table from `bound_from` on),
        goes line by line.
        """
        groups, fresh = self._groups(), _breaks(self.table.format())
        tops = [self._top(group.start) for group in groups]
        ends = [*(top + self.border for top in tops[1:]), self._bottom(groups[-1])]
        head = Span(tops[0], tops[1]) if self.headers and len(groups) > 1 else None
        start, above = tops[0] if bound_from is None else bound_from, 0.0
        for number, (group, top, end) in enumerate(zip(groups, tops, ends, strict=True)):
            if self.headers and not number:
                yield Piece(top, end, len(groups) > 1, fresh)
                continue
            row = Piece(top, end, self._keeps(group), fresh and not number, head)
            yield from self._row(group, row, above + top - start)
            if not row.keep:
                start, above = end, _length(repeated(head, self.height))

    def _groups(self) -> list[range]:
        """Rows that go together."""
        starts = [row for row in range(self.table.rows()) if not self.joined[row] and (row >= self.headers or not row)]
        return [range(first, end) for first, end in pairwise([*starts, self.table.rows()])]

    def _row(self, group: range, whole: Piece, taken: float) -> Iterator[Piece]:
        if whole.bottom - whole.top + taken <= self.height:
            yield whole
            return
        lines = _side_by_side(self._lines(group))
        ends = [whole.top, *(line.start for line in lines[1:])]
        for number, (top, line) in enumerate(zip(ends, lines, strict=True)):
            last = number == len(lines) - 1
            keep = whole.keep if last else number + 1 < _ALONE or number >= len(lines) - _ALONE
            across = self._across() if number and self.border else None
            yield Piece(top, whole.bottom if last else line.end, keep, whole.fresh and not number, whole.head, across)

    def _keeps(self, group: range) -> bool:
        """Every line of the row is bound to what follows."""
        return all(block.userState() == KEPT for row in group for block in self._blocks(row))

    def _blocks(self, row: int) -> Iterator[QTextBlock]:
        for cell in self.cells[row]:
            yield from (element for element in _elements(cell) if isinstance(element, QTextBlock))

    def _top(self, row: int) -> float:
        """Above the rule: in the highest cell nothing but its padding stands between the rule and the words."""
        firsts = ((cell, cell.firstCursorPosition().block()) for cell in self.cells[row])
        return self._ruled(min(self._rect(block).top() - self._above(cell) for cell, block in firsts)) - self.border

    def _ruled(self, y: float) -> float:
        """Qt draws rules at whole pixels."""
        return floor(y) if self.border else y

    def _above(self, cell: QTextTableCell) -> float:
        return self._padding(cell, QTextFormat.Property.TableCellTopPadding)

    def _below(self, cell: QTextTableCell) -> float:
        return self._padding(cell, QTextFormat.Property.TableCellBottomPadding)

    def _padding(self, cell: QTextTableCell, own: QTextFormat.Property) -> float:
        """The cell's own, else that of the table."""
        shape = cell.format()
        return shape.doubleProperty(own.value) if shape.hasProperty(own.value) else self.padding

    def _bottom(self, group: range) -> float:
        """Below the rule of the last row."""
        cells = (cell for row in group for cell in self.cells[row])
        ends = (line.end + self._below(cell) for cell in cells for line in self._inside(_elements(cell)))
        return self._ruled(max(ends, default=self._top(group.start) + self.padding)) + self.border

    def _lines(self, group: range) -> Iterator[Span]:
        """Those of all cells, of tables in cells too."""
        for row in group:
            for cell in self.cells[row]:
                yield from self._inside(_elements(cell))

    def _inside(self, elements: Iterable[QTextBlock | QTextTable]) -> Iterator[Span]:
        for element in elements:
            if isinstance(element, QTextTable):
                inner = _Rows(self.text, element, self.height)
                yield Span(inner._top(0), inner._bottom(range(element.rows())))
            else:
                yield from _lines(self.text, element)

    def _across(self) -> Span:
        """From the left rule to the right one."""
        first, last = self.table.cellAt(0, 0), self.table.cellAt(0, self.table.columns() - 1)
        left, right = self._rect(first.firstCursorPosition().block()), self._rect(last.firstCursorPosition().block())
        return Span(left.left() - self.padding - self.border * 1.5, right.right() + self.padding + self.border * 0.5)

    def _rect(self, block: QTextBlock) -> QRectF:
        return self.text.documentLayout().blockBoundingRect(block)


def _length(span: Span | None) -> float:
    return span.length if span is not None else 0.0


def _side_by_side(lines: Iterable[Span]) -> list[Span]:
    """Stretches between which nothing stands in any cell."""
    found: list[Span] = []
    for line in sorted(lines, key=lambda line: line.start):
        if found and line.start < found[-1].end - _BESIDE:
            found[-1] = Span(found[-1].start, max(found[-1].end, line.end))
        else:
            found.append(line)
    return found
