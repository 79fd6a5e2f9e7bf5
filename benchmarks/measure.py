"""How the benchmarks measure: interleaved medians, children with their own peak memory, one row a figure."""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEED = 20240331
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of ours: its value, what it stands beside, the ratio between them and the ratio to reach."""

    name: str
    value: float
    floor_name: str
    ratio: float
    target: float
    unit: str = "s"

    @property
    def reached(self) -> bool:
        """True when the ratio is no worse than the one to reach."""
        return self.ratio <= self.target


@dataclass(frozen=True, slots=True)
class Run:
    """What a child process says of its own work: seconds, its peak of memory in MB, rows done."""

    seconds: float
    peak_mb: float
    rows: int


def dice() -> random.Random:
    """The same invented data in every run."""
    return random.Random(SEED)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(variants: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median of each variant, the variants taking turns so that a busy machine slows all alike."""
    taken: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, measure in variants.items():
            taken[name].append(measure())
    return {name: statistics.median(values) for name, values in taken.items()}


def peers_python() -> str:
    """The interpreter of the environment that `dev.py bench` makes for the peers."""
    return str(Path(sys.prefix) / "peers" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def child(command: Sequence[str]) -> Run:
    """Run a program that prints its Run as JSON on its last line."""
    return Run(**json.loads(told(command)))


def told(command: Sequence[str]) -> str:
    """The last line of what a program prints."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command}\n{done.stderr}")
    return done.stdout.splitlines()[-1]


def tell(taken: float, rows: int) -> None:
    """Print this process's Run for `child`."""
    print(json.dumps({"seconds": taken, "peak_mb": peak_mb(), "rows": rows}))


def peak_mb() -> float:
    """Peak resident memory of this process; not known on Windows.

    Linux's own ru_maxrss is at least the parent's memory at the start of a child, so it is not asked.
    """
    if sys.platform == "win32":
        return float("nan")
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
