"""One door: no arguments open the window; a command goes to the command line, and Qt is never loaded."""

import sys
from collections.abc import Sequence


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
    """True for no arguments, or for the data folder alone."""
    match list(arguments):
        case [] | ["--data-dir", _]:
            return True
        case [only]:
            return only.startswith("--data-dir=")
    return False


def speak_utf8() -> None:
    """A Windows console's own code page has no Vietnamese; under pythonw there is no console at all."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
