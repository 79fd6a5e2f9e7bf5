"""Checks that are told one by one, as they pass or fail, and written down."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from installer.common import Failed, say


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: what, whether it passed, how long it took, what was seen."""

    what: str
    passed: bool
    seconds: float
    seen: str


@dataclass
class Checks:
    """All checks of one run; a failed one does not stop the next."""

    title: str
    done: list[Checked] = field(default_factory=list)

    def check(self, what: str, look: Callable[[], str]) -> bool:
        """Look; what it returns is told beside the tick, what it raises beside the cross."""
        begun = time.monotonic()
        try:
            passed, seen = True, look()
        except (Failed, AssertionError, OSError, KeyError, ValueError, TimeoutError) as error:
            passed, seen = False, f"{type(error).__name__}: {error}"
        self.done.append(Checked(what, passed, round(time.monotonic() - begun, 1), seen))
        say(f"{'✓' if passed else '✗'} {what}" + (f": {seen}" if seen else ""))
        return passed

    def finish(self, target: Path) -> int:
        """Write everything down; 0 when all passed."""
        failed = [c.what for c in self.done if not c.passed]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps([asdict(c) for c in self.done], ensure_ascii=False, indent=1), encoding="utf-8")
        say(f"\n{self.title}: {len(self.done) - len(failed)} đạt, {len(failed)} không đạt")
        return 1 if failed else 0


def equal(found: object, wanted: object, what: str = "") -> None:
    """Both are the same, or the check fails with both told."""
    if found != wanted:
        raise Failed(f"{what} {found!r}, phải là {wanted!r}".strip())


def self_test_told(report: Path) -> str:
    """The steps of a self-test that passed, with their times; a failed one fails the check."""
    told = json.loads(report.read_text(encoding="utf-8"))
    wrong = {s["name"]: s["found"].get("why") for s in told["steps"] if not s["passed"]}
    if wrong or not told["passed"]:
        raise Failed(f"self-test: {wrong}")
    steps = ", ".join(f"{s['name']} {s['seconds']:.1f} s" for s in told["steps"])
    return f"Qt {told['qt']} trên {told['platform']}; {steps}"
