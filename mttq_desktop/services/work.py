"""Progress and cancelling of longer work; the window and the command line give their own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from mttq_desktop.errors import Cancelled

Tell = Callable[[int, int | None, str], None]


def _quiet(done: int, total: int | None, text: str) -> None:
    """Nobody listens."""


@dataclass
class Progress:
    """What a longer job reports to, and where it learns that the person pressed Hủy."""

    tell: Tell = _quiet
    cancelled: bool = False
    text: str = field(default="", init=False)
    whole: "Progress | None" = field(default=None, init=False)

    def report(self, done: int, total: int | None, text: str = "") -> None:
        """Say how far the work is (total None: unknown); raises `Cancelled` after Hủy."""
        self.check()
        self.text = text or self.text
        self.tell(done, total, self.text)

    def check(self) -> None:
        """Raise `Cancelled` when the person pressed Hủy."""
        if self.cancelled:
            raise Cancelled
        if self.whole is not None:
            self.whole.check()

    def part(self, tell: Tell) -> Self:
        """The progress of one part of the work, told in its own way; it stops when the whole does."""
        made = type(self)(tell)
        made.whole = self
        return made
