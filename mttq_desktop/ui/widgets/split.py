"""Two things side by side with a border that can be moved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


def beside(left: QWidget, right: QWidget, sizes: tuple[int, int], grows: int | None = 1) -> QSplitter:
    """Both, in pixels to begin with; what a wider window gives goes to one of them, or to each its part."""
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setChildrenCollapsible(False)
    split.addWidget(left)
    split.addWidget(right)
    if grows is not None:
        split.setStretchFactor(grows, 1)
    split.setSizes(list(sizes))
    return split
