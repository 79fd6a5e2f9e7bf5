"""Giới thiệu: what the program is made of, the licences of its parts and their texts."""

import platform
import sys
from functools import partial
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from mttq_desktop import __version__
from mttq_desktop.paths import licences
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.pages.settings_rest import only, row, words
from mttq_desktop.ui.widgets.card import Card

_PARTS = (
    ("PySide6-Essentials", "Giao diện (Qt)", "LGPL-3.0"), ("SQLAlchemy", "Truy vấn dữ liệu", "MIT"),
    ("sqlcipher3", "Tệp dữ liệu (SQLite)", "zlib"), ("alembic", "Nâng cấp tệp dữ liệu", "MIT"),
    ("openpyxl", "Ghi bảng tính", "MIT"), ("python-calamine", "Đọc bảng tính", "MIT"),
    ("xlrd", "Đọc .xls đời cũ", "BSD"), ("python-docx", "Ghi Word", "MIT"), ("lxml", "Ghi Word", "BSD-3-Clause"),
    ("holidays", "Ngày lễ, âm lịch", "MIT"), ("rapidfuzz", "Tìm kiến nghị giống nhau", "MIT"),
    ("platformdirs", "Thư mục của người dùng", "MIT"), ("qtawesome", "Biểu tượng", "MIT"),
)  # fmt: skip
TEXTS = (
    ("thay-thu-vien-qt.md", "Thay thư viện Qt"), ("LGPL-3.0.txt", "LGPL 3.0"), ("GPL-3.0.txt", "GPL 3.0"),
    ("Apache-2.0.txt", "Apache 2.0"), ("THIRD-PARTY-NOTICES.txt", "Thông báo của mọi phần mềm đi kèm"),
)  # fmt: skip
"""The last one is made when the program is packed, from what is packed."""


class AboutPart(QWidget):
    """Name, version, parts and their licences with their texts."""

    def __init__(self) -> None:
        super().__init__()
        head = Card("MTTQ Desktop")
        head.add(words(
            f"Phiên bản {__version__} · Python {platform.python_version()} · {platform.system()} {platform.release()}\n"
            "Sổ theo dõi Chương trình phối hợp giữa Ủy ban Mặt trận Tổ quốc Việt Nam với các tổ chức "
            "chính trị - xã hội. Làm việc không cần mạng; không gửi gì ra khỏi máy này."
        ))  # fmt: skip
        parts = Card("Các phần mềm được dùng", "và giấy phép của chúng")
        parts.add(_licences())
        texts = Card("Giấy phép", "văn bản đầy đủ, và cách thay thư viện Qt bằng bản của mình")
        self.texts = [Button(title, act=partial(self.read, name)) for name, title in TEXTS if _text(name).is_file()]
        texts.add(row(*self.texts))
        only(self, head, parts, texts)

    def read(self, name: str) -> None:
        """Show one of the texts."""
        ReadingWindow(_text(name), self).show()


class ReadingWindow(QWidget):
    """A text to read, in a window of its own; Esc closes."""

    def __init__(self, path: Path, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{dict(TEXTS)[path.name]} · MTTQ Desktop")
        self.resize(760, 640)
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(dict(TEXTS)[path.name])
        self.browser.setProperty("role", "inside")
        self.browser.document().setDocumentMargin(20)
        _fill(self.browser, path)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.browser)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.close)


def _fill(browser: QTextBrowser, path: Path) -> None:
    """Markdown as a page; licences as they stand, in letters of one width."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        browser.setMarkdown(text)
    else:
        browser.document().setDefaultFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        browser.setPlainText(text)


def _text(name: str) -> Path:
    return licences() / name


def _licences() -> QTableWidget:
    table = QTableWidget(len(_PARTS) + 1, 4)
    table.setHorizontalHeaderLabels(["Phần mềm", "Phiên bản", "Dùng để", "Giấy phép"])
    rows = [("Python", sys.version.split()[0], "Ngôn ngữ lập trình", "PSF")]
    rows += [(name, _version(name), use, licence) for name, use, licence in _PARTS]
    for place, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(place, column, QTableWidgetItem(text))
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
