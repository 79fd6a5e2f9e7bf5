"""A field type is an object that reads and writes a value; forms, lists, Excel and Word ask it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Generic, TypeAlias, TypeVar

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields.vocabulary import Vocabulary

JsonValue: TypeAlias = "str | int | float | bool | None | list[JsonValue]"
V_co = TypeVar("V_co", covariant=True)


class Bad(Exception):  # noqa: N818 - a value that cannot be taken, with its problem
    """A text that is no value of the field."""

    def __init__(self, code: str, message: str, proposal: str | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(code, message, Severity.ERROR, proposal=proposal)


@dataclass(frozen=True)
class Place:
    """Where and when a text is read: catalogues, the day they must be valid on, the sender's unit."""

    vocabulary: Vocabulary
    on: date | None = None
    within: int | None = None


@dataclass(frozen=True, kw_only=True)
class Field(Generic[V_co]):
    """What every field has: its caption, other captions in workbooks, help, width in characters.

    `personal` marks people's data (masked on screen, left out of Word and Excel unless asked for).
    `stored` is the plain Python type kept in the data file.
    """

    label: str
    aliases: tuple[str, ...] = ()
    hint: str = ""
    width: int = 16
    personal: bool = False
    stored: ClassVar[type] = str

    def parse(self, text: str, place: Place) -> V_co:
        """The value meant by a typed or written text; raises `Bad`."""
        raise Bad("missing", f"{self.label}: chưa có cách đọc giá trị này.")

    def format(self, value: V_co, vocabulary: Vocabulary) -> str:  # type: ignore[misc]  # a Field[date] serves date | None
        """What people see."""
        return str(value)

    def plain(self, value: V_co, vocabulary: Vocabulary) -> JsonValue:  # type: ignore[misc]  # as above
        """The value for JSON: ISO dates, code keys, full names of units."""
        return str(value)

    def glimpse(self, value: V_co, vocabulary: Vocabulary) -> str:  # type: ignore[misc]  # as above
        """What a list shows, where everybody passing by can read it; people's numbers are masked."""
        return self.format(value, vocabulary)
