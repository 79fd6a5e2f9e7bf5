"""Statements are put into SQL once in the program's life, whatever data file is open."""

from pathlib import Path

from sqlalchemy import select

from mttq_desktop.records.catalogue import Holiday
from mttq_desktop.store.database import Database
from mttq_desktop.store.dialect import COMPILED, SharedDialect


def test_a_second_data_file_uses_what_the_first_put_into_sql(tmp_path: Path) -> None:
    question = select(Holiday.day.label("day_that_nobody_else_asks_for"))

    def ask(name: str) -> int:
        database = Database.open(tmp_path / name)
        with database.reading() as session:
            session.execute(question).all()
        database.close()
        return sum("day_that_nobody_else_asks_for" in c.string for c in COMPILED.values())

    assert [ask("một.sqlite3"), ask("hai.sqlite3")] == [1, 1]


def test_it_is_one_dialect_and_no_other() -> None:
    assert SharedDialect() == SharedDialect()
    assert hash(SharedDialect()) == hash(SharedDialect())
    assert SharedDialect() != SharedDialect.__mro__[1]()
