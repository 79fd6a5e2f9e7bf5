"""The hook for signing: `MTTQ_SIGN` is a command with {in} and {out}; without it nothing is signed.

    MTTQ_SIGN='osslsigncode sign -certs office.pem -key office.key -h sha256 -in {in} -out {out}'

The launchers, the uninstaller and the setup go through it, each before what holds it is packed.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from installer.common import run, say

VARIABLE = "MTTQ_SIGN"


def is_asked() -> bool:
    """True when a command is given."""
    return bool(os.environ.get(VARIABLE))


def sign(path: Path) -> bool:
    """Sign a file in its place; False when nobody asked for it."""
    if not is_asked():
        return False
    signed = path.with_name(path.name + ".signed")
    words = [w.replace("{in}", str(path)).replace("{out}", str(signed)) for w in shlex.split(os.environ[VARIABLE])]
    run(words)
    signed.replace(path)
    return True


def main() -> int:
    """Called by makensis for the setup and the uninstaller."""
    for name in sys.argv[1:]:
        say(f"signed {Path(name).name}" if sign(Path(name)) else f"not signed: {VARIABLE} is not set")
    return 0


if __name__ == "__main__":
    sys.exit(main())
