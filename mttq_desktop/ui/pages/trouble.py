"""The data file cannot be opened: what happened, why, and what can be done, instead of the pages."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.errors import NewerStore, StoreDamaged, StoreInUse, Trouble
from mttq_desktop.ui import icons
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.theme import Tone, colours
from mttq_desktop.ui.widgets.dialogs import choose_files, choose_folder

COPIES = (("Bản sao lưu", "*.sqlite3 *.mttq"),)
_SIGNS: dict[type[Trouble], Icon] = {
    StoreInUse: Icon.LOCK, StoreDamaged: Icon.DATABASE, NewerStore: Icon.REFRESH,
}  # fmt: skip


class TroublePage(QWidget):
    """Choices beside the words: try again, another folder, a copy put back, close."""

    again = Signal()
    folder_chosen = Signal(object)
    restore_asked = Signal(object)
    close_asked = Signal()

    def __init__(self, trouble: Trouble, data_dir: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trouble, self._data_dir = trouble, data_dir
        self.setAccessibleName(f"Chưa mở được sổ. {trouble}")
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(700)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 22)
        inside.setSpacing(10)
        sign = QLabel()
        sign.setPixmap(icons.pixmap(_SIGNS.get(type(trouble), Icon.WARNING), colours().shade(Tone.LATE).ink, 36))
        inside.addWidget(sign)
        inside.addWidget(_words(trouble.message, "heading"))
        inside.addWidget(_words(trouble.advice, ""))
        inside.addWidget(_words(f"Thư mục dữ liệu: {data_dir}", "small"))
        inside.addSpacing(6)
        inside.addLayout(self._acts())
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _acts(self) -> QHBoxLayout:
        """A damaged file is not helped by trying again, so the copy comes first there."""
        damaged = isinstance(self.trouble, StoreDamaged)
        self.try_button = Button("Thử lại", strong=not damaged, act=self.again.emit)
        self.restore_button = Button("Phục hồi từ bản sao lưu…", strong=damaged, act=self._choose_copy)
        self.folder_button = Button("Mở thư mục khác…", act=self._choose_folder)
        self.close_button = Button("Đóng chương trình", act=self.close_asked.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        order = [self.restore_button, self.try_button] if damaged else [self.try_button, self.restore_button]
        for button in (*order, self.folder_button, self.close_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _choose_copy(self) -> None:
        chosen = choose_files(self, "Chọn bản sao lưu", COPIES, self._data_dir)
        if chosen:
            self.restore_asked.emit(chosen[0])

    def _choose_folder(self) -> None:
        if (folder := choose_folder(self, "Chọn thư mục dữ liệu", self._data_dir)) is not None:
            self.folder_chosen.emit(folder)


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", role)
    if not text:
        label.hide()
    return label
