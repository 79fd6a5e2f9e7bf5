"""Lines with a box to tick whose outline is seen on a dark ground, too."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from mttq_desktop.ui.theme import colours


class Ticked(QStyledItemDelegate):
    """Fusion draws the box a little darker than the window's colour; here that colour is a lighter one."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Called before a line is painted."""
        super().initStyleOption(option, index)
        drawn = QPalette(option.palette)  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        drawn.setColor(QPalette.ColorRole.Window, QColor(colours().quiet))
        option.palette = drawn  # type: ignore[attr-defined]  # as above


def show_ticks(*views: QAbstractItemView) -> None:
    """Use such lines in these views."""
    for view in views:
        view.setItemDelegate(Ticked(view))
