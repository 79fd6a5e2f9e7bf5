"""The log is carried into the data file when it has grown, not again at every save while somebody still reads it."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import PoolProxiedConnection

from mttq_desktop.store.settling import KEPT, STEP, Settler


@pytest.mark.parametrize(
    ("sizes", "begun"),
    [
        pytest.param((KEPT - 1, KEPT), 0, id="short"),
        pytest.param((KEPT + 1,), 1, id="long"),
        pytest.param((KEPT + 1, KEPT + 2, KEPT + STEP), 1, id="read by somebody, hardly longer"),
        pytest.param((KEPT + 1, KEPT + 2 + STEP), 2, id="longer by a step"),
        pytest.param((KEPT + STEP, KEPT, KEPT + 1), 2, id="begun anew and long again"),
    ],
)
def test_a_long_log_is_tried_again_only_when_it_has_grown(tmp_path: Path, sizes: tuple[int, ...], begun: int) -> None:
    log, engine = tmp_path / "du-lieu.sqlite3-wal", create_engine("sqlite://")
    asked: list[PoolProxiedConnection] = []

    def connect() -> PoolProxiedConnection:
        asked.append(engine.raw_connection())
        return asked[-1]

    settler = Settler(tmp_path / "du-lieu.sqlite3", connect)
    for size in sizes:
        log.touch()
        with log.open("r+b") as file:
            file.truncate(size)
        settler.look()
        settler.wait()
    assert len(asked) == begun
    engine.dispose()
