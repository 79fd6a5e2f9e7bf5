"""Look, data folder, practice, and what the program is made of."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, metadata

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from mttq_desktop import __version__
from mttq_desktop.paths import documents_dir
from mttq_desktop.services.settings import set_one
from mttq_desktop.text.dates import short
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.keeper import Keeper
from mttq_desktop.ui.pages.sections import scrolled
from mttq_desktop.ui.theme import Mode
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.dialogs import choose_folder

_MODES = ((Mode.LIGHT, "Sáng"), (Mode.DARK, "Tối"), (Mode.SYSTEM, "Theo máy"))
_PARTS = (
    ("PySide6-Essentials", "Giao diện (Qt)", "LGPL-3.0"), ("SQLAlchemy", "Truy vấn dữ liệu", "MIT"),
    ("sqlcipher3", "Tệp dữ liệu (SQLite)", "zlib"), ("alembic", "Nâng cấp tệp dữ liệu", "MIT"),
    ("openpyxl", "Ghi bảng tính", "MIT"), ("python-calamine", "Đọc bảng tính", "MIT"),
    ("xlrd", "Đọc .xls đời cũ", "BSD"), ("python-docx", "Ghi Word", "MIT"), ("lxml", "Ghi Word", "BSD-3-Clause"),
    ("holidays", "Ngày lễ, âm lịch", "MIT"), ("rapidfuzz", "Tìm kiến nghị giống nhau", "MIT"),
    ("platformdirs", "Thư mục của người dùng", "MIT"), ("qtawesome", "Biểu tượng", "MIT"),
)  # fmt: skip


class LookPart(QWidget):
    """Light, dark, or as the desktop is; at once."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self.keeper = keeper
        self.group = QButtonGroup(self)
        self.buttons = {mode: self._pill(mode, name) for mode, name in _MODES}
        card = Card("Màu giao diện")
        card.add(_words("Đổi ngay, không cần mở lại chương trình. “Theo máy” đi theo thiết lập của Windows."))
        card.add(_row(*self.buttons.values()))
        _only(self, card)

    def _pill(self, mode: Mode, name: str) -> QPushButton:
        button = QPushButton(name)
        button.setCheckable(True)
        button.setAutoDefault(False)
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
        self.folder, self.papers, self.practice = _path(), _path(), _words("")
        self.practice_button = Button("Vào tỉnh thực hành", icon=Icon.PRACTICE, act=self._practise)
        data = Card("Thư mục dữ liệu", "tệp sổ, các bản sao, tệp huyện gửi")
        data.add(self.folder)
        data.add(_row(Button("Mở thư mục", icon=Icon.FOLDER, act=lambda: _open(self.folder.text())),
                      Button("Làm việc với thư mục khác…", act=self._other_folder)))  # fmt: skip
        papers = Card("Thư mục văn bản", "nơi đặt tệp Word khi phát hành")
        papers.add(self.papers)
        papers.add(_row(Button("Mở thư mục", icon=Icon.FOLDER, act=lambda: _open(self.papers.text())),
                        Button("Đổi…", act=self._other_papers)))  # fmt: skip
        practice = Card("Tỉnh thực hành")
        practice.add(self.practice)
        practice.add(_row(self.practice_button))
        _only(self, data, papers, practice)
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


class AboutPart(QWidget):
    """Name, version, parts and their licences."""

    def __init__(self) -> None:
        super().__init__()
        head = Card("MTTQ Desktop")
        head.add(_words(
            f"Phiên bản {__version__} · Python {platform.python_version()} · {platform.system()} {platform.release()}\n"
            "Sổ theo dõi Chương trình phối hợp giữa Ủy ban Mặt trận Tổ quốc Việt Nam với các tổ chức "
            "chính trị - xã hội. Làm việc không cần mạng; không gửi gì ra khỏi máy này."
        ))  # fmt: skip
        parts = Card("Các phần mềm được dùng", "và giấy phép của chúng")
        parts.add(_licences())
        _only(self, head, parts)


def _licences() -> QTableWidget:
    table = QTableWidget(len(_PARTS) + 1, 4)
    table.setHorizontalHeaderLabels(["Phần mềm", "Phiên bản", "Dùng để", "Giấy phép"])
    rows = [("Python", sys.version.split()[0], "Ngôn ngữ lập trình", "PSF")]
    rows += [(name, _version(name), use, licence) for name, use, licence in _PARTS]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setProperty("role", "inside")
    table.setAccessibleName("Các phần mềm được dùng")
    for column, width in enumerate((190, 110, 250)):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setFixedHeight(34 + 30 * len(rows) + 4)
    return table


def _version(name: str) -> str:
    try:
        return metadata(name)["Version"]
    except PackageNotFoundError:
        return "–"


def _words(text: str) -> QLabel:
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


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _only(place: QWidget, *cards: QWidget) -> None:
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(scrolled(*cards))


def _open(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
