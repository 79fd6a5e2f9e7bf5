"""Rules that change with time: which version holds on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Something in force from a day, and to a day where it has ended."""

    @property
    def valid_from(self) -> date:
        """First day."""

    @property
    def valid_to(self) -> date | None:
        """Last day, None while it stands."""


V = TypeVar("V", bound=Dated)


def in_force(versions: Iterable[V], on: date) -> V | None:
    """The version of a day; where several hold, the newest: a new one is often written before the old one is ended."""
    holding = [v for v in versions if v.valid_from <= on and (v.valid_to is None or on <= v.valid_to)]
    return max(holding, key=lambda v: v.valid_from, default=None)
