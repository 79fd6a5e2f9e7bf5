"""A drawing as an enhanced metafile: lines and letters that Word 2007 and later, LibreOffice and WPS draw sharply.

One unit of the file is 0.01 mm. Records and their fields as in [MS-EMF] 2.3.
"""

from collections.abc import Iterator
from struct import pack
from typing import Final

from mttq_desktop.word.drawing import Box, Drawing, Label, Stroke
from mttq_desktop.word.metrics import advances
from mttq_desktop.word.model import Align
from mttq_desktop.word.styles import FONT, PT_PER_MM

UNIT: Final = 100
_HEADER_BYTES: Final = 108
_DEVICE_MM: Final = (320, 240)
_STOCK: Final = 0x80000000
_NULL_PEN: Final = _STOCK | 8
_TRANSPARENT, _BASELINE = 1, 24
_SIDES: Final = {Align.LEFT: 0, Align.RIGHT: 2, Align.CENTER: 6, Align.JUSTIFY: 0}
_CLEARTYPE, _ROMAN, _REGULAR, _BOLD = 5, 0x12, 400, 700
_BRUSH, _PEN, _FONT = 1, 2, 3
"""One place for each kind of object: it is made, used and given back."""
MEDIA_TYPE: Final = "image/x-emf"


def emf(drawing: Drawing) -> bytes:
    """The whole file."""
    records = list(_records(drawing))
    body = b"".join(records)
    return _header(drawing, len(body) + _HEADER_BYTES, len(records) + 1) + body


def _header(drawing: Drawing, size: int, records: int) -> bytes:
    right, bottom = _at(drawing.width), _at(drawing.height)
    device = tuple(mm * UNIT for mm in _DEVICE_MM)
    return pack(
        "<2I 4i 4i 4I 2H 3I 2I 2I 3I 2I",
        1, _HEADER_BYTES, 0, 0, right, bottom, 0, 0, right, bottom, 0x464D4520, 0x10000, size, records,
        _FONT + 1, 0, 0, 0, 0, *device, *_DEVICE_MM, 0, 0, 0, *(mm * 1000 for mm in _DEVICE_MM),
    )  # fmt: skip


def _records(drawing: Drawing) -> Iterator[bytes]:
    yield _record(18, "I", _TRANSPARENT)
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            yield from _box(shape)
        elif isinstance(shape, Stroke):
            yield from _stroke(shape)
        else:
            yield from _label(shape)
    yield _record(14, "3I", 0, 16, 20)


def _record(kind: int, fields: str, *values: float, tail: bytes = b"") -> bytes:
    body = pack(f"<{fields}", *values) + tail
    return pack("<2I", kind, len(body) + 8) + body


def _at(mm: float) -> int:
    return round(mm * UNIT)


def _grey(shade: int) -> int:
    return shade * 0x010101


def _select(thing: int) -> bytes:
    return _record(37, "I", thing)


def _let_go(thing: int) -> bytes:
    return _record(40, "I", thing)


def _pen(thickness: float) -> bytes:
    return _record(38, "2I 2i I", _PEN, 0, _at(thickness), 0, 0)


def _box(box: Box) -> Iterator[bytes]:
    yield _record(39, "4I", _BRUSH, 0, _grey(box.shade), 0)
    yield _select(_BRUSH)
    if box.edged:
        yield _pen(0.2)
    yield _select(_PEN if box.edged else _NULL_PEN)
    sides = (_at(v) for v in (box.x, box.y, box.x + box.width, box.y + box.height))
    yield _record(43, "4i", *sides)
    yield from _back((_BRUSH, _PEN) if box.edged else (_BRUSH,))


def _stroke(stroke: Stroke) -> Iterator[bytes]:
    yield _pen(stroke.thickness)
    yield _select(_PEN)
    yield _record(27, "2i", _at(stroke.x1), _at(stroke.y1))
    yield _record(54, "2i", _at(stroke.x2), _at(stroke.y2))
    yield from _back((_PEN,))


_IN_STEAD: Final = {_BRUSH: _STOCK | 0, _PEN: _STOCK | 7, _FONT: _STOCK | 13}
"""White brush, black pen, system font: what is chosen while an object is given back."""


def _back(things: tuple[int, ...]) -> Iterator[bytes]:
    for thing in things:
        yield _select(_IN_STEAD[thing])
        yield _let_go(thing)


def _label(label: Label) -> Iterator[bytes]:
    yield _font(label)
    yield _select(_FONT)
    yield _record(22, "I", _BASELINE | _SIDES[label.align])
    yield _record(24, "I", _grey(label.shade))
    yield _text(label)
    yield from _back((_FONT,))


def _font(label: Label) -> bytes:
    """LOGFONT and what [MS-EMF] 2.2.16 puts behind it."""
    height = -_at(label.points / PT_PER_MM)
    weight = _BOLD if label.bold else _REGULAR
    log = pack("<5i 8B", height, 0, 0, 0, weight, 0, 0, 0, 1, 0, 0, _CLEARTYPE, _ROMAN) + _name(FONT, 32)
    return _record(82, "I", _FONT, tail=log + _name(FONT, 64) + _name("", 32) + bytes(36))


def _name(text: str, letters: int) -> bytes:
    return text.encode("utf-16-le").ljust(2 * letters, b"\0")


def _text(label: Label) -> bytes:
    """Each letter's width is given, so that the line is as long as it was reckoned."""
    letters = label.text.encode("utf-16-le")
    count = len(letters) // 2
    padded = letters.ljust(-(-len(letters) // 4) * 4, b"\0")
    string = 76
    steps = _steps(label, count)
    return _record(
        84, "4i I 2f 2i 3I 4i I", 0, 0, -1, -1, 1, 1.0, 1.0, _at(label.x), _at(label.y), count, string, 0,
        0, 0, -1, -1, string + len(padded), tail=padded + steps,
    )  # fmt: skip


def _steps(label: Label, count: int) -> bytes:
    """Advance of every UTF-16 unit; the second half of a pair has none."""
    found: list[int] = []
    for letter, wide in zip(label.text, advances(label.text, label.points, label.bold), strict=True):
        found += [_at(wide)] + [0] * (len(letter.encode("utf-16-le")) // 2 - 1)
    return pack(f"<{count}I", *found)
