"""The page and the blocks that stand on it: what the layout hands to .docx and to the preview."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mttq_desktop.word.drawing import Drawing
from mttq_desktop.word.letterhead import HeadBlock
from mttq_desktop.word.model import Run, Table, runs_of
from mttq_desktop.word.styles import Style

if TYPE_CHECKING:
    from mttq_desktop.word.look import Look


@dataclass(frozen=True, slots=True)
class Page:
    """A page in mm; landscape is the portrait page turned, its binding edge on top."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float = 10
    footer: float = 8

    @property
    def text_width(self) -> float:
        """What is left between the margins, in mm."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The same from above to below."""
        return self.height - self.top - self.bottom

    @property
    def is_landscape(self) -> bool:
        """True when the page lies on its side."""
        return self.width > self.height


PORTRAIT: Final = Page(210, 297, top=20, bottom=20, left=30, right=15)
LANDSCAPE: Final = Page(297, 210, top=30, bottom=15, left=20, right=20)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in one style; `keep_next` binds it to what follows."""

    style: Style
    runs: tuple[Run, ...]
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A solid line of its own, centred in `within_mm`."""

    length_mm: float
    within_mm: float


@dataclass(frozen=True, slots=True)
class Framed:
    """A line of text in a frame (urgency), centred in `within_mm`."""

    style: Style
    text: str
    width_mm: float
    within_mm: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A small empty line that parts two tables or a table and text."""


@dataclass(frozen=True, slots=True)
class Thin:
    """An empty line of one point, which nobody sees (`bound`)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid; `span` columns wide."""

    blocks: tuple["Line | Rule | Framed", ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without rules that only places things: head, signatures. Rows are never split."""

    widths_mm: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing on a line of its own; `told` says what it shows to those who cannot see it."""

    drawing: Drawing
    told: str


Block = Line | Rule | Framed | Gap | Thin | Grid | Table | Picture


@dataclass(frozen=True, slots=True)
class Sheet:
    """The document itself, or one annex: a run of pages numbered from 1; `look` dresses the cells of its tables.

    `head` is what the office has above the first page.
    """

    page: Page
    blocks: tuple[Block, ...]
    look: "Look | None" = None
    head: tuple[HeadBlock, ...] = ()


def line(style: Style, text: str) -> Line:
    """A line of text in one style; figures in it stay figures."""
    return Line(style, runs_of(text))
