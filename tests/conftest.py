"""What every test stands on: no screen, no person's own folders, one date, one locale."""

import os
import time
from datetime import date
from pathlib import Path

# Before Qt or a C library reads them.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["TZ"] = "Asia/Ho_Chi_Minh"
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("office", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True, database=None)
settings.load_profile("gate" if os.environ.get("CI") else "office")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the data, settings or documents of whoever runs it."""
    home = tmp_path_factory.getbasetemp() / "home"
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = home if name == "HOME" else home / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(folder))


@pytest.fixture
def today() -> date:
    """The day on which tests happen: the first quarter of 2024 is just over, its report is due."""
    return date(2024, 4, 5)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The facts and sample workbooks beside the checkout; a fresh clone elsewhere has none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared facts and samples are not beside this checkout")
    return folder
