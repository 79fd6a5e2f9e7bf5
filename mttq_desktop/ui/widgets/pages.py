"""Where a long strip of text is cut into pages, by the rules of Word: pure numbers, no Qt.

A text is laid out once, without an end. What may not be parted, a line or a whole row of a table, is a piece of it; a
page is a slice from one piece to another, below the header rows of the table that goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_HAIR = 0.5
"""Pixels a piece may lie beyond the page: no letter ends there."""
_REPEATED = 0.5
"""A header higher than this share of the page is not repeated."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one place to another, across or down."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """How far apart they are."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never parted; taller than a page it is cut anywhere.

    `keep` binds it to the next one, `fresh` begins a page. `head` are the header rows repeated above it where a page
    begins with it. `across` is set inside a ruled row that has to be parted: so wide is the rule that closes the row
    above this piece and opens it again.
    """

    top: float
    bottom: float
    keep: bool = False
    fresh: bool = False
    head: Span | None = None
    across: Span | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """One page: the header rows repeated, and the text from `top` to `bottom` below them."""

    top: float
    bottom: float
    head: Span | None = None
    opened: Span | None = None
    closed: Span | None = None

    @property
    def down(self) -> float:
        """How far below the top of the page the text begins."""
        return self.head.length if self.head is not None else 0.0

    def in_text(self, y: float) -> float | None:
        """The place in the text of a place on the page, None beside it."""
        if self.head is not None and 0 <= y < self.head.length:
            return self.head.start + y
        found = y - self.down + self.top
        return found if self.top <= found < self.bottom else None


def paginate(pieces: Sequence[Piece], height: float) -> list[Slice]:
    """Pages as full as the pieces allow; what is bound together but taller than a page is parted where it is full."""
    slices: list[Slice] = []
    at, top, opened = 0, pieces[0].top if pieces else 0.0, None
    while at < len(pieces):
        head = repeated(pieces[at].head, height)
        end = top + height - (head.length if head is not None else 0.0)
        cut = _cut(pieces, at, end)
        if cut == at:
            slices.append(Slice(top, end, head, opened))
            top, opened = end, None
            continue
        closed = pieces[cut].across if cut < len(pieces) else None
        slices.append(Slice(top, pieces[cut - 1].bottom, head, opened, closed))
        at, top, opened = cut, pieces[cut].top if cut < len(pieces) else 0.0, closed
    return slices or [Slice(0, 0)]


def repeated(head: Span | None, height: float) -> Span | None:
    """The header rows, unless they would leave no room for what they head."""
    return head if head is not None and head.length <= height * _REPEATED else None


def _cut(pieces: Sequence[Piece], at: int, end: float) -> int:
    """The first piece of the next page; `at` where not even the first one ends on this page."""
    full = _full(pieces, at, end)
    if full == len(pieces) or pieces[full].fresh:
        return full
    loose = full
    while loose > at and pieces[loose - 1].keep:
        loose -= 1
    return loose if loose > at else full


def _full(pieces: Sequence[Piece], at: int, end: float) -> int:
    """The first piece that does not end on the page, or begins one."""
    full = at
    while full < len(pieces) and pieces[full].bottom <= end + _HAIR and (full == at or not pieces[full].fresh):
        full += 1
    return full
