"""Where things lie: resources beside the code, data and documents in the person's folders."""

import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


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

    return user_data_path("mttq-desktop", appauthor=False)


def documents_dir() -> Path:
    """Where documents for signing are put unless the person chooses another place."""
    from platformdirs import user_documents_path

    return user_documents_path() / "MTTQ Desktop"
