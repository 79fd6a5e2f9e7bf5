"""`python -m installer build|verify windows|linux`, called by dev.py."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from installer.common import Failed, say


def build_windows(options: argparse.Namespace) -> int:
    """The setup and the portable zip."""
    from installer.windows import build

    return build.main(twice=options.twice)


def build_linux(options: argparse.Namespace) -> int:
    """The .deb."""
    from installer.linux import build

    return build.main(twice=options.twice)


def verify_windows(options: argparse.Namespace) -> int:
    """On a PC of Wine."""
    from installer.windows import verify

    return verify.main()


def verify_linux(options: argparse.Namespace) -> int:
    """In a clean Debian."""
    from installer.linux import verify

    return verify.main()


COMMANDS: dict[tuple[str, str], Callable[[argparse.Namespace], int]] = {
    ("build", "windows"): build_windows, ("build", "linux"): build_linux,
    ("verify", "windows"): verify_windows, ("verify", "linux"): verify_linux,
}  # fmt: skip


def main() -> int:
    """One command for one system."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Dựng và thử bộ cài.")
    parser.add_argument("command", choices=sorted({c for c, _ in COMMANDS}))
    parser.add_argument("system", choices=sorted({s for _, s in COMMANDS}))
    parser.add_argument("--twice", action="store_true", help="dựng hai lần và so từng byte")
    options = parser.parse_args()
    try:
        return COMMANDS[options.command, options.system](options)
    except Failed as failed:
        say(f"\n{failed}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
