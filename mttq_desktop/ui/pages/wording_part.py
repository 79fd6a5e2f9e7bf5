"""Words of the documents: each phrase with the places it may use, changed and put back at will."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from mttq_desktop.errors import Trouble
from mttq_desktop.services.reports import DOCUMENTS, PAPERS
from mttq_desktop.services.wording import Phrase, phrases, reset_phrase, save_phrase
from mttq_desktop.text.fold import nfc
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.combo import Combo
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog


class WordingPart(QWidget):
    """Document above, its phrases at the left, the chosen one to edit at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._key = self._shown = self._shipped = ""
        self._phrases: tuple[tuple[Phrase, str], ...] = ()
        self.banner = Banner()
        self.document = Combo("Văn bản")
        titles = {d.code: d.title for d in DOCUMENTS} | {d.code: d.title for d in PAPERS}
        for code in sorted(titles):
            self.document.addItem(f"{code} · {titles[code]}", code)
        self.list = QListWidget()
        self.list.setAccessibleName("Các câu của văn bản")
        self.list.setProperty("role", "nav")
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("Câu chữ")
        self.places = QLabel()
        self.places.setWordWrap(True)
        self.places.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.places.setProperty("role", "small")
        self.save_button = Button("Lưu câu này", "Ctrl+S", strong=True, act=self.save)
        self.reset_button = Button("Trả lại câu gốc", act=self.reset)
        self._lay_out()
        self.document.currentIndexChanged.connect(lambda _: self.fill())
        self.list.currentItemChanged.connect(self._choose)
        self.editor.textChanged.connect(self._tell)
        self.fill()

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.addWidget(self.reset_button)
        keys.addStretch(1)
        keys.addWidget(self.save_button)
        card = Card("Câu chữ", "Chỗ trong ngoặc nhọn {…} được điền khi viết văn bản.")
        card.add(self.editor, 1)
        card.add(self.places)
        card.add(keys)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list, 2)
        row.addWidget(card, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.document)
        column.addWidget(self.banner)
        column.addLayout(row, 1)

    @property
    def dirty(self) -> bool:
        """True while something typed is not saved."""
        return bool(self._key) and self.editor.toPlainText() != self._shown

    def fill(self) -> None:
        """Phrases of the chosen document; changed ones are marked in words."""
        chosen = self._key
        self.list.blockSignals(True)
        self.list.clear()
        with self.context.database.reading() as session:
            self._phrases = phrases(session, self.document.currentData())
        for phrase, words in self._phrases:
            item = QListWidgetItem(phrase.label + (" · đã sửa" if words != phrase.text else ""))
            item.setData(Qt.ItemDataRole.UserRole, phrase.key)
            item.setSizeHint(QSize(0, 30))
            self.list.addItem(item)
        self.list.blockSignals(False)
        keys = [phrase.key for phrase, _ in self._phrases]
        self.list.setCurrentRow(keys.index(chosen) if chosen in keys else 0)
        self._show()

    def _choose(self, now: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if before is not None and self.dirty and not self.may_drop():
            self.list.blockSignals(True)
            self.list.setCurrentItem(before)
            self.list.blockSignals(False)
            return
        self._show()

    def may_drop(self) -> bool:
        """Ask before a changed phrase is lost."""
        words = "Câu vừa sửa chưa được lưu."
        return bool(ConfirmDialog.ask(self, "Bỏ phần vừa sửa?", words, "Bỏ", keep="Ở lại"))

    def _show(self) -> None:
        row = self.list.currentRow()
        if row < 0:
            return
        phrase, words = self._phrases[row]
        self._key, self._shown, self._shipped = phrase.key, words, phrase.text
        self.editor.setPlainText(words)
        listed = "; ".join(f"{{{name}}} – ví dụ: {example}" for name, example in phrase.places.items())
        self.places.setText(f"Chỗ điền được: {listed}" if listed else "Câu này không có chỗ điền.")
        self.banner.clear()
        self._tell()

    def _tell(self) -> None:
        self.save_button.setEnabled(self.dirty)
        self.reset_button.setEnabled(self._shown != self._shipped)

    def save(self) -> None:
        """Keep the words; an unknown place is refused and said."""
        try:
            save_phrase(self.context.database, self._key, nfc(self.editor.toPlainText()))
        except Trouble as trouble:
            self.banner.trouble(trouble)
            return
        self._shown = self.editor.toPlainText()
        self.fill()
        self.context.shell.toast("Đã lưu câu chữ.")

    def reset(self) -> None:
        """Back to the words shipped with the program."""
        reset_phrase(self.context.database, self._key)
        self._shown = self.editor.toPlainText()
        self.fill()
        self.context.shell.toast("Đã trả lại câu gốc.")
