"""Icons and setup pictures from the SVGs in resources/icons, rendered by Qt: PNG, ICO, BMP."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installer.common import ROOT, Failed

DRAWINGS = ROOT / "resources" / "icons"
ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def drawn(name: str, width: int, height: int, ground: int = 0) -> QImage:
    """One drawing at a size; `ground` is an ARGB colour behind it."""
    renderer = QSvgRenderer(str(DRAWINGS / f"{name}.svg"))
    if not renderer.isValid():
        raise Failed(f"{name}.svg cannot be drawn")
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(ground)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


def encoded(image: QImage, kind: str) -> bytes:
    """The picture's file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind):  # type: ignore[call-overload]  # the stubs know no device with a format's name
        raise Failed(f"Qt cannot write {kind}")
    return bytes(data.data())


def write_png(name: str, size: int, target: Path) -> None:
    """A square PNG."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(encoded(drawn(name, size, size), "PNG"))


def write_bmp(name: str, width: int, height: int, target: Path) -> None:
    """A picture of the setup, which knows no other format."""
    opaque = drawn(name, width, height, 0xFFFFFFFF).convertToFormat(QImage.Format.Format_RGB888)
    target.write_bytes(encoded(opaque, "BMP"))


def write_ico(name: str, target: Path, sizes: Sequence[int] = ICON_SIZES) -> None:
    """An icon of several sizes, each a PNG (as Windows reads them since Vista)."""
    pictures = [encoded(drawn(name, size, size), "PNG") for size in sizes]
    place = 6 + 16 * len(sizes)
    head = struct.pack("<HHH", 0, 1, len(sizes))
    for size, picture in zip(sizes, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    target.write_bytes(head + b"".join(pictures))
