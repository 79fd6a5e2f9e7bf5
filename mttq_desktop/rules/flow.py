"""Which state may follow which, and what a person is told when it may not."""

from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from mttq_desktop.errors import Refused

E = TypeVar("E", bound=Enum)


@dataclass(frozen=True, slots=True)
class Move(Generic[E]):
    """A step into `target` from any of `source`; `refusal` says what must be done first."""

    source: frozenset[E]
    target: E
    refusal: str


@dataclass(frozen=True)
class Flow(Generic[E]):
    """The moves a record may make, in the order they are offered."""

    moves: tuple[Move[E], ...]

    def allowed(self, source: E) -> tuple[E, ...]:
        """States that may follow, each once."""
        return tuple(dict.fromkeys(m.target for m in self.moves if source in m.source))

    def check(self, source: E, target: E) -> None:
        """Raises Refused, with the move's own words, when `target` may not follow `source`."""
        if target in self.allowed(source):
            return
        reasons = [m.refusal for m in self.moves if m.target is target and m.refusal]
        message = reasons[0] if reasons else "Bước này không có trong quy trình."
        raise Refused(message, "Xem các bước còn làm được trong phần Xử lý.")
