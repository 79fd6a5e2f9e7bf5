"""What changed, told after commit on a plain Python feed (ARCHITECTURE: how it moves)."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Tables touched by one act, and who asked for it, so that the asker may ignore its own news."""

    touched: frozenset[str]
    origin: str
    act: int


Listener = Callable[[Changes], None]


@dataclass
class Feed:
    """Subscribers are called in the writing thread; the window re-emits in its own."""

    _listeners: list[Listener] = field(default_factory=list)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Start listening; call the result to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, changes: Changes) -> None:
        """Pass the news to everybody listening now."""
        for listener in tuple(self._listeners):
            listener(changes)
