"""F1: the manual's page of the screen, in a window of its own."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlockFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from mttq_desktop import paths
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.icons import Icon

FIRST = "bat-dau"
_MARGIN, _LINE = 22, 118
_SIZES = {1: 15.0, 2: 11.5}
_ABOVE = {1: 0, 2: 16}
"""Points of the headings, and pixels above them."""


def page_text(name: str) -> str:
    """A page of the manual as Markdown; the first page when the screen has none of its own."""
    folder = paths.resources() / "help"
    path = folder / f"{name}.md"
    return (path if path.is_file() else folder / f"{FIRST}.md").read_text(encoding="utf-8")


class HelpWindow(QWidget):
    """One page; links lead to the others, Alt+← back, Esc closes."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Hướng dẫn · MTTQ Desktop")
        self.resize(720, 660)
        self._seen: list[str] = []
        self.browser = QTextBrowser()
        self.browser.setAccessibleName("Hướng dẫn")
        self.browser.setProperty("role", "inside")
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow)
        self.back_button = Button("Trang trước", "Alt+Left", icon=Icon.LEFT, act=self.back)
        self.first_button = Button("Mục lục", act=lambda: self.go(FIRST))
        row = QHBoxLayout()
        row.setContentsMargins(14, 10, 14, 6)
        row.setSpacing(8)
        for part in (self.back_button, self.first_button):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.browser)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.close)
        self.go(page)
        self.browser.setFocus()

    @property
    def page(self) -> str:
        """The page in front."""
        return self._seen[-1] if self._seen else ""

    def go(self, page: str) -> None:
        """Show a page."""
        if page != self.page:
            self._seen.append(page)
        self._show()

    def back(self) -> None:
        """The page before."""
        if len(self._seen) > 1:
            self._seen.pop()
            self._show()

    def _show(self) -> None:
        self.browser.setMarkdown(page_text(self.page))
        document = self.browser.document()
        document.setDocumentMargin(_MARGIN)
        block = document.begin()
        while block.isValid():
            _dress(QTextCursor(block))
            block = block.next()
        self.back_button.setEnabled(len(self._seen) > 1)
        self.first_button.setEnabled(self.page != FIRST)

    def _follow(self, url: QUrl) -> None:
        self.go(url.fileName().removesuffix(".md"))

    @classmethod
    def show_page(cls, page: str, parent: QWidget | None = None) -> "HelpWindow":
        """Open the page of a screen; a window of help that is there already is used again."""
        there = parent.findChildren(HelpWindow) if parent is not None else []
        window = there[0] if there else cls(page or FIRST, parent)
        window.go(page or FIRST)
        window.show()
        window.raise_()
        window.activateWindow()
        return window


def _dress(cursor: QTextCursor) -> None:
    """Calmer headings than Qt's, and air between the lines."""
    level, shape = cursor.blockFormat().headingLevel(), QTextBlockFormat()
    shape.setTopMargin(_ABOVE.get(level, 3))
    shape.setBottomMargin(6 if level else 3)
    shape.setLineHeight(_LINE, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    cursor.mergeBlockFormat(shape)
    if level:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        letters = cursor.charFormat()
        letters.clearProperty(int(QTextFormat.Property.FontSizeAdjustment.value))
        letters.setFontPointSize(_SIZES.get(level, 10.5))
        cursor.setCharFormat(letters)
