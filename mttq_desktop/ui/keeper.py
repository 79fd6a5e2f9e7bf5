"""What the settings page may ask of the program itself, beyond the open data file."""

from pathlib import Path
from typing import Protocol

from mttq_desktop.ui.theme import Mode


class Keeper(Protocol):
    """Theme, data folder, restoring, practising."""

    @property
    def mode(self) -> Mode:
        """The theme the person chose."""

    def set_theme(self, mode: Mode) -> None:
        """Another theme, at once and from now on."""

    def open_folder(self, data_dir: Path) -> None:
        """Work on another folder, and remember it."""

    def restore(self, source: Path) -> None:
        """Put a copy in place of the open data file."""

    def practise(self) -> None:
        """Open the practice province."""

    def leave_practice(self) -> None:
        """Back to the office's own data."""
