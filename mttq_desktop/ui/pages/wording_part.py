"""Words of the documents: each phrase with the places it may use, changed and put back at will."""

from datetime import date

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
from mttq_desktop.services.wording import (
    Phrase,
    Version,
    drop_version,
    phrases,
    read_wording,
    reset_phrase,
    save_phrase,
    save_version,
    versions,
)
from mttq_desktop.text.dates import short
from mttq_desktop.text.fold import nfc
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.wording_version import ask_version
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.combo import Combo
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

_OTHERS = {"TRALAI": "Lời trả lại báo cáo định kỳ"}
"""Words that belong to no document of the registers."""


class WordingPart(QWidget):
    """Document above, its phrases at the left, the chosen one to edit at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._key = self._shown = self._shipped = ""
        self._general, self._place = "", 0
        self._phrases: tuple[tuple[Phrase, str], ...] = ()
        self._versions: tuple[Version, ...] = ()
        self.banner = Banner()
        self.document = Combo("Văn bản")
        titles = {d.code: d.title for d in DOCUMENTS} | {d.code: d.title for d in PAPERS} | _OTHERS
        with context.database.reading() as session:
            codes = read_wording(session).documents
        for code in sorted(codes, key=lambda c: (c not in titles, c in _OTHERS, c)):
            self.document.addItem(f"{code} · {titles[code]}" if code in titles else code, code)
        self.version = Combo("Bản của câu")
        self.add_button = Button("Thêm bản…", icon=Icon.ADD, act=self.add_version)
        self.add_button.setToolTip("Câu khác cho một tổ chức, hoặc áp dụng từ một ngày")
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
        self.version.currentIndexChanged.connect(self._version_chosen)
        self.editor.textChanged.connect(self._tell)
        self.fill()

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.addWidget(self.reset_button)
        keys.addStretch(1)
        keys.addWidget(self.save_button)
        card = Card("Câu chữ", "Chỗ trong ngoặc nhọn {…} được điền khi viết văn bản.")
        of_version = QHBoxLayout()
        of_version.addWidget(self.version, 1)
        of_version.addWidget(self.add_button)
        card.add(of_version)
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
        self._key, self._shipped = phrase.key, phrase.text
        self._general = words
        self._fill_versions(phrase)
        self._show_words()
        listed = "; ".join(f"{{{name}}} – ví dụ: {example}" for name, example in phrase.places.items())
        self.places.setText(f"Chỗ điền được: {listed}" if listed else "Câu này không có chỗ điền.")
        self.banner.clear()
        self._tell()

    def _fill_versions(self, phrase: Phrase, chosen: int = 0) -> None:
        """The words for all, then those of an organisation or from a day on."""
        with self.context.database.reading() as session:
            self._versions = versions(session, phrase.key)
        self.version.blockSignals(True)
        self.version.clear()
        self.version.addItem("Câu chung: mọi tổ chức, mọi lúc", 0)
        for one in self._versions:
            self.version.addItem(self._named(one), one.id)
        self.version.setCurrentIndex(max(0, self.version.findData(chosen)))
        self.version.blockSignals(False)

    def _named(self, one: Version) -> str:
        organisations = self.context.vocabulary.target("organisation")
        found = organisations.by_code.get(one.organisation, ())
        whose = found[0].label if found else "Mọi tổ chức"
        return f"{whose}, từ {short(one.valid_from)}" if one.valid_from else whose

    @property
    def current(self) -> Version | None:
        """The version in the editor; None for the words for all."""
        return next((v for v in self._versions if v.id == self.version.currentData()), None)

    def _show_words(self) -> None:
        self._place = self.version.currentData()
        self._shown = self.current.text if self.current is not None else self._general
        self.editor.setPlainText(self._shown)

    def _version_chosen(self) -> None:
        if self.dirty and not self.may_drop():
            self.version.blockSignals(True)
            self.version.setCurrentIndex(self.version.findData(self._place))
            self.version.blockSignals(False)
            return
        self._show_words()
        self.banner.clear()
        self._tell()

    def _tell(self) -> None:
        own = self.current is not None
        self.save_button.setEnabled(self.dirty)
        self.reset_button.setText("Bỏ bản này" if own else "Trả lại câu gốc")
        self.reset_button.setEnabled(own or self._shown != self._shipped)

    def add_version(self) -> None:
        """Ask for whom and from when, and begin with the words shown."""
        found = ask_version(self.context, self)
        if found is not None:
            self._keep_version(*found)

    def _keep_version(self, organisation: str, valid_from: date | None) -> None:
        words = nfc(self.editor.toPlainText())
        try:
            save_version(self.context.database, self._key, words, organisation, valid_from)
        except Trouble as trouble:
            self.banner.trouble(trouble)
            return
        phrase = next(p for p, _ in self._phrases if p.key == self._key)
        self._fill_versions(phrase)
        made = next(v for v in self._versions if (v.organisation, v.valid_from) == (organisation, valid_from))
        self._shown = self.editor.toPlainText()
        self._fill_versions(phrase, made.id)
        self._version_chosen()
        self.context.shell.toast("Đã lưu một bản của câu.")

    def save(self) -> None:
        """Keep the words; an unknown place is refused and said."""
        if (own := self.current) is not None:
            self._keep_version(own.organisation, own.valid_from)
            return
        try:
            save_phrase(self.context.database, self._key, nfc(self.editor.toPlainText()))
        except Trouble as trouble:
            self.banner.trouble(trouble)
            return
        self._shown = self.editor.toPlainText()
        self.fill()
        self.context.shell.toast("Đã lưu câu chữ.")

    def reset(self) -> None:
        """Back to the words shipped with the program; a version of its own goes."""
        if (own := self.current) is not None:
            drop_version(self.context.database, own.id)
            self._shown = self.editor.toPlainText()
            self._fill_versions(next(p for p, _ in self._phrases if p.key == self._key))
            self._version_chosen()
            self.context.shell.toast("Đã bỏ một bản của câu.")
            return
        reset_phrase(self.context.database, self._key)
        self._shown = self.editor.toPlainText()
        self.fill()
        self.context.shell.toast("Đã trả lại câu gốc.")
