"""The floors of the house, checked by import-linter, and proof that a breach would be seen."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"

# contract → (module of the package, import that breaks it)
BREACHES = {
    "Each floor imports only what stands below it": ("text", "import mttq_desktop.services"),
    "Qt only in ui; the command line never reaches it, not even indirectly": (
        "cli",
        "import mttq_desktop.ui.planted",
    ),
    "Workbook libraries only in excel": ("services", "import openpyxl"),
    "python-docx only in word": ("queries", "from docx import Document"),
    "No SQLAlchemy in fields, rules, text": ("rules", "from sqlalchemy import select"),
    "ui and cli reach excel and word only through services": ("ui", "import mttq_desktop.excel"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter over the package in that folder, by the contracts in its pyproject.toml."""
    command = [sys.executable, "-c", LINT]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be broken."""
    shutil.copytree(ROOT / "mttq_desktop", tmp_path / "mttq_desktop", ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_floor_imports_only_what_stands_below_it() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


def test_a_breach_of_each_contract_is_found(copy: Path) -> None:
    (copy / "mttq_desktop/ui/planted.py").write_text("import PySide6\n", encoding="utf-8")
    for floor, line in BREACHES.values():
        target = copy / "mttq_desktop" / floor / "breach.py"
        target.write_text(line + "\n", encoding="utf-8")
    result = lint(copy)
    assert result.returncode != 0
    unseen = [name for name in BREACHES if f"{name} BROKEN" not in result.stdout]
    assert not unseen, result.stdout


def test_a_module_on_no_floor_is_found(copy: Path) -> None:
    (copy / "mttq_desktop/stray.py").touch()
    result = lint(copy)
    assert result.returncode != 0
    assert "mttq_desktop.stray" in result.stdout


def loaded_by(module: str) -> set[str]:
    """Top-level names of everything that importing this module loads."""
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    command = [sys.executable, "-W", "error", "-c", code]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.split())


def test_the_command_line_loads_no_qt_and_nothing_heavy() -> None:
    heavy = {"PySide6", "shiboken6", "qtawesome", "openpyxl", "docx", "holidays", "alembic", "rapidfuzz"}
    assert not loaded_by("mttq_desktop.cli.main") & heavy
