"""Buttons: one strong one a screen, the key beside the word, icons that follow the theme."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from mttq_desktop.ui import icons
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.theme import colours

_SHOWN_KEYS = {"Return": "Enter", "Escape": "Esc", "Delete": "Delete", "Left": "←"}


def key_words(keys: str) -> str:
    """Keys as printed on the keyboard: Ctrl+Return → Ctrl+Enter."""
    return "+".join(_SHOWN_KEYS.get(part, part) for part in keys.split("+"))


def literal(text: str) -> str:
    """Text for buttons and menus, where a single & would underline the next letter (Sở TN&MT)."""
    return text.replace("&", "&&")


class PressButton(QPushButton):
    """Enter presses what has the keyboard, as Space does, whatever button a dialog prefers."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)

    def event(self, event: QEvent) -> bool:
        """Enter is this button's while it has the keyboard, also where another one is bound to it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter as well as Space."""
        if not _pressed_by(event, self):
            super().keyPressEvent(event)


def _is_enter(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain


def _pressed_by(event: QKeyEvent, button: QAbstractButton) -> bool:
    pressed = _is_enter(event) and not event.isAutoRepeat()
    if pressed:
        button.click()
    return pressed


class Button(PressButton):
    """A worded button; `keys` ("Ctrl+S") works in the window and is shown beside the word."""

    def __init__(
        self, text: str, keys: str = "", *, strong: bool = False, icon: Icon | None = None,
        act: Callable[[], object] | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(literal(f"{text}   {key_words(keys)}" if keys else text), parent)
        self._icon, self._strong = icon, strong
        self.setAccessibleName(text)
        self.setProperty("strong", strong)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if keys:
            self._bind(keys)
        if act is not None:
            self.clicked.connect(lambda *_: act())
        self._paint_icon()

    def set_strong(self, strong: bool) -> None:
        """Become the one strong button, or no longer be it."""
        if strong != self._strong:
            self._strong = strong
            self.setProperty("strong", strong)
            self.style().unpolish(self)
            self.style().polish(self)
            self._paint_icon()

    def _bind(self, keys: str) -> None:
        names = [keys, keys.replace("Return", "Enter")] if "Return" in keys else [keys]
        for name in names:
            shortcut = QShortcut(QKeySequence(name), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(self.click)

    def _paint_icon(self) -> None:
        if self._icon is not None:
            theme = colours()
            self.setIcon(icons.picture(self._icon, theme.on_strong if self._strong else theme.text))
            self.setIconSize(QSize(16, 16))

    def changeEvent(self, event: QEvent) -> None:
        """A new theme paints the icon anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._paint_icon()


class LinkButton(PressButton):
    """An act written as underlined words ("vì sao?")."""

    def __init__(self, text: str, act: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(literal(text), parent)
        self.setAccessibleName(text)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if act is not None:
            self.clicked.connect(lambda *_: act())


class IconButton(QToolButton):
    """An icon alone; `name` is its tip and its name for screen readers."""

    def __init__(
        self, icon: Icon, name: str, act: Callable[[], object] | None = None, *, inner: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._icon = icon
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setProperty("role", "inner" if inner else "flat")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if act is not None:
            self.clicked.connect(lambda *_: act())
        self._paint_icon()

    def set_icon(self, icon: Icon) -> None:
        """Show another icon."""
        self._icon = icon
        self._paint_icon()

    def _paint_icon(self) -> None:
        self.setIcon(icons.picture(self._icon, colours().quiet))
        self.setIconSize(QSize(18, 18))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter as well as Space."""
        if not _pressed_by(event, self):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A new theme paints the icon anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._paint_icon()
