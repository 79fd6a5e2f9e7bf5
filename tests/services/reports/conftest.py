"""The whole practice province and the small worked-out one, made once for the documents' tests."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from mttq_desktop.store.database import Database
from tests.queries.indicators.conftest import filled, province

__all__ = ["filled", "province"]


@pytest.fixture
def practice(practice_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of it, open."""
    path = tmp_path / practice_file.name
    path.write_bytes(practice_file.read_bytes())
    database = Database.open(path, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
    yield database
    database.close()
