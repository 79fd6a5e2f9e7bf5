"""The whole practice province and the small worked-out one, made once for the documents' tests."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from mttq_desktop.services.practice import fill_with_practice
from mttq_desktop.store.database import Database
from tests.queries.indicators.conftest import filled, province

__all__ = ["filled", "province"]


@pytest.fixture(scope="package")
def practised(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file with the practice province."""
    path = tmp_path_factory.mktemp("practice") / empty_store.name
    path.write_bytes(empty_store.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    fill_with_practice(database)
    database.close()
    return path


@pytest.fixture
def practice(practised: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of it, open."""
    path = tmp_path / practised.name
    path.write_bytes(practised.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    yield database
    database.close()
