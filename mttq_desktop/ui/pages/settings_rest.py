"""Look, data folder, practice."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from mttq_desktop.paths import documents_dir
from mttq_desktop.services.settings import set_one
from mttq_desktop.text.dates import short
from mttq_desktop.ui.buttons import Button, PressButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.keeper import Keeper
from mttq_desktop.ui.pages.sections import scrolled
from mttq_desktop.ui.theme import Mode
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.dialogs import choose_folder

_MODES = ((Mode.LIGHT, "Sáng"), (Mode.DARK, "Tối"), (Mode.SYSTEM, "Theo máy"))


class LookPart(QWidget):
    """Light, dark, or as the desktop is; at once."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self.keeper = keeper
        self.group = QButtonGroup(self)
        self.buttons = {mode: self._pill(mode, name) for mode, name in _MODES}
        card = Card("Màu giao diện")
        card.add(words("Đổi ngay, không cần mở lại chương trình. “Theo máy” đi theo thiết lập của Windows."))
        card.add(row(*self.buttons.values()))
        only(self, card)

    def _pill(self, mode: Mode, name: str) -> QPushButton:
        button = PressButton(name)
        button.setCheckable(True)
        button.setProperty("role", "pill")
        button.setChecked(self.keeper.mode is mode)
        button.clicked.connect(lambda _: self.keeper.set_theme(mode))
        self.group.addButton(button)
        return button

    def refresh(self) -> None:
        """The theme is the keeper's."""
        self.buttons[self.keeper.mode].setChecked(True)


class DataPart(QWidget):
    """Where things lie, and the practice province."""

    def __init__(self, context: Context, keeper: Keeper) -> None:
        super().__init__()
        self.context, self.keeper = context, keeper
        self.folder, self.papers, self.practice = _path(), _path(), words("")
        self.practice_button = Button("Vào tỉnh thực hành", icon=Icon.PRACTICE, act=self._practise)
        data = Card("Thư mục dữ liệu", "tệp sổ, các bản sao, tệp huyện gửi")
        data.add(self.folder)
        data.add(row(Button("Mở thư mục", icon=Icon.FOLDER, act=lambda: _open(self.folder.text())),
                      Button("Làm việc với thư mục khác…", act=self._other_folder)))  # fmt: skip
        papers = Card("Thư mục văn bản", "nơi đặt tệp Word khi phát hành")
        papers.add(self.papers)
        papers.add(row(Button("Mở thư mục", icon=Icon.FOLDER, act=lambda: _open(self.papers.text())),
                        Button("Đổi…", act=self._other_papers)))  # fmt: skip
        practice = Card("Tỉnh thực hành")
        practice.add(self.practice)
        practice.add(row(self.practice_button))
        only(self, data, papers, practice)
        self.refresh()

    def refresh(self) -> None:
        """The settings may be others now."""
        settings = self.context.settings
        self.folder.setText(str(self.context.database.path.parent))
        self.papers.setText(settings.documents_folder or str(documents_dir()))
        day = f" Ngày làm việc ở đó đứng yên: {short(settings.practice_day)}." if settings.practice_day else ""
        self.practice.setText(
            f"Đang ở trong tỉnh thực hành: mọi hồ sơ đều là bịa, sửa xóa thoải mái.{day}" if settings.practice
            else "Một tỉnh bịa với năm quý kiến nghị để tập làm. Nằm trong tệp riêng, không đụng tới sổ của cơ quan."
        )  # fmt: skip
        self.practice_button.setText("Trở về sổ của cơ quan" if settings.practice else "Vào tỉnh thực hành")

    def _practise(self) -> None:
        if self.context.settings.practice:
            self.keeper.leave_practice()
        else:
            self.keeper.practise()

    def _other_folder(self) -> None:
        if (chosen := choose_folder(self, "Chọn thư mục dữ liệu", self.context.database.path.parent)) is not None:
            self.keeper.open_folder(chosen)

    def _other_papers(self) -> None:
        if (chosen := choose_folder(self, "Chọn thư mục văn bản")) is not None:
            set_one(self.context.database, documents_folder=str(chosen))


def words(text: str) -> QLabel:
    """A quiet paragraph."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("role", "quiet")
    return label


def _path() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def row(*parts: QWidget) -> QHBoxLayout:
    """Beside each other, at the left."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    return line


def only(place: QWidget, *cards: QWidget) -> None:
    """Fill a part with these cards."""
    line = QHBoxLayout(place)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(scrolled(*cards))


def _open(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
