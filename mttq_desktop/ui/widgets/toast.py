"""A short message that goes by itself, with Hoàn tác while it is there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from mttq_desktop.ui.buttons import IconButton, LinkButton
from mttq_desktop.ui.icons import Icon

STAYS_MS = 8_000
"""Long enough to read and to reach Hoàn tác; a pointer over it keeps it."""

_ABOVE_EDGE = 2
"""Over the middle of the status bar and the margin above it, where no page has a button."""


class Toast(QFrame):
    """One message over the foot of a widget; a newer one takes its place."""

    def __init__(self, text: str, undo: Callable[[], object] | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(text)
        self._undo, self._place = undo, parent
        self.words = QLabel(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(self.words)
        self.undo_button = LinkButton("Hoàn tác  Ctrl+Z", self.undo)
        self.undo_button.setVisible(undo is not None)
        row.addWidget(self.undo_button)
        row.addWidget(IconButton(Icon.CLOSE, "Đóng thông báo", self.leave, inner=True))
        self._clock = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._clock.timeout.connect(self.leave)
        parent.installEventFilter(self)

    @classmethod
    def over(cls, place: QWidget, text: str, undo: Callable[[], object] | None = None) -> "Toast":
        """Show a message over the foot of `place`."""
        for old in place.findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.leave()
        made = cls(text, undo, place)
        made.show()
        made._settle()
        made._clock.start()
        QAccessible.updateAccessibility(QAccessibleEvent(made, QAccessible.Event.Alert))
        return made

    def undo(self) -> None:
        """Take back what the message tells of, once."""
        act, self._undo = self._undo, None
        self.leave()
        if act is not None:
            act()

    def leave(self) -> None:
        """Go away."""
        self._clock.stop()
        self.hide()
        self.deleteLater()

    def enterEvent(self, event: object) -> None:
        """A pointer over the message keeps it."""
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """The clock starts again."""
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the place changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False

    def _settle(self) -> None:
        place = self._place
        self.adjustSize()
        self.move((place.width() - self.width()) // 2, place.height() - self.height() - _ABOVE_EDGE)
        self.raise_()
