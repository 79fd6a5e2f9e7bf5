"""Names of people and of files."""

import re

from mttq_desktop.text.fold import clean
from mttq_desktop.text.shorten import shortened

LONGEST_FILE_NAME = 120  # letters; with folder and extension below the 260 of Windows

_APART = re.compile(r"\s*[/\\|]\s*")
_REFUSED = re.compile(r'[<>:"?*\x00-\x1f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def safe_file_name(s: str) -> str:
    """A file name every system takes, with its Vietnamese letters: 12/BC-MTTQ gives 12-BC-MTTQ."""
    name = clean(_REFUSED.sub(" ", _APART.sub("-", clean(s))))
    name = shortened(name, LONGEST_FILE_NAME, more="").strip(" .")
    if not name:
        return "Không tên"
    return f"_{name}" if _DEVICES.fullmatch(name) else name


def given_name(s: str) -> str:
    """The last word of a person's name."""
    return clean(s).rpartition(" ")[2]
