"""Figures as the office prints them: reported, not applicable and not reported differ."""

from enum import Enum
from typing import Final, Literal

from mttq_desktop.text.numbers import percent, whole
from mttq_desktop.word.model import Figured


class Missing(Enum):
    """The one value that says a figure does not apply ("-")."""

    NOT_APPLICABLE = "-"


NOT_APPLICABLE: Final = Missing.NOT_APPLICABLE
Figure = int | Literal[Missing.NOT_APPLICABLE] | None
"""A count; `None` is "not reported yet" and prints as an empty cell (documents §3.3)."""


def figure(value: Figure) -> str:
    """ "1.234", "0", "-" when not applicable, "" when not reported."""
    if value is None:
        return ""
    return value.value if isinstance(value, Missing) else whole(value)


def figured(value: Figure, key: str) -> str:
    """The same, and the screen can open what stands behind a number."""
    text = figure(value)
    return Figured(text, key) if isinstance(value, int) and key else text


def share(part: Figure, total: Figure) -> str:
    """The percentage `part` is of `total`, "-" of nothing, "" when either is not reported."""
    if part is None or total is None:
        return ""
    if isinstance(part, Missing) or isinstance(total, Missing) or total == 0:
        return NOT_APPLICABLE.value
    return percent(part * 100 / total)


def shared(part: Figure, total: Figure, key: str) -> str:
    """The same, and the screen opens what stands behind the part."""
    text = share(part, total)
    return Figured(text, key) if key and text not in ("", NOT_APPLICABLE.value) else text
