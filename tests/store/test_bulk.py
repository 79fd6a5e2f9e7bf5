"""Many rows at once: exact values whether they differ or not, the index's trigger kept, a short log afterwards."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from mttq_desktop.errors import Cancelled
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import Filter, ids
from mttq_desktop.records.catalogue import Holiday
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.records.register import EVERY_KIND
from mttq_desktop.records.uids import new_uids
from mttq_desktop.store.bulk import insert_columns
from mttq_desktop.store.database import Database
from mttq_desktop.store.search import bulk_insert
from mttq_desktop.store.settling import KEPT
from tests.makers import a_petition

HOLIDAY = {"revision": 1, "kind": "rest", "confirmed": 1}


def _insert(store: Database, names: list[str]) -> None:
    size = len(names)
    with store.writing("test", "Nạp ngày nghỉ") as writing:
        insert_columns(writing.connection, Holiday.__table__, {  # type: ignore[arg-type]  # a Table
            **{n: [v] * size for n, v in HOLIDAY.items()},
            "made_by": [writing.act] * size, "changed_by": [None] * size, "uid": new_uids(size),
            "day": [f"2031-01-{n + 1:02}" for n in range(size)], "name": names, "folded": [""] * size,
        })  # fmt: skip


def _names(store: Database) -> list[tuple[str, object]]:
    with store.reading() as session:
        found = session.execute(text("SELECT name, changed_by FROM holiday WHERE day LIKE '2031-%' ORDER BY day"))
        return [(name, by) for name, by in found]


@pytest.mark.parametrize("names", [
    ["Lễ hội Ch'ơm"], ["Lễ hội Ch'ơm"] * 3, ["một", "hai ?", ":ba"], ["''; DROP TABLE holiday; --"] * 2,
])  # fmt: skip
def test_values_are_kept_as_given(store: Database, names: list[str]) -> None:
    _insert(store, names)
    assert _names(store) == [(name, None) for name in names]


def test_fresh_identities_are_uuids_that_begin_with_the_time() -> None:
    made = [UUID(hex=uid) for uid in new_uids(200)]
    assert len(set(made)) == 200
    assert {u.version for u in made} == {7}
    assert {u.variant for u in made} == {"specified in RFC 4122"}


def test_after_a_bulk_insert_that_failed_single_records_are_searched_as_ever(
    store: Database, vocabulary: Vocabulary
) -> None:
    with (
        pytest.raises(IntegrityError), store.writing("test", "Hỏng") as writing,
        bulk_insert(writing.connection, PETITION),
    ):  # fmt: skip
        writing.connection.exec_driver_sql("INSERT INTO petition (id, uid) VALUES (1, NULL)")
    with store.writing("test", "Thêm") as writing:
        wanted = a_petition(writing, vocabulary, content="Nạo vét kênh mương")
    with store.reading() as session:
        assert list(ids(session, PETITION, Filter(text="kenh muong"))) == [wanted]


def test_after_a_bulk_insert_single_records_are_searched_as_ever(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Nạp nhiều") as writing, bulk_insert(writing.connection, PETITION):
        first = a_petition(writing, vocabulary, content="Nạo vét kênh mương")
    with store.writing("test", "Thêm") as writing:
        second = a_petition(writing, vocabulary, content="Nạo vét kênh mương lần nữa")
    with store.reading() as session:
        assert sorted(ids(session, PETITION, Filter(text="kenh muong"))) == [first, second]


def test_many_at_once_twice_in_one_act_stand_in_the_index_once(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Nạp hai lần") as writing:
        for place in ("thôn 1", "thôn 2"):
            with bulk_insert(writing.connection, PETITION):
                a_petition(writing, vocabulary, content=f"Nạo vét kênh mương {place}")
    with store.reading() as session:
        assert len(ids(session, PETITION, Filter(text="kenh muong"))) == 2
        rows = session.execute(text("SELECT count(*) FROM search_petition WHERE search_petition MATCH 'kenh'"))
        assert rows.scalar() == 2


def test_the_index_grows_beside_the_records_piece_by_piece(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Nạp từng phần") as writing, bulk_insert(writing.connection, PETITION) as index:
        for day in (20, 3, 11):  # out of the order of the index
            a_petition(writing, vocabulary, content=f"Nạo vét kênh mương {day}", received_on=date(2024, 1, day))
            writing.flush()
            index.begin()
            index.wait()
        a_petition(writing, vocabulary, content="Nạo vét kênh mương sau cùng")
        writing.flush()
    with store.reading() as session:
        assert len(ids(session, PETITION, Filter(text="kenh muong"))) == 4
        rows = session.execute(text("SELECT count(*) FROM search_petition WHERE search_petition MATCH 'kenh'"))
        assert rows.scalar() == 4


def test_what_stops_the_index_stops_the_act(store: Database, vocabulary: Vocabulary) -> None:
    def stop() -> None:
        raise Cancelled

    with (
        pytest.raises(Cancelled), store.writing("test", "Bị hủy") as writing,
        bulk_insert(writing.connection, PETITION, stop) as index,
    ):  # fmt: skip
        a_petition(writing, vocabulary, content="Nạo vét kênh mương")
        writing.flush()
        index.begin()
        index.wait()
    with store.reading() as session:
        assert not ids(session, PETITION, Filter())


def test_records_that_nobody_searches_need_no_index(store: Database) -> None:
    kind = next(k for k in EVERY_KIND if not k.searched)
    with store.writing("test", "Nạp") as writing, bulk_insert(writing.connection, kind) as index:
        index.begin()
        index.wait()


def test_a_long_log_is_carried_into_the_file_while_it_is_open(store: Database) -> None:
    log = store.path.with_name(f"{store.path.name}-wal")
    _insert(store, ["x" * 30_000 + str(n) for n in range(31)])
    with store.writing("test", "Nạp thư") as writing:
        writing.connection.exec_driver_sql("UPDATE holiday SET name = name || name || name || name || name || name")
    assert log.stat().st_size > KEPT
    store.settle()
    with store.writing("test", "Ghi tiếp") as writing:
        writing.say("Ghi tiếp lần nữa")
    assert log.stat().st_size <= KEPT


def test_what_is_only_in_the_log_outlives_a_crash(store: Database, tmp_path: Path) -> None:
    _insert(store, ["Ngày hội Đại đoàn kết"])
    copy = tmp_path / "sau-khi-mat-dien.sqlite3"
    for ending in ("", "-wal"):
        source = store.path.with_name(store.path.name + ending)
        copy.with_name(copy.name + ending).write_bytes(source.read_bytes())
    opened = Database.open(copy, "test")
    assert _names(opened) == [("Ngày hội Đại đoàn kết", None)]
    opened.close()
