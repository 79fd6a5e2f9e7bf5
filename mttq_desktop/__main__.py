"""One door: no command opens the window; a command goes to the command line, and Qt is never loaded."""

import sys
from collections.abc import Sequence
from pathlib import PurePath

from mttq_desktop.paths import CHILD_ARGUMENT

SELF_TEST = "--self-test"


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of the window or of the command."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == [CHILD_ARGUMENT]:
        from mttq_desktop.excel.child import main as serve

        return serve()
    speak_utf8()
    if SELF_TEST in arguments:
        from mttq_desktop.ui.self_test import run as test

        return test(arguments)
    if wants_window(arguments):
        from mttq_desktop.ui.app import run as open_window

        return open_window(arguments)
    from mttq_desktop.cli.main import run as obey

    return obey(arguments)


def wants_window(arguments: Sequence[str]) -> bool:
    """True for nothing but the data folder and a file to take in (a double click gives its path)."""
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
    """A Windows console's own code page has no Vietnamese; a windowed program there has no console at all."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
