"""F1: the manual's page of the screen, in a window of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from mttq_desktop import paths

FIRST = "bat-dau"


def page_text(name: str) -> str:
    """A page of the manual as Markdown; the first page when the screen has none of its own."""
    folder = paths.resources() / "help"
    path = folder / f"{name}.md"
    return (path if path.is_file() else folder / f"{FIRST}.md").read_text(encoding="utf-8")


class HelpWindow(QWidget):
    """One page; links lead to the others."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Hướng dẫn · MTTQ Desktop")
        self.resize(680, 640)
        self.browser = QTextBrowser()
        self.browser.setAccessibleName("Hướng dẫn")
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(lambda url: self.go(url.fileName().removesuffix(".md")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.browser)
        self.go(page)

    def go(self, page: str) -> None:
        """Show a page."""
        self.browser.setMarkdown(page_text(page))

    @classmethod
    def show_page(cls, page: str, parent: QWidget | None = None) -> "HelpWindow":
        """Open the page of a screen."""
        window = cls(page or FIRST, parent)
        window.show()
        return window
