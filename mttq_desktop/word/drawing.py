"""A drawing in millimetres: what a chart is made of, for the paper (`emf`) and for the screen alike."""

from dataclasses import dataclass
from enum import Enum

from mttq_desktop.word.model import Align

BLACK, WHITE = 0, 255


class Fill(Enum):
    """How an area is told from its neighbours on a printer that knows only black."""

    WHITE = "white"
    HATCHED = "hatched"
    GREY = "grey"
    BLACK = "black"
    CROSSED = "crossed"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with a thin edge; `shade` is its grey, 0 black to 255 white."""

    x: float
    y: float
    width: float
    height: float
    shade: int = WHITE
    edged: bool = True


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = 0.2


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `y` is its base line, `align` says what of it stands at `x`."""

    x: float
    y: float
    text: str
    points: float
    align: Align = Align.LEFT
    bold: bool = False
    shade: int = BLACK


Shape = Box | Stroke | Label


@dataclass(frozen=True, slots=True)
class Area:
    """Where a figure stands in a drawing; `key` names it among the figures of its document."""

    x: float
    y: float
    width: float
    height: float
    key: str

    def holds(self, x: float, y: float) -> bool:
        """The point lies in it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a white ground, later ones over earlier ones; `areas` are its figures."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    areas: tuple[Area, ...] = ()

    def figure_at(self, x: float, y: float) -> str:
        """The key of the figure at a point, "" for none."""
        return next((area.key for area in self.areas if area.holds(x, y)), "")


def filled(x: float, y: float, width: float, height: float, fill: Fill) -> tuple[Shape, ...]:
    """A rectangle in one of the fills; lines are drawn one by one, so that every printer draws the same."""
    shade = {Fill.BLACK: 45, Fill.GREY: 185}.get(fill, WHITE)
    lines: tuple[Shape, ...] = ()
    if fill in (Fill.HATCHED, Fill.CROSSED):
        lines = _hatch(x, y, width, height, 1.0)
    if fill is Fill.CROSSED:
        lines = (*lines, *_hatch(x, y, width, height, -1.0))
    outline = Box(x, y, width, height, shade)
    return (outline, *lines)


STEP_MM = 1.4


def _hatch(x: float, y: float, width: float, height: float, slope: float) -> tuple[Shape, ...]:
    """Lines at 45° cut at the edges of the rectangle; rising for 1, falling for -1."""
    found: list[Shape] = []
    offset = STEP_MM
    while offset < width + height:
        left, right = max(0.0, offset - height), min(offset, width)
        ends = [(left, offset - left), (right, offset - right)]
        if slope < 0:
            ends = [(px, height - py) for px, py in ends]
        (x1, y1), (x2, y2) = ends
        found.append(Stroke(x + x1, y + y1, x + x2, y + y2, 0.15))
        offset += STEP_MM
    return tuple(found)
