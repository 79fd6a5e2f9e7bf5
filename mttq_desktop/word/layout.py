"""A document becomes sheets of blocks, once, for paper and for the preview alike."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Final, TypeVar

from mttq_desktop.text.numbers import letter, roman, whole
from mttq_desktop.word import styles
from mttq_desktop.word.bound import bound
from mttq_desktop.word.charts import draw
from mttq_desktop.word.closings import closing_blocks
from mttq_desktop.word.fitting import fitted
from mttq_desktop.word.heads import addressee_blocks, head_grid, title_blocks
from mttq_desktop.word.look import PLAIN, Look
from mttq_desktop.word.model import (
    Annex,
    Bar,
    Bullets,
    Chart,
    Document,
    Heading,
    Paragraph,
    Part,
    Pieced,
    Run,
    Table,
    joined,
    runs_of,
)
from mttq_desktop.word.page import Block, Framed, Gap, Grid, Line, Page, Picture, Rule, Sheet, line
from mttq_desktop.word.styles import Style

END_MARK = "./."
_NUMBERED: Final = re.compile(r"(?:\d+(?:\.\d+)*[.)]|[a-zđ]\))\s")
_YEARS: Final = re.compile(r"(\d{4}) - (\d{4})")
_HEAD = 1
"""The head of the document is one block."""
ANNEX_RULE_MM = 40.0


def lay_out(document: Document) -> tuple[Sheet, ...]:
    """The document's own sheet and one for every annex."""
    look, count = document.look or PLAIN, len(document.annexes)
    annexes = (_annex(annex, n, count, look) for n, annex in enumerate(document.annexes, 1))
    plain = bound((_main(document, look), *annexes), _HEAD)
    if look is PLAIN:
        return plain
    first, *others = (_dressed(sheet, look) for sheet in plain)
    return (replace(first, head=look.head), *others)


def _dressed(sheet: Sheet, look: Look) -> Sheet:
    """Every line in the office's own style; tables are dressed by who writes their cells."""
    return Sheet(sheet.page, tuple(_in_style(block, look) for block in sheet.blocks), look)


B = TypeVar("B", bound=Block)


def _in_style(block: B, look: Look) -> B:
    if isinstance(block, Line | Framed):
        return replace(block, style=look.of(block.style))
    if isinstance(block, Grid):
        rows = tuple(
            tuple(replace(cell, blocks=tuple(_in_style(b, look) for b in cell.blocks)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)
    return block


def annex_name(number: int, count: int) -> str:
    """ "Phụ lục", numbered only when there are several (ND 30, annex I, III.1)."""
    return f"Phụ lục {roman(number)}" if count > 1 else "Phụ lục"


def _main(document: Document, look: Look) -> Sheet:
    page, text = look.portrait, _bound_to_next(tuple(_parts(document.parts, look.portrait)))
    blocks = (
        head_grid(document.head),
        *(title_blocks(document.title, page.text_width) if document.title else ()),
        *addressee_blocks(document.addressees),
        *text,
        *closing_blocks(document.closing, document.recipients, page, look, text[-1] if text else None),
    )
    return Sheet(page, blocks)


def _annex(annex: Annex, number: int, count: int, look: Look) -> Sheet:
    page = look.landscape if annex.landscape else look.portrait
    blocks = (
        line(styles.ANNEX, annex_name(number, count)),
        line(styles.ANNEX_TITLE, annex.title.upper()),
        line(styles.ATTACHED, annex.attached),
        Rule(ANNEX_RULE_MM, page.text_width),
        Gap(),
        *_parts(annex.parts, page),
    )
    return Sheet(page, blocks)


def _bound_to_next(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The last line goes with the signature, or with the table it announces: none stands alone on a page."""
    if not blocks or not isinstance(blocks[-1], Line):
        return blocks
    return (*blocks[:-1], replace(blocks[-1], keep_next=True))


def _parts(parts: Iterable[Part], page: Page) -> Iterator[Block]:
    numbers = _Numbers()
    before: Part | None = None
    for part, after in _with_next(parts):
        match part:
            case Heading():
                yield from _heading(part, numbers, bound=not isinstance(after, Heading))
            case Paragraph() if isinstance(after, Table):
                yield from _bound_to_next(tuple(_paragraph(part)))
            case Paragraph():
                yield from _paragraph(part)
            case Bullets():
                yield from _bullets(part)
            case Table():
                after_text = before is not None and not isinstance(before, Heading)
                yield from _table(fitted(part, page.text_width), after_text)
            case Chart():
                yield from _chart(part, page.text_width)
        before = part


def _with_next(parts: Iterable[Part]) -> Iterator[tuple[Part, Part | None]]:
    """Each part with the one below it: points a), b), c) with no text of their own need not share a page."""
    listed = tuple(parts)
    return zip_longest(listed, listed[1:])


def _table(table: Table, after_text: bool) -> Iterator[Block]:
    """Two tables that touch would become one in Word; text is parted from a table below it."""
    if after_text and not table.caption:
        yield Gap()
    if table.caption:
        yield line(styles.CAPTION, table.caption)
    yield table


def _chart(chart: Chart, within_mm: float) -> Iterator[Block]:
    """A caption above the drawing, on the same page; bars without any length are not drawn."""
    if any(bar.length for bar in chart.bars):
        yield line(styles.CAPTION, chart.caption)
        yield Picture(draw(chart, within_mm), f"{chart.caption}. {_in_words(chart)}")


def _in_words(chart: Chart) -> str:
    return "; ".join(f"{bar.label}: {_said(bar, chart.series)}" for bar in chart.bars)


def _said(bar: Bar, series: tuple[str, ...]) -> str:
    if bar.total:
        return bar.total
    parts = (f"{name} {whole(round(value))}" for name, value in zip(series, bar.values, strict=True))
    return ", ".join(parts) if len(series) > 1 else whole(round(bar.length))


class _Numbers:
    """Counts headings by level; a higher heading begins the lower ones anew."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0]

    def next(self, level: int) -> str:
        counts = self._counts
        counts[level - 1] += 1
        self.begin(level)
        n = counts[level - 1]
        return (f"{roman(n)}.", f"{n}.", f"{letter(n)})")[level - 1]

    def begin(self, level: int) -> None:
        """What stands below a heading is counted from its beginning."""
        self._counts[level:] = [0] * (len(self._counts) - level)


def _heading(heading: Heading, numbers: _Numbers, *, bound: bool) -> Iterator[Line]:
    numbers.begin(heading.level)
    if not heading.level:
        yield from _part_heading(heading.text)
        return
    text = _years_bound(heading.text.upper() if heading.level == 1 else heading.text)
    number = f"{numbers.next(heading.level)} " if heading.numbered else ""
    yield replace(line(styles.HEADINGS[heading.level], joined(number, text)), keep_next=bound)


def _part_heading(text: str) -> Iterator[Line]:
    """The number of a part and, below it, its name in capitals, both in the middle (II.6.đ)."""
    number, _, name = text.partition(":")
    yield line(styles.PART, number.strip())
    if name.strip():
        yield line(styles.PART_TITLE, _years_bound(name.strip().upper()))


def _years_bound(text: str) -> str:
    """ "2020 - 2025" stays on one line of a heading."""
    return text if isinstance(text, Pieced) else _YEARS.sub("\\1\u00a0-\u00a0\\2", text)


def _paragraph(paragraph: Paragraph) -> Iterator[Line]:
    lines = _lines_of(paragraph)
    if paragraph.end_mark and lines:
        lines[-1] = _ended(lines[-1])
    style = _body_style(paragraph)
    for runs in lines:
        yield Line(style, runs)


def _lines_of(paragraph: Paragraph) -> list[tuple[Run, ...]]:
    if isinstance(paragraph.text, tuple):
        return [paragraph.text]
    whole = paragraph.text
    texts = [whole] if isinstance(whole, Pieced) else [text.strip() for text in whole.splitlines()]
    return [runs_of(text, italic=paragraph.italic) for text in texts if text]


def _ended(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    *before, last = runs
    return (*before, replace(last, text=last.text.rstrip(" .;/") + END_MARK))


def _body_style(paragraph: Paragraph) -> Style:
    if paragraph.indent and paragraph.align.value == "both":
        return styles.BODY
    return styles.BODIES[paragraph.align]


def _bullets(bullets: Bullets) -> Iterator[Line]:
    """ "- …;" for each, or the number it was typed with; the last with a full stop, or with "./." when it ends the
    document."""
    last = len(bullets.items)
    for n, item in enumerate(bullets.items, 1):
        mark = ";" if n < last else END_MARK if bullets.end_mark else "."
        text = _bare(item)
        yield line(styles.BODY, joined("" if _NUMBERED.match(text) else "- ", text, mark))


def _bare(item: str) -> str:
    """The item without the dash it was typed with; its lines joined."""
    one_line = item if isinstance(item, Pieced) else " ".join(item.split())
    return one_line.lstrip("-–•+ ").rstrip(" ;.")
