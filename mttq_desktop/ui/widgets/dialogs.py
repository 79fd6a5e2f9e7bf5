"""Questions and file choosers, in Vietnamese, with verbs on their buttons."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from mttq_desktop.text.fold import nfc
from mttq_desktop.ui.buttons import Button

_HIGHEST, _TITLE_BAR, _EDGES = 690, 40, 16
"""A dialog with its title bar fits a screen of 768 pixels."""


def room_for(dialog: QWidget) -> QSize:
    """What a dialog may take of its screen; the window below is never wider than that."""
    screen, below = dialog.screen().availableGeometry(), dialog.parentWidget()
    width = max(screen.width(), below.window().width() if below is not None else 0)
    return QSize(width - _EDGES, min(_HIGHEST, screen.height() - _TITLE_BAR))


class GrowingDialog(QDialog):
    """Grows with what it has to say, as far as its screen allows; wrapped words would be cut or overlap otherwise."""

    def event(self, event: QEvent) -> bool:
        """Words that came, and being seen for the first time."""
        if event.type() == QEvent.Type.Show:
            self._keep_on_screen()
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._grow()
        return done

    def _keep_on_screen(self) -> None:
        room = room_for(self)
        self.setMinimumWidth(min(self.minimumWidth(), room.width()))
        self.resize(self.size().boundedTo(room))

    def _grow(self) -> None:
        column = self.layout()
        if column is None:
            return
        wanted = min(room_for(self).height(), column.totalHeightForWidth(self.width()))
        if self.height() < wanted:
            self.resize(self.width(), wanted)


class ConfirmDialog(GrowingDialog):
    """Asks before what cannot be undone. The safe answer has the keyboard unless the act is harmless."""

    def __init__(
        self, title: str, words: str, act: str, *, keep: str = "Không", harmless: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        heading, text = QLabel(title), QLabel(words)
        heading.setProperty("role", "heading")
        for label in (heading, text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.act_button = Button(act, strong=True, act=self.accept)
        self.keep_button = Button(keep, act=self.reject)
        self.body = QVBoxLayout()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.keep_button)
        row.addWidget(self.act_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(text)
        column.addLayout(self.body)
        column.addLayout(row)
        preferred = self.act_button if harmless else self.keep_button
        preferred.setDefault(True)
        preferred.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, words: str, act: str, *, keep: str = "Không", harmless: bool = False
    ) -> bool:
        """True when the person chose the act."""
        return cls(title, words, act, keep=keep, harmless=harmless, parent=parent).exec() == QDialog.DialogCode.Accepted


class TextDialog(ConfirmDialog):
    """Asks for one line of text (the name of a view, a reason); an empty one cannot be sent."""

    def __init__(self, title: str, words: str, act: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, words, act, keep="Hủy", harmless=True, parent=parent)
        self.line = QLineEdit(text)
        self.line.setAccessibleName(title)
        self.body.addWidget(self.line)
        self.line.textChanged.connect(lambda _: self.act_button.setEnabled(bool(self.text())))
        self.act_button.setEnabled(bool(text.strip()))
        self.line.setFocus()

    def text(self) -> str:
        """What was written, composed."""
        return nfc(self.line.text()).strip()

    @classmethod
    def ask_text(cls, parent: QWidget | None, title: str, words: str, act: str, text: str = "") -> str:
        """The text, or an empty one when the person gave up."""
        dialog = cls(title, words, act, text, parent)
        return dialog.text() if dialog.exec() == QDialog.DialogCode.Accepted else ""


def file_dialog(
    parent: QWidget | None, title: str, start: Path | None, filters: Sequence[tuple[str, str]]
) -> QFileDialog:
    """A chooser with Vietnamese words; `filters` are (name, patterns) like ("Bảng tính", "*.xlsx *.xls").

    Windows' own dialog is what people know and speaks the language of their Windows; elsewhere Qt's own
    is used, which speaks ours.
    """
    dialog = QFileDialog(parent, title, str(start or Path.home()))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, sys.platform != "win32")
    dialog.setNameFilters([*(f"{name} ({patterns})" for name, patterns in filters), "Mọi tệp (*)"])
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, "Tên tệp:")
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, "Loại tệp:")
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "Tìm trong:")
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, "Hủy")
    return dialog


def choose_files(
    parent: QWidget | None, title: str, filters: Sequence[tuple[str, str]] = (), start: Path | None = None
) -> tuple[Path, ...]:
    """Files to open; none when the person gave up."""
    dialog = file_dialog(parent, title, start, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Mở")
    return tuple(Path(p) for p in dialog.selectedFiles()) if dialog.exec() else ()


def choose_folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """A folder; None when the person gave up."""
    dialog = file_dialog(parent, title, start, ())
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, "Thư mục:")
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Chọn")
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def choose_save(
    parent: QWidget | None, title: str, proposed: Path, filters: Sequence[tuple[str, str]] = ()
) -> Path | None:
    """Where to save; an existing file is asked about. None when the person gave up."""
    dialog = file_dialog(parent, title, proposed.parent, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Lưu")
    dialog.setDefaultSuffix(proposed.suffix.lstrip("."))
    dialog.selectFile(proposed.name)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
