"""The pane beside a list; it gives way to the rows where there is no room for both."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

ROOM_FOR_BOTH = 900
"""Pixels of a page; on a narrower one the preview would push states and days out of sight."""


class Preview(QWidget):
    """One record, several, or a word on what could be here."""

    gives_way = False
    """Whether a narrow page keeps its room for the rows."""
    in_sight = True

    def show_records(self, ids: Sequence[int]) -> None:
        """Show one record, or what can be done with several."""

    def fit(self, width: int) -> bool:
        """Stand beside the rows of a page so wide, or give way; True when that is news."""
        seen = not self.gives_way or width >= ROOM_FOR_BOTH
        news = seen is not self.in_sight
        if news:
            self.in_sight = seen
            self.setVisible(seen)
        return news
