"""The search above the pages: a few hits of every kind below the box, all of them on a page by Enter.

The mark in the footer of a printed document finds the document.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mttq_desktop.rules.period import Period
from mttq_desktop.text.dates import short
from mttq_desktop.ui import entries
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.popup import Choice

if TYPE_CHECKING:
    from mttq_desktop.queries.everywhere import Hit
    from mttq_desktop.records.office import Letter
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

    def _find(self, words: str) -> tuple[Choice, ...]:
        from mttq_desktop.queries.everywhere import everywhere
        from mttq_desktop.services.reports import is_mark, with_mark

        with self.context.database.reading() as session:
            if is_mark(words):
                return tuple(_of_letter(letter) for letter in with_mark(session, words))
            return tuple(Choice(h, h.text, h.detail) for h in everywhere(session, self.context.vocabulary, words))

    def _show(self, words: str, hits: tuple[Choice, ...]) -> None:
        self.shell.window.search_box.show_hits(words, hits or (Choice(None, "Không tìm thấy gì", ""),))

    def _open(self, found: "Hit | Letter | None") -> None:
        from mttq_desktop.queries.everywhere import Hit

        if isinstance(found, Hit):
            self.shell.open_record(found.kind, found.id)
            self._arrived(entries.page_of(found.kind.name))
        elif found is not None:
            self._open_letter(found)

    def _arrived(self, key: str) -> None:
        """What was looked for is in front: its words are done with. Where a page would not let go, they stay."""
        if self.shell.window.current_key == key:
            self.shell.window.search_box.clear()

    def _open_letter(self, letter: "Letter") -> None:
        """The record it was drawn from, or its period among the documents, where its figures then and now stand."""
        from mttq_desktop.queries.cases import shown_in
        from mttq_desktop.records.register import kind_of_rows

        if letter.about_kind is not None and letter.about_id is not None:
            with self.context.database.reading() as session:
                kind, record = shown_in(session, kind_of_rows(letter.about_kind), letter.about_id)
            self.shell.open_record(kind, record)
            self._arrived(entries.page_of(kind.name))
            return
        if letter.period is not None:
            self.shell.window.period_chooser.set_period(Period.parse(letter.period))
        self.shell.show_page(entries.REPORTS, document=letter.document, issued=True)
        self._arrived(entries.REPORTS)

    def _all(self, words: str) -> None:
        """Enter: everything of the petitions that fits."""
        if not words:
            return
        self._asker.forget()
        window = self.shell.window
        if window.open_page(entries.PETITIONS) and isinstance(page := window.page(entries.PETITIONS), Page):
            page.search(words)
            self._arrived(entries.PETITIONS)


def _of_letter(letter: "Letter") -> Choice:
    """ "21/BC-MTTQ-BTT ngày 05/4/2024 · Báo cáo …" """
    return Choice(letter, f"{letter.number} ngày {short(letter.day)} · {letter.title}", "văn bản có dấu này")
