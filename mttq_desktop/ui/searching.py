"""The search above the pages: a few hits of every kind below the box, all of them on a page by Enter."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mttq_desktop.ui import entries
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.popup import Choice

if TYPE_CHECKING:
    from mttq_desktop.queries.everywhere import Hit
    from mttq_desktop.ui.context import Context
    from mttq_desktop.ui.shell import OfficeShell


class GlobalSearch(QObject):
    """Binds the search box to the data file."""

    def __init__(self, context: "Context", shell: "OfficeShell", parent: QObject) -> None:
        super().__init__(parent)
        self.context, self.shell = context, shell
        self._asker = Asker(self)
        window = shell.window
        window.search_asked.connect(self._ask)
        window.search_entered.connect(self._all)
        window.hit_chosen.connect(self._open)

    def _ask(self, words: str) -> None:
        self._asker.ask(lambda: self._find(words), lambda hits: self._show(words, hits))

    def _find(self, words: str) -> "tuple[Hit, ...]":
        from mttq_desktop.queries.everywhere import everywhere

        with self.context.database.reading() as session:
            return everywhere(session, self.context.vocabulary, words)

    def _show(self, words: str, hits: "tuple[Hit, ...]") -> None:
        choices = [Choice(hit, hit.text, hit.detail) for hit in hits]
        self.shell.window.search_box.show_hits(words, choices or [Choice(None, "Không tìm thấy gì", "")])

    def _open(self, hit: "Hit | None") -> None:
        if hit is not None:
            self.shell.open_record(hit.kind, hit.id)

    def _all(self, words: str) -> None:
        """Enter: everything of the petitions that fits."""
        if not words:
            return
        self._asker.forget()
        window = self.shell.window
        if window.open_page(entries.PETITIONS) and isinstance(page := window.page(entries.PETITIONS), Page):
            page.search(words)
