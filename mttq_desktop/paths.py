"""Where things lie: resources beside the code, data and documents in the person's folders."""

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHILD_ARGUMENT = "--excel-child"
"""The hidden first argument by which the installed program becomes the child that reads one workbook."""
PORTABLE_MARK, PORTABLE_DATA = "mang-theo.txt", "du-lieu"
"""A file beside the program says that data lies in this folder beside it (a stick, a PC that forbids installing)."""


def is_installed() -> bool:
    """True in the program as it is shipped: then `sys.executable` is the program itself, not a Python."""
    return bool(getattr(sys, "frozen", False)) or "launcher" in sys._xoptions


def portable_data() -> Path | None:
    """The data folder beside a portable program; None everywhere else."""
    home = Path(sys.executable).parent
    return home / PORTABLE_DATA if is_installed() and (home / PORTABLE_MARK).is_file() else None


def resources() -> Path:
    """The program's own resources: in a wheel or frozen program, else in the checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    places = [PACKAGE / "resources", PACKAGE.parent / "resources"]
    if frozen:
        places.insert(0, Path(frozen) / "resources")
    return next((p for p in places if p.is_dir()), places[-1])


def default_data_dir() -> Path:
    """The person's data folder, ASCII and without blanks (PACKAGING: data apart from program)."""
    from platformdirs import user_data_path

    return portable_data() or user_data_path("mttq-desktop", appauthor=False)


def documents_dir() -> Path:
    """Where documents for signing are put unless the person chooses another place."""
    from platformdirs import user_documents_path

    portable = portable_data()
    return portable / "van-ban" if portable else user_documents_path() / "MTTQ Desktop"


def is_there(path: Path) -> bool:
    """Whether something stands there; a disk or folder that cannot be reached holds nothing, and refuses later."""
    try:
        return path.exists()
    except OSError:
        return False


def licences() -> Path:
    """Licence texts, how to replace the Qt libraries and, in the shipped program, the notices of all it holds."""
    return resources() / "licences"
