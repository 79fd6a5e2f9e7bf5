"""A document as the office thinks of it, before anybody decides how it sits on paper.

Nothing here knows .docx, HTML or records: a family module fills these, `docx` and `preview` lay
them out. Numbers of headings and annexes, dashes, semicolons and "./." belong to the layout.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mttq_desktop.word.look import Look


class Align(StrEnum):
    """How text stands in its column or line."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "both"


class Figured(str):
    """Text that is a figure; `key` names it among the figures of its document.

    It is text like any other on paper; the screen opens what stands behind it.
    """

    key: str

    def __new__(cls, text: str, key: str) -> "Figured":
        """The text as printed, and the figure's key."""
        made = super().__new__(cls, text)
        made.key = key
        return made


class Pieced(str):
    """Text with figures in it: its pieces in their order, some of which are `Figured`.

    What is cut from its ends, and capitals, leave the figures what they are; other changes make plain text of it.
    """

    pieces: tuple[str, ...]

    def __new__(cls, pieces: Iterable[str]) -> "Pieced":
        """The pieces as one text."""
        kept = tuple(pieces)
        made = super().__new__(cls, "".join(kept))
        made.pieces = kept
        return made

    def lstrip(self, chars: str | None = None, /) -> str:
        """Without these at its beginning."""
        first, *others = self.pieces
        return joined(first if isinstance(first, Figured) else first.lstrip(chars), *others)

    def rstrip(self, chars: str | None = None, /) -> str:
        """Without these at its end."""
        *others, last = self.pieces
        return joined(*others, last if isinstance(last, Figured) else last.rstrip(chars))

    def strip(self, chars: str | None = None, /) -> str:
        """Without these at either end."""
        return self.lstrip(chars).rstrip(chars)

    def upper(self) -> str:
        """In capitals."""
        return joined(*(piece if isinstance(piece, Figured) else piece.upper() for piece in self.pieces))


def pieces_of(text: str) -> tuple[str, ...]:
    """A text as plain stretches and figures."""
    return text.pieces if isinstance(text, Pieced) else (text,)


def joined(*texts: str) -> str:
    """Texts as one; figures in them stay figures, plain neighbours become one piece."""
    pieces: list[str] = []
    for piece in (p for text in texts for p in pieces_of(text) if p):
        if pieces and not isinstance(piece, Figured) and not isinstance(pieces[-1], Figured):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return Pieced(pieces) if any(isinstance(piece, Figured) for piece in pieces) else "".join(pieces)


def listing(texts: Iterable[str], separator: str = ", ") -> str:
    """Texts with a separator between them; figures in them stay figures."""
    return joined(*(part for n, text in enumerate(texts) for part in ((separator, text) if n else (text,))))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


def runs_of(text: str, *, bold: bool = False, italic: bool = False) -> tuple[Run, ...]:
    """A text as runs in one style, each figure in it a run of its own."""
    return tuple(Run(piece, bold, italic) for piece in pieces_of(text))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is numbered I, II…, level 2 is 1, 2…, level 3 is a, b, c, d, đ…

    Level 0 is a part of the document, "Phần thứ nhất: …": what stands before the colon is its number.
    """

    level: int
    text: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks in it begin new paragraphs. `end_mark` closes the document (./.)."""

    text: str | tuple[Run, ...]
    indent: bool = True
    end_mark: bool = False
    italic: bool = False
    align: Align = Align.JUSTIFY


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items that each begin with a dash; `end_mark` closes the document after the last."""

    items: tuple[str, ...]
    end_mark: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; neighbours with the same `group` share a caption above theirs."""

    caption: str
    width_mm: float
    align: Align = Align.LEFT
    group: str | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row of one merged cell that names what follows."""

    text: str


TableRow = Sequence[str] | GroupRow


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; the header repeats on every page and no row is split.

    Widths are shares: the layout stretches them to the width of the page. A cell is text as it
    is to be read; line breaks in it are kept.
    """

    columns: tuple[Column, ...]
    rows: Sequence[TableRow]
    total: tuple[str, ...] | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, cut into its parts; `total` is what stands behind it instead of their sum ("-", "5/7").

    `keys` name the figures of its parts, `key` the one behind it.
    """

    label: str
    values: tuple[float, ...]
    total: str = ""
    keys: tuple[str, ...] = ()
    key: str = ""

    @property
    def length(self) -> float:
        """All parts together."""
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars below each other under a caption; `series` names their parts."""

    caption: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]


Part = Heading | Paragraph | Bullets | Table | Chart


@dataclass(frozen=True, slots=True)
class Annex:
    """A section of its own with its own page numbers; numbered I, II… when there are several.

    `attached` is the line under its title: "Kèm theo Báo cáo số … ngày … của …".
    """

    title: str
    attached: str
    parts: tuple[Part, ...]
    landscape: bool = True


class Urgency(Enum):
    """The framed urgency mark; the width of its frame in mm (ND 30, annex I, III.2.b)."""

    URGENT = ("KHẨN", 20)
    VERY_URGENT = ("THƯỢNG KHẨN", 40)
    EXPRESS = ("HỎA TỐC", 30)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the title: who issues, number, place and day; `subject` is "V/v …".

    `right` stands in the place of the nation's name and motto, where a body writes otherwise.
    """

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    place: str
    day: date | None
    subject: str | None = None
    urgency: Urgency | None = None
    right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """BÁO CÁO, THÔNG BÁO … and the line that says of what; a công văn has none."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: in whose name, which body (joint documents), office held, name."""

    authority: tuple[str, ...]
    title: tuple[str, ...]
    name: str
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignatureGrid:
    """The parties of a joint document, two in a row, in the order given."""

    parties: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The two signatures of minutes: THƯ KÝ on the left, CHỦ TỌA on the right."""

    secretary: Signature
    chair: Signature


Closing = Signature | SignatureGrid | Minutes


@dataclass(frozen=True, slots=True)
class Recipients:
    """Nơi nhận; one body a line, the last is the archive line ("Lưu: VT, VP")."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the office, complete; `look` is how this office sets it (None: as the decree says)."""

    head: Head
    parts: tuple[Part, ...]
    closing: Closing
    recipients: Recipients
    title: Title | None = None
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    footer_mark: str | None = None
    look: "Look | None" = None


def with_end_mark(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same parts with "./." after the last sentence (never after a table: documents §3.3)."""
    for i in range(len(parts) - 1, -1, -1):
        part = parts[i]
        if isinstance(part, Paragraph | Bullets):
            return (*parts[:i], replace(part, end_mark=True), *parts[i + 1 :])
    return parts
