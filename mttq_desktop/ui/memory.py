"""What this computer remembers of the window: columns, splits, the last sender. Never part of the records."""

from pathlib import Path

from PySide6.QtCore import QSettings

FILE_NAME = "window.ini"


class WindowMemory:
    """Small texts under names, in a file beside the data file."""

    def __init__(self, folder: Path) -> None:
        self._kept = QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat)

    def get(self, name: str) -> str:
        """What was kept, or an empty text."""
        return str(self._kept.value(name, "") or "")

    def put(self, name: str, text: str) -> None:
        """Keep this text."""
        self._kept.setValue(name, text)


class Remembered:
    """One name of the memory, as a list's columns want it."""

    def __init__(self, memory: WindowMemory, name: str) -> None:
        self._memory, self._name = memory, name

    def load(self) -> str:
        """What was saved last."""
        return self._memory.get(self._name)

    def save(self, text: str) -> None:
        """Keep this text."""
        self._memory.put(self._name, text)
