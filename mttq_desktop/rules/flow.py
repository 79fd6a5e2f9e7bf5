"""Which state may follow which, and what a person is told when it may not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from mttq_desktop.errors import Refused

E = TypeVar("E", bound=Enum)
Needed = Callable[[Mapping[str, Any]], bool]
"""A condition over a record's values that a step needs."""


@dataclass(frozen=True, slots=True)
class Move(Generic[E]):
    """A step into `target` from any of `source`; `refusal` says what must be done first.

    `needs` is what the record must hold before; without it the step is free.
    """

    source: frozenset[E]
    target: E
    refusal: str
    needs: Needed | None = None


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

    def refusal(self, source: E, target: E, values: Mapping[str, Any]) -> str:
        """Why `target` may not follow `source` for a record with these values; empty when it may."""
        moves = [m for m in self.moves if m.target is target and source in m.source]
        if not moves:
            reasons = [m.refusal for m in self.moves if m.target is target and m.refusal]
            return reasons[0] if reasons else "Bước này không có trong quy trình."
        if any(m.needs is None or m.needs(values) for m in moves):
            return ""
        return moves[0].refusal
