"""A chart drawn: bars one below the other, each cut into its parts, readable without colour.

Every part has its own fill and its number in or behind the bar; what has no number ("không áp dụng", "chưa báo cáo")
is written as in the tables, never drawn as nought.
"""

from collections.abc import Iterator, Sequence

from mttq_desktop.text.numbers import whole
from mttq_desktop.word.drawing import Area, Box, Drawing, Fill, Label, Shape, Stroke, filled
from mttq_desktop.word.metrics import width, wrapped
from mttq_desktop.word.model import Align, Bar, Chart, Figured, joined, listing, pieces_of
from mttq_desktop.word.xml import clean

FILLS = (Fill.BLACK, Fill.HATCHED, Fill.WHITE, Fill.CROSSED, Fill.GREY)
POINTS = 10.0
LINE_MM = 4.0
BAR_MM, GAP_MM = 5.2, 2.6
LABEL_SHARE = 0.32
KEY_MM = 4.0
BESIDE_MM = 1.5
"""Room between a bar and its total."""
_DARK = Fill.BLACK
_RAISED = 1.25
"""From the middle of a line of text down to its base."""


def draw(chart: Chart, room_mm: float) -> Drawing:
    """The chart as wide as the text of the page."""
    legend, top = _legend(chart.series, room_mm)
    left = _left_mm(chart.bars, room_mm)
    scale = _scale(chart.bars, room_mm - left)
    shapes, areas = [*legend], list[Area]()
    y = top
    for bar in chart.bars:
        shapes += _bar(bar, y, left, scale)
        areas += _areas(bar, y, left, scale)
        y += _tall(bar, left)
    shapes.append(Stroke(left, top - GAP_MM / 2, left, y))
    return Drawing(room_mm, y + 1, tuple(shapes), tuple(areas))


def _legend(series: Sequence[str], room_mm: float) -> tuple[list[Shape], float]:
    """Each part's fill and name, in as many lines as they need; none for a single part."""
    if len(series) < 2:
        return [], GAP_MM
    shapes: list[Shape] = []
    x, y = 0.0, 0.5
    for fill, name in zip(FILLS, series, strict=False):
        wide = KEY_MM + 1.5 + width(name, POINTS) + 5
        if x and x + wide > room_mm:
            x, y = 0.0, y + LINE_MM + 1.2
        shapes += filled(x, y, KEY_MM, LINE_MM - 1, fill)
        shapes.append(Label(x + KEY_MM + 1.5, y + LINE_MM - 1.3, name, POINTS))
        x += wide
    return shapes, y + LINE_MM + 2 * GAP_MM


def _lines(bar: Bar, left: float) -> tuple[str, ...]:
    return wrapped(clean(bar.label), left - BESIDE_MM, POINTS)


def _tall(bar: Bar, left: float) -> float:
    return max(BAR_MM, len(_lines(bar, left)) * LINE_MM) + GAP_MM


def _left_mm(bars: Sequence[Bar], room_mm: float) -> float:
    """As wide as the longest name, within bounds."""
    longest = max((width(bar.label, POINTS) for bar in bars), default=0.0)
    return min(room_mm * LABEL_SHARE, longest + 1) + BESIDE_MM


def _total(bar: Bar, parts: bool) -> str:
    """What stands behind the bar: all of it, and each part where a number found no room."""
    if bar.total:
        return _named(bar.total, bar.key)
    length = _named(whole(round(bar.length)), bar.key)
    keys = bar.keys or ("",) * len(bar.values)
    each = (_named(whole(round(value)), key) for value, key in zip(bar.values, keys, strict=True))
    return joined(length, " (", listing(each, "; "), ")") if parts and len(bar.values) > 1 else length


def _named(text: str, key: str) -> str:
    """A number that opens what it counts, where it has a name."""
    return Figured(text, key) if key else text


def _scale(bars: Sequence[Bar], room_mm: float) -> float:
    """Millimetres for one; the longest bar leaves room for its total."""
    most = max((bar.length for bar in bars), default=0.0)
    beside = max((width(_total(bar, True), POINTS, bold=True) for bar in bars), default=0.0) + 2 * BESIDE_MM
    return (room_mm - beside) / most if most else 0.0


def _bar(bar: Bar, y: float, left: float, scale: float) -> Iterator[Shape]:
    lines = _lines(bar, left)
    tall = _tall(bar, left) - GAP_MM
    first = y + (tall - len(lines) * LINE_MM) / 2 + LINE_MM / 2 + _RAISED
    for n, text in enumerate(lines):
        yield Label(left - BESIDE_MM, first + n * LINE_MM, text, POINTS, Align.RIGHT)
    x, above = left, _above(bar, y, left)
    for fill, value in zip(FILLS, bar.values, strict=False):
        if value:
            yield from _part(x, above, value * scale, fill, value)
            x += value * scale
    behind = str(_total(bar, _crowded(bar, scale)))
    yield Label(x + BESIDE_MM, above + BAR_MM / 2 + _RAISED, behind, POINTS, bold=True)


def _above(bar: Bar, y: float, left: float) -> float:
    """Where the bar begins beside its name."""
    return y + (_tall(bar, left) - GAP_MM - BAR_MM) / 2


def _crowded(bar: Bar, scale: float) -> bool:
    """The number of a part finds no room in it."""
    return any(value and not _has_room(value, value * scale) for value in bar.values)


def _areas(bar: Bar, y: float, left: float, scale: float) -> Iterator[Area]:
    """Where the figures stand: each part of the bar, then the numbers behind it."""
    x, above = left, _above(bar, y, left)
    for value, key in zip(bar.values, bar.keys, strict=False):
        if value and key:
            yield Area(x, above, value * scale, BAR_MM, key)
        x += value * scale
    x = left + bar.length * scale + BESIDE_MM
    for piece in pieces_of(_total(bar, _crowded(bar, scale))):
        wide = width(piece, POINTS, bold=True)
        if isinstance(piece, Figured):
            yield Area(x, above, wide, BAR_MM, piece.key)
        x += wide


def _has_room(value: float, wide: float) -> bool:
    """The number of a part fits into it."""
    return _need(value) + 0.6 <= wide


def _need(value: float) -> float:
    return width(whole(round(value)), POINTS - 1) + 1


def _part(x: float, y: float, wide: float, fill: Fill, value: float) -> Iterator[Shape]:
    """One part with its number where it fits; on hatching the number stands on white."""
    yield from filled(x, y, wide, BAR_MM, fill)
    if not _has_room(value, wide):
        return
    text, need, middle = whole(round(value)), _need(value), x + wide / 2
    if fill in (Fill.HATCHED, Fill.CROSSED):
        yield Box(middle - need / 2, y + 0.7, need, BAR_MM - 1.4, edged=False)
    shade = 255 if fill is _DARK else 0
    yield Label(middle, y + BAR_MM / 2 + _RAISED - 0.1, text, POINTS - 1, Align.CENTER, shade=shade)
