"""What every test stands on: no screen, no person's own folders, one date, one locale."""

import gc
import os
import shutil
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

# Before Qt or a C library reads them.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["TZ"] = "Asia/Ho_Chi_Minh"
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from hypothesis import settings

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.store.database import Database

ROOT = Path(__file__).resolve().parents[1]

# Thousands of small tests over large modules: looking for rings after every 700 objects took a twelfth of the time.
gc.set_threshold(50_000, 20, 50)


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: no search for rings goes through them again."""
    gc.collect()
    gc.freeze()


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


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file with its catalogues and nothing else, made once and copied for each test."""
    from mttq_desktop.services.opening import open_store

    folder = tmp_path_factory.mktemp("empty")
    database = open_store(folder, "người thử")
    copied_today(database)
    database.close()
    return database.path


def copied_today(database: Database) -> None:
    """Say that a copy was made, so that windows closed without any change make none: 0.1 s of each test."""
    from mttq_desktop.services.autobackup import ORIGIN
    from mttq_desktop.services.settings import set_one

    set_one(database, ORIGIN, last_backup=datetime(2024, 4, 5, 8))


@pytest.fixture(scope="session")
def practice_file(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file with the practice province, made once and copied by whoever changes it."""
    from mttq_desktop.services.practice import fill_with_practice

    path = tmp_path_factory.mktemp("practice") / empty_store.name
    shutil.copy(empty_store, path)
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    fill_with_practice(database)
    copied_today(database)
    database.close()
    return path


@pytest.fixture
def store(empty_store: Path, tmp_path: Path) -> Iterator[Database]:
    """An open data file of its own for one test; the clock stands on the test's day."""
    path = tmp_path / "data" / empty_store.name
    path.parent.mkdir()
    shutil.copy(empty_store, path)
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    yield database
    database.close()


@pytest.fixture(scope="session")
def vocabulary(empty_store: Path) -> Vocabulary:
    """The catalogues of every test's data file as they stand before the test: a snapshot, read once."""
    database = Database.open(empty_store)
    with database.reading() as session:
        words = read_vocabulary(session)
    database.close()
    return words
