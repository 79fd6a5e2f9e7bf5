"""The small province, made once for all tests of this folder."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.store.database import Database
from tests.queries.indicators.province import Province


@pytest.fixture(scope="package")
def filled(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data file with the small province; tests read it, or copy it."""
    path = tmp_path_factory.mktemp("province") / empty_store.name
    path.write_bytes(empty_store.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 7, 5, 9, 30))
    with database.reading() as session:
        words = read_vocabulary(session)
    with database.writing("test", "Tỉnh thử") as writing:
        Province(writing, words).fill()
    database.close()
    return path


@pytest.fixture(scope="module")
def province(filled: Path) -> Iterator[Database]:
    """The small province, to read."""
    database = Database.open(filled, "người thử", lambda: datetime(2024, 7, 5, 9, 30))
    yield database
    database.close()


@pytest.fixture
def changing(filled: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the small province that a test may change."""
    path = tmp_path / filled.name
    path.write_bytes(filled.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 7, 5, 9, 30))
    yield database
    database.close()
