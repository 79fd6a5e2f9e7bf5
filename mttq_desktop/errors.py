"""Troubles are for the person, in Vietnamese, with what to do; anything else is a bug."""

import errno
from dataclasses import dataclass
from enum import StrEnum

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOENT}


class Severity(StrEnum):
    """An error rejects a value or row, a warning does not, a fact is only shown."""

    ERROR = "error"
    WARNING = "warning"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong or worth seeing; codes are those of the exchange contract."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    field: str | None = None
    cell: str | None = None
    proposal: str | None = None

    @property
    def is_error(self) -> bool:
        """True when the row or form cannot be kept as it is."""
        return self.severity is Severity.ERROR


class Trouble(Exception):  # noqa: N818 - the house's word for what a person is told
    """What happened and why (`message`), and what to do next (`advice`), in Vietnamese."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class Refused(Trouble):
    """An act that the rules do not allow; `problems` name the fields."""

    def __init__(self, message: str, advice: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message, advice)
        self.problems = problems


class Changed(Refused):
    """Somebody else changed the record since it was opened (revision guard)."""


class Unreadable(Trouble):
    """A file that cannot be taken in; `code` is a file code of the exchange contract."""

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.code = code


class Cancelled(Trouble):
    """The person pressed Hủy; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Đã hủy theo yêu cầu.", "Chưa có gì được ghi vào sổ.")


class NewerStore(Trouble):
    """The data file was written by a newer version of the program."""


class StoreInUse(Trouble):
    """The data file is held by another program."""


class StoreDamaged(Trouble):
    """The data file cannot be read as one of ours."""


class NoSpace(Trouble):
    """The disk is full."""


class NotWritable(Trouble):
    """The folder or file may not be written."""


def is_full(error: OSError) -> bool:
    """True when the disk, the person's share of it, or the largest file it can hold, is used up."""
    return error.errno in _FULL


def is_shut(error: OSError) -> bool:
    """True when the folder or file refuses to be written: rights, a read-only or lost disk, a file for a folder."""
    return error.errno in _SHUT
