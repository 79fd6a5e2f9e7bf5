"""One family of line icons: Material Design outlines, named by what they mean to us.

The font lies in qtawesome's wheel. Only its file is opened: importing qtawesome and its twelve fonts
costs 200 ms, this costs 20 ms, and none of it before the first paint. The names alone load no Qt.
"""

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

_FONT = "materialdesignicons6-webfont-6.9.96.ttf"
_NAMES = "materialdesignicons6-webfont-charmap-6.9.96.json"
_SIZES = (16, 20, 24, 32, 48)


class Icon(Enum):
    """Every icon of the program, by meaning."""

    TODAY = "view-dashboard-outline"
    PETITIONS = "message-text-outline"
    EXCEL = "file-excel-outline"
    SUPERVISION = "text-box-search-outline"
    CRITICISM = "file-edit-outline"
    DIALOGUE = "account-group-outline"
    HOUSEHOLDS = "home-heart"
    SATISFACTION = "clipboard-check-outline"
    COMMUNICATION = "bullhorn-outline"
    OPINIONS = "comment-quote-outline"
    PLANS = "calendar-check-outline"
    MEETINGS = "calendar-star"
    REPORTS = "file-word-outline"
    INBOX = "inbox-arrow-down-outline"
    CATALOGUES = "format-list-bulleted"
    SETTINGS = "cog-outline"
    SEARCH = "magnify"
    CALENDAR = "calendar-month-outline"
    CLOSE = "close"
    ADD = "plus"
    DONE = "check"
    WARNING = "alert-outline"
    ERROR = "alert-circle-outline"
    INFO = "information-outline"
    GOOD = "check-circle-outline"
    HELP = "help-circle-outline"
    UNDO = "undo"
    DOWN = "chevron-down"
    UP = "chevron-up"
    LEFT = "chevron-left"
    RIGHT = "chevron-right"
    MENU = "menu"
    FILTER = "filter-outline"
    COLUMNS = "view-column-outline"
    PRINT = "printer-outline"
    ATTACH = "paperclip"
    TRASH = "trash-can-outline"
    EDIT = "pencil-outline"
    COPY = "content-copy"
    OPEN = "open-in-new"
    SAVE = "content-save-outline"
    FOLDER = "folder-outline"
    FILE = "file-document-outline"
    PDF = "file-pdf-box"
    MERGE = "call-merge"
    SPLIT = "call-split"
    SEND = "send-outline"
    LETTER = "email-outline"
    REMIND = "bell-outline"
    CLOCK = "clock-outline"
    LATE = "clock-alert-outline"
    WAITING = "progress-clock"
    HISTORY = "history"
    PERSON = "account-outline"
    PLACE = "map-marker-outline"
    OFFICE = "office-building-outline"
    BACKUP = "backup-restore"
    USB = "usb-flash-drive-outline"
    DATABASE = "database-outline"
    LOCK = "lock-outline"
    KEY = "key-outline"
    SAFE = "shield-check-outline"
    MORE = "dots-horizontal"
    ASCENDING = "arrow-up"
    DESCENDING = "arrow-down"
    DROP = "tray-arrow-down"
    DOWNLOAD = "download-outline"
    REFRESH = "refresh"
    EYE = "eye-outline"
    NOTE = "note-text-outline"
    CHART = "chart-bar"
    STAR = "star-outline"
    LINK = "link-variant"
    STOP = "cancel"
    PRACTICE = "school-outline"
    TAG = "tag-outline"


def _folder() -> "Path | None":
    import sys
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("qtawesome")
    places = [Path(p) / "fonts" for p in (spec.submodule_search_locations or ())] if spec else []
    if frozen := getattr(sys, "_MEIPASS", None):
        places.append(Path(frozen) / "qtawesome" / "fonts")
    return next((p for p in places if (p / _FONT).is_file()), None)


@lru_cache(maxsize=1)
def family() -> str:
    """The icon font's family, loaded at the first call; empty when the font is not there."""
    from PySide6.QtGui import QFontDatabase

    folder = _folder()
    if folder is None:
        return ""
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(folder / _FONT)))
    return families[0] if families else ""


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    import json

    folder = _folder()
    if folder is None:
        return {}
    codes = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
    return {icon.value: chr(int(codes[icon.value], 16)) for icon in Icon if icon.value in codes}


def letter(icon: Icon) -> str:
    """The icon's letter in the icon font."""
    return _letters().get(icon.value, "")


def draw(painter: "QPainter", rect: "QRectF", icon: Icon, colour: "str | QColor") -> None:
    """Paint an icon into a square."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QFont

    if not family():
        return
    font = QFont(family())
    font.setPixelSize(max(1, round(min(rect.width(), rect.height()))))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter(icon))
    painter.restore()


def pixmap(icon: Icon, colour: "str | QColor", size: int = 20, ratio: float | None = None) -> "QPixmap":
    """The icon as a picture, sharp on this screen."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QGuiApplication, QPainter, QPixmap

    scale = ratio or QGuiApplication.primaryScreen().devicePixelRatio()
    made = QPixmap(round(size * scale), round(size * scale))
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    draw(painter, QRectF(0, 0, size, size), icon, colour)
    painter.end()
    return made


@lru_cache(maxsize=256)
def picture(icon: Icon, colour: str) -> "QIcon":
    """The icon for buttons and menus; hundreds of buttons share a few, so each is drawn once."""
    from PySide6.QtGui import QIcon

    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(icon, colour, size, 1.0))
    return made
