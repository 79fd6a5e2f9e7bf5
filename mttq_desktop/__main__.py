"""One door: no command opens the window; a command goes to the command line, and Qt is never loaded."""

import sys
from collections.abc import Sequence
from pathlib import PurePath


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of the window or of the command."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    speak_utf8()
    if wants_window(arguments):
        from mttq_desktop.ui.app import run as open_window

        return open_window(arguments)
    from mttq_desktop.cli.main import run as obey

    return obey(arguments)


def wants_window(arguments: Sequence[str]) -> bool:
    """True for nothing but the data folder and a workbook to take in (a double click gives its path)."""
    match list(arguments):
        case ["--data-dir", _, *rest]:
            return wants_window(rest)
        case [word, *rest] if word.startswith("--data-dir="):
            return wants_window(rest)
        case [word]:
            return not word.startswith("-") and bool(PurePath(word).suffix)
        case rest:
            return not rest


def speak_utf8() -> None:
    """A Windows console's own code page has no Vietnamese; under pythonw there is no console at all."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
