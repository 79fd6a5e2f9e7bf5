"""Numbers on paper that open nothing: what is left when dates, numbers of documents and typed words are gone."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import text

from mttq_desktop.store.database import Database
from mttq_desktop.word.drawing import Drawing, Label
from mttq_desktop.word.layout import lay_out
from mttq_desktop.word.metrics import width
from mttq_desktop.word.model import Align, Document, Figured, GroupRow, Table, pieces_of
from mttq_desktop.word.page import Block, Framed, Grid, Line, Picture
from tests.word.samples import wording

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?%?")
NO_FIGURE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\d{1,2}/\d{1,2}/\d{4}", r"ngày \d{1,2} tháng \d{1,2} năm \d{4}", r"\b(?:19|20)\d\d\b", r"\d\d(?::| giờ )\d\d",
        r"\d+(?:/\d+)?/[A-ZĐ][\w/-]*", r"\w+(?:-\d+)+[\w-]*", r"^(?:- )?\d+(?:\.\d+)*[.)] ",
        r"(?i:điều|khoản|câu|lần|quý|điểm|mẫu|thôn) \d+", r"(?i:\b[69] tháng)", r"mức tối thiểu [\d,]+%",
    )
)  # fmt: skip
"""Dates, years, hours; numbers of documents and records; order; names of periods; the least that a rule asks."""
ORDER = ("STT", "TT")
AROUND = 8
"""Letters on each side by which a number is known in a text that somebody typed."""


class Told(NamedTuple):
    """One line or cell: its plain pieces and its figures."""

    pieces: tuple[str, ...]

    @property
    def whole(self) -> str:
        """As it is read."""
        return "".join(self.pieces)


def figures(document: Document) -> Iterator[Figured]:
    """Every figure in lines and cells."""
    return (piece for told in _told(document) for piece in told.pieces if isinstance(piece, Figured))


def drawings(document: Document) -> Iterator[Drawing]:
    """Every chart."""
    return (block.drawing for sheet in lay_out(document) for block in sheet.blocks if isinstance(block, Picture))


def untraced(document: Document, typed: str) -> list[str]:
    """Numbers that open nothing, each with what stands around it; `typed` is what people wrote."""
    found = [number for told in _told(document) for number in _plain(told, typed)]
    return [*found, *(number for drawing in drawings(document) for number in _unmarked(drawing))]


def _plain(told: Told, typed: str) -> Iterator[str]:
    whole, masked, at = told.whole, told.whole, 0
    for pattern in NO_FIGURE:
        masked = pattern.sub(lambda found: "#" * len(found[0]), masked)
    for piece in told.pieces:
        if not isinstance(piece, Figured):
            for number in NUMBER.finditer(masked, at, at + len(piece)):
                if not _typed(whole, number, typed):
                    yield whole[max(0, number.start() - 30) : number.end() + 30]
        at += len(piece)


def _typed(whole: str, number: re.Match[str], typed: str) -> bool:
    around = folded(whole[max(0, number.start() - AROUND) : number.end() + AROUND]).strip(' .;,()"')
    return len(around) > len(number[0]) + 3 and around in typed


def _unmarked(drawing: Drawing) -> Iterator[str]:
    """Numbers of a chart on which no figure can be clicked; what stands left of the bars are names."""
    for label in (shape for shape in drawing.shapes if isinstance(shape, Label) and shape.align is not Align.RIGHT):
        wide = width(label.text, label.points, bold=label.bold)
        left = label.x - (wide / 2 if label.align is Align.CENTER else 0)
        for number in NUMBER.finditer(label.text):
            before = width(label.text[: number.start()], label.points, bold=label.bold)
            x = left + before + width(number[0], label.points, bold=label.bold) / 2
            if not drawing.figure_at(x, label.y - 1):
                yield f"{label.text} (biểu đồ)"


def _told(document: Document) -> Iterator[Told]:
    return (told for sheet in lay_out(document) for block in sheet.blocks for told in _of(block))


def _of(block: Block) -> Iterator[Told]:
    match block:
        case Line():
            yield Told(tuple(run.text for run in block.runs))
        case Framed():
            yield Told((block.text,))
        case Grid():
            yield from (told for row in block.rows for cell in row for inner in cell.blocks for told in _of(inner))
        case Table():
            yield from _cells(block)


def _cells(table: Table) -> Iterator[Told]:
    yield Told(pieces_of(table.caption or ""))
    rows: Sequence[Sequence[str] | GroupRow] = [*table.rows, *([table.total] if table.total else [])]
    for row in rows:
        cells = [(None, row.text)] if isinstance(row, GroupRow) else zip(table.columns, row, strict=True)
        yield from (Told(pieces_of(cell)) for column, cell in cells if column is None or column.caption not in ORDER)


def folded(words: str) -> str:
    """Single blanks, small letters."""
    return re.sub(r"\s+", " ", words).casefold()


def typed_words(store: Database) -> str:
    """Everything with a number in it that people wrote: texts of records and catalogues, and the wording."""
    kept: set[str] = {phrase.text for phrase in wording().phrases.values()}
    with store.reading() as session:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        names = [name for name in session.scalars(text(tables)) if "search" not in name]
        for name in (n for n in names if n not in ("journal", "act", "letter")):
            for row in session.execute(text(f'SELECT * FROM "{name}"')):
                kept |= {value for value in row if isinstance(value, str) and NUMBER.search(value)}
    return folded("\n".join(sorted(kept)))
