"""What may be published: no addresses or paths of one machine, nothing postponed, true locks."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("run", "dev", "bench", "package", "runtime", "windows")
MEGABYTE = 1_000_000

# Written so that none of them matches its own line.
FORBIDDEN = {
    "an index address": re.compile(
        r"(?<!no-emit-)(?:extra-)?index[-_]ur[l]|find[-_]link[s]|/simpl[e]/|pythonhoste[d]", re.IGNORECASE
    ),
    "a path of one machine": re.compile(
        r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]/\w+|opt/pyp[i])/|[A-Z]:\\User[s]\\"
    ),
    "a blanket type ignore": re.compile(r"#\s*type:\s*ignor[e](?!\[)"),
    "something postponed": re.compile(r"\bTO[D]O\b|\bFIXM[E]\b"),
}


def tracked() -> Iterator[Path]:
    """Every file in git, or every file of an unpacked source archive."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names = answer.stdout.split("\0") if answer.returncode == 0 else []
    found = [ROOT / name for name in names if name] or [*ROOT.rglob("*.py"), *ROOT.rglob("*.md")]
    return (path for path in found if path.is_file() and ".venv" not in path.parts)


def texts() -> Iterator[tuple[Path, str]]:
    """Tracked files that are text."""
    for path in tracked():
        try:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def modules() -> Iterator[tuple[Path, str]]:
    """Tracked Python modules."""
    return ((path, text) for path, text in texts() if path.suffix == ".py")


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    """The same, taken apart once."""
    return tuple((path, ast.parse(text)) for path, text in modules())


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert not found, "\n".join(found)


def test_no_module_is_longer_than_400_lines() -> None:
    long = {str(path): text.count("\n") for path, text in modules() if text.count("\n") > 400}
    assert not {name: lines for name, lines in long.items() if "/migrations/" not in name}


def test_no_function_is_longer_than_45_lines() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > 45
        and "migrations" not in path.parts
    ]
    assert not long


def test_every_module_says_what_it_is() -> None:
    """A tests folder's `__init__.py` only makes it a package."""
    silent = [str(path) for path, tree in trees() if ast.get_docstring(tree) is None]
    assert not [path for path in silent if not re.fullmatch(r"tests/.*__init__\.py", path)]


def test_no_file_is_large() -> None:
    assert not [str(path) for path in tracked() if path.stat().st_size > 1.5 * MEGABYTE]


# ── locks ────────────────────────────────────────────────────────────────────

PIN = re.compile(r"([a-z0-9][a-z0-9.-]*)==([\w.!+]+)(?: ; [\w.'<>=!() -]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def pins(name: str) -> dict[str, set[str]]:
    """Locked versions by name (several where they differ by Python version)."""
    found: dict[str, set[str]] = {}
    for line in lock_lines(name):
        if match := PIN.fullmatch(line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def lock_lines(name: str) -> list[str]:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_names_versions_and_hashes_alone(name: str) -> None:
    assert not [line for line in lock_lines(name) if not PIN.fullmatch(line) and not HASH.fullmatch(line)]


def test_what_is_tested_is_what_runs() -> None:
    tested = pins("dev")
    assert [p for p, versions in pins("run").items() if tested.get(p) != versions] == []


def test_peers_read_with_the_same_libraries() -> None:
    ours = pins("run")
    assert [p for p, versions in pins("bench").items() if ours.get(p, versions) != versions] == []


def test_every_dependency_is_locked_within_its_range() -> None:
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = pins("run")
    for requirement in map(Requirement, project["dependencies"]):
        versions = locked[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_qt_is_locked_to_the_version_that_keeps_its_references() -> None:
    """PySide6 6.12.0 on Python 3.11 loses references to None and True (PYSIDE-3474)."""
    assert pins("run")["pyside6-essentials"] == pins("run")["shiboken6"] == {"6.9.3"}
    assert "pyside6-addons" not in pins("dev")  # its charts and web engine are not needed: 160 MB less to fetch
