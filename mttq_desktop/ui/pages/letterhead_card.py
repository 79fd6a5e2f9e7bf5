"""The office's own letterhead: which Word file gives documents their letters, margins and header, and what differs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.services.letterhead import Letterhead, forget_letterhead, letterhead, use_letterhead
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.dialogs import choose_files

_WORD = (("Văn bản Word", "*.docx"),)
_PLAIN = "Văn bản đang theo thể thức Nghị định 30/2020/NĐ-CP."
_SHOWN = 4


class LetterheadCard(Card):
    """A sentence that says what differs, and two buttons."""

    def __init__(self, context: Context, banner: Banner, parent: QWidget | None = None) -> None:
        super().__init__("Mẫu trình bày của cơ quan", parent=parent)
        self.context, self.banner = context, banner
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.choose_button = Button("Lấy mẫu từ tệp Word…", icon=Icon.REPORTS, act=self.choose)
        self.forget_button = Button("Thôi dùng", act=self.forget)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(self.choose_button)
        row.addWidget(self.forget_button)
        self.add(row)
        self.show_current()

    def show_current(self) -> None:
        """What is in use now."""
        with self.context.database.reading() as session:
            found = letterhead(session)
        self.forget_button.setEnabled(found is not None)
        self.told.setText(_said(found) if found is not None else _PLAIN)

    def choose(self) -> None:
        """Take the look of a file."""
        chosen = choose_files(self, "Chọn tệp Word mẫu của cơ quan", _WORD)
        if not chosen:
            return
        path = chosen[0]
        try:
            use_letterhead(self.context.database, path)
        except Trouble as trouble:
            self.banner.trouble(trouble)
            return
        self.banner.clear()
        self.show_current()
        self.context.shell.toast(f"Văn bản từ nay theo mẫu của “{path.name}”.")

    def forget(self) -> None:
        """Back to the decree's look."""
        forget_letterhead(self.context.database)
        self.show_current()
        self.context.shell.toast("Văn bản từ nay theo thể thức Nghị định 30.")


def _said(found: Letterhead) -> str:
    rest = len(found.differences) - _SHOWN
    more = f"; và {whole(rest)} chỗ khác" if rest > 0 else ""
    return f"Theo tệp “{found.file_name}”. Khác Nghị định 30: {'; '.join(found.differences[:_SHOWN])}{more}."
