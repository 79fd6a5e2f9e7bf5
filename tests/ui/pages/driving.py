"""A person at the window: opens pages, drops files, answers questions, reads what is said."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.program import Program
from mttq_desktop.ui.shell import OfficeWindow
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog
from mttq_desktop.ui.widgets.toast import Toast

PATIENCE_MS = 20_000
_GLANCE_MS = 10
P = TypeVar("P", bound=Page)


class Person:
    """Drives one running program."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot

    @property
    def window(self) -> OfficeWindow:
        """The window that is open now."""
        assert self.program.window is not None
        return self.program.window

    @property
    def context(self) -> Context:
        """What its pages were given."""
        return self.program.desk.context

    def open(self, key: str, kind: type[P]) -> P:
        """A page, in front."""
        assert self.window.open_page(key)
        page = self.window.page(key)
        assert isinstance(page, kind)
        return page

    def until(self, met: Callable[[], object]) -> None:
        """Wait for something to be so."""
        self.qtbot.waitUntil(lambda: bool(met()), timeout=PATIENCE_MS)

    def idle(self) -> None:
        """Wait until no job runs any more."""
        self.until(lambda: not self.program.jobs.busy)

    def _in_front(self) -> bool:
        """Asked for again and again: a dialog that is just closing takes the window's turn away."""
        self.window.activateWindow()
        return self.window.isActiveWindow()

    def press(self, widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where a widget has it; shortcuts want an active window."""
        self.until(self._in_front)
        QTest.keyClick(widget, key, keys)

    def click(self, widget: QWidget) -> None:
        """Click a widget in its middle."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    # ── answering ────────────────────────────────────────────────────────────

    def when_asked(self, answer: Callable[[QDialog], object]) -> None:
        """Do this with the next dialog that waits for an answer."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                clock.stop()
                answer(dialog)

        clock = QTimer(self.window, interval=_GLANCE_MS)
        clock.timeout.connect(look)
        clock.start()

    def agree(self) -> list[str]:
        """Say yes to the next question; what it said comes to stand in the list."""
        return self._answer(lambda dialog: dialog.act_button)

    def decline(self) -> list[str]:
        """Say no to it."""
        return self._answer(lambda dialog: dialog.keep_button)

    def _answer(self, button: Callable[[ConfirmDialog], QPushButton]) -> list[str]:
        said: list[str] = []

        def answer(dialog: QDialog) -> None:
            assert isinstance(dialog, ConfirmDialog)
            said.append(words_of(dialog))
            button(dialog).click()

        self.when_asked(answer)
        return said

    def name(self, path: Path) -> None:
        """Type this path into the next file dialog."""

        def answer(dialog: QDialog) -> None:
            assert isinstance(dialog, QFileDialog)
            if dialog.fileMode() == QFileDialog.FileMode.Directory:
                dialog.setDirectory(str(path))
            line = dialog.findChild(QLineEdit)
            assert isinstance(line, QLineEdit)
            line.setText(str(path))
            dialog.accept()

        self.when_asked(answer)

    # ── reading ──────────────────────────────────────────────────────────────

    def told(self) -> str:
        """What a message over the window says; it is read and put away."""
        shell = self.program.desk.shell
        self.until(lambda: shell.told is not None)
        dialog, shell.told = shell.told, None
        assert dialog is not None
        words = words_of(dialog)
        dialog.accept()
        return words

    def toasts(self) -> list[str]:
        """Short messages at the foot."""
        return [t.words.text() for t in self.window.findChildren(Toast) if t.isVisible()]


def end(program: Program) -> None:
    """Close a program; its window is gone at once, so that later tests do not dress it again.

    What a failed test left unsaved is let go: a question that nobody answers would hold up the whole run.
    """
    assert program.jobs.stop()
    clock = QTimer(interval=_GLANCE_MS)
    clock.timeout.connect(_let_go)
    clock.start()
    program.close()
    if (front := program.front()) is not None:
        front.close()
        front.deleteLater()
        QCoreApplication.sendPostedEvents(front, int(QEvent.Type.DeferredDelete.value))
    clock.stop()


def _let_go() -> None:
    if isinstance(dialog := QApplication.activeModalWidget(), ConfirmDialog):
        dialog.act_button.click()


def words_of(widget: QWidget) -> str:
    """Everything a dialog says."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def drop(target: QWidget, *paths: Path) -> None:
    """Let files fall onto a widget, as the desktop would."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(20, 20), copy, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), copy, data, left, none))


def texts(cells: Sequence[object]) -> list[str]:
    """Cells of a table as words."""
    return [str(getattr(cell, "text", cell)) for cell in cells]
