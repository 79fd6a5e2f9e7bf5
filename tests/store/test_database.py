"""Acts are all or nothing, journalled, told afterwards; the file's troubles are said in Vietnamese."""

import json
import os
import threading
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from mttq_desktop.errors import NewerStore, NotWritable, StoreDamaged
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import Filter, ids
from mttq_desktop.records.office import Act, Journal
from mttq_desktop.records.petitions import PETITION, Petition
from mttq_desktop.store.backup import check_file, copy_file
from mttq_desktop.store.changes import Changes
from mttq_desktop.store.database import Database
from mttq_desktop.store.search import ID_MASK, bulk_insert
from tests.makers import a_petition


def test_an_act_is_all_or_nothing(store: Database, vocabulary: Vocabulary) -> None:
    with pytest.raises(RuntimeError), store.writing("test", "Dở dang") as writing:
        a_petition(writing, vocabulary)
        raise RuntimeError
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Petition)) == 0
        assert session.scalar(select(Act).where(Act.what == "Dở dang")) is None


def test_a_commit_that_is_refused_leaves_nothing_and_the_next_act_is_kept(
    store: Database, vocabulary: Vocabulary
) -> None:
    with pytest.raises(IntegrityError), store.writing("test", "Dở dang") as writing:
        a_petition(writing, vocabulary)
        writing.execute("PRAGMA defer_foreign_keys = ON")
        writing.execute("UPDATE petition SET organisation_id = 999999")
    with store.writing("test", "Thêm") as writing:
        wanted = a_petition(writing, vocabulary)
    with store.reading() as session:
        assert session.scalars(select(Petition.id)).all() == [wanted]
        assert session.scalar(select(Act).where(Act.what == "Dở dang")) is None


def test_an_insert_knows_its_act_and_an_update_keeps_the_image_before(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Thêm") as first:
        wanted = a_petition(first, vocabulary, content="Đề nghị sửa đường thôn Trung Hòa")
    with store.writing("test", "Sửa hàng loạt") as second:
        second.session.execute(update(Petition).where(Petition.id == wanted).values(content="Đã sửa"))
    with store.reading() as session:
        petition = session.get_one(Petition, wanted)
        entry = session.scalars(select(Journal).where(Journal.table_name == "petition")).one()
    assert petition.made_by == first.act
    assert (entry.act_id, entry.row_id, entry.operation) == (second.act, wanted, "U")
    assert json.loads(entry.before)["content"] == "Đề nghị sửa đường thôn Trung Hòa"
    assert json.loads(entry.before)["authorities"] == "[]" or json.loads(entry.before)["authorities"] == []


def test_the_feed_tells_what_an_act_touched(store: Database, vocabulary: Vocabulary) -> None:
    heard: list[Changes] = []
    stop = store.feed.subscribe(heard.append)
    with store.writing("form", "Thêm") as writing:
        a_petition(writing, vocabulary)
    stop()
    assert heard[0].origin == "form"
    assert "petition" in heard[0].touched


def test_search_follows_every_write(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Thêm") as writing:
        wanted = a_petition(writing, vocabulary, content="Kiến nghị về đất đai ở Đại Lộc")
    query = text("SELECT rowid & :mask FROM search_petition WHERE search_petition MATCH :w")
    with store.reading() as session:
        assert session.execute(query, {"w": "kien nghi dat dai", "mask": ID_MASK}).scalars().all() == [wanted]
    with store.writing("test", "Xóa hẳn") as writing:
        writing.session.execute(text("DELETE FROM petition WHERE id = :i"), {"i": wanted})
    with store.reading() as session:
        assert session.execute(query, {"w": "dat dai", "mask": ID_MASK}).scalars().all() == []


def test_a_file_from_a_newer_program_is_refused_unchanged(store: Database) -> None:
    with store.writing("test", "Giả bản mới") as writing:
        writing.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(NewerStore, match="phiên bản mới hơn"):
        Database.open(store.path)
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all, only text" * 40, b"PK\x03\x04" + b"\0" * 5000])
def test_a_file_that_is_no_data_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mttq.sqlite3"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="hỏng hoặc không phải"):
        Database.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "mttq.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    with pytest.raises(StoreDamaged, match="không phải tệp dữ liệu"):
        Database.open(path)


def test_a_full_disk_is_said_and_nothing_stored_is_lost(store: Database, vocabulary: Vocabulary) -> None:
    from mttq_desktop.errors import NoSpace

    with store.writing("test", "Thêm") as writing:
        a_petition(writing, vocabulary)
    with pytest.raises(NoSpace, match="ổ đĩa đã đầy"), store.writing("test", "Đầy đĩa") as writing:
        pages = writing.session.execute(text("PRAGMA page_count")).scalar_one()
        writing.session.execute(text(f"PRAGMA max_page_count = {pages}"))
        for _ in range(400):
            a_petition(writing, vocabulary, content="Nội dung dài " * 200)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Petition)) == 1


@pytest.mark.skipif(os.name == "nt", reason="folder permissions work otherwise on Windows")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    taken = tmp_path / "data"
    taken.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(NotWritable, match="Không ghi được vào"):
        Database.open(taken / "mttq.sqlite3")


def test_a_backup_is_checked_and_a_failed_one_leaves_nothing(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    with store.writing("test", "Thêm") as writing:
        a_petition(writing, vocabulary, received_on=date(2024, 2, 1))
    health = copy_file(store.path, tmp_path / "usb" / "saoluu.sqlite3")
    assert health.sound
    assert health.rows == check_file(store.path).rows
    with pytest.raises(StoreDamaged):
        copy_file(tmp_path / "khong-co.sqlite3", tmp_path / "ban-sao.sqlite3")
    assert not (tmp_path / "ban-sao.sqlite3").exists()
    assert not (tmp_path / "ban-sao.sqlite3.part").exists()


def test_a_bulk_insert_is_found_like_any_other(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Nạp nhiều") as writing, bulk_insert(writing.connection, PETITION):
        wanted = [a_petition(writing, vocabulary, content=f"Kiến nghị thứ {n} về kênh mương") for n in range(3)]
    with store.reading() as session:
        assert sorted(ids(session, PETITION, Filter(text="kenh muong"))) == wanted
        assert sorted(ids(session, PETITION, Filter(text="kenh muong").having("field", "GT"))) == wanted
    with store.writing("test", "Sửa") as writing:
        writing.session.execute(update(Petition).where(Petition.id == wanted[0]).values(field="DD"))
    with store.reading() as session:
        assert sorted(ids(session, PETITION, Filter().having("field", "GT"))) == wanted[1:]


def test_a_form_is_saved_in_few_statements_on_the_connection_that_always_writes(
    store: Database, vocabulary: Vocabulary
) -> None:
    """After its act: the number, the row, its authorities. Each more would be felt at every save."""
    seen: list[str] = []
    drivers = set()
    for _ in range(2):
        with store.writing("form", "Thêm") as writing:
            driver: Any = writing.connection.connection.driver_connection
            drivers.add(driver)
            driver.set_trace_callback(seen.append)
            a_petition(writing, vocabulary, authorities=(1,))
            driver.set_trace_callback(None)
    assert len(drivers) == 1
    ours = [s.split(" (")[0] for s in seen if not s.startswith("--") and "search_petition" not in s]
    once = [name for name, _ in groupby(ours)]  # a trigger tells the statement that set it off again
    assert once == ["INSERT INTO number_series", "INSERT INTO petition", "INSERT INTO petition_authority"] * 2


def test_closing_waits_for_what_is_being_kept_in_another_thread(store: Database, vocabulary: Vocabulary) -> None:
    begun, closing = threading.Event(), threading.Event()

    def keep_one() -> None:
        with store.writing("form", "Thêm") as writing:
            begun.set()
            closing.wait(10)
            a_petition(writing, vocabulary)

    thread = threading.Thread(target=keep_one)
    thread.start()
    begun.wait(10)
    closer = threading.Thread(target=store.close)
    closer.start()
    closer.join(0.2)
    assert closer.is_alive()
    closing.set()
    thread.join()
    closer.join()
    again = Database.open(store.path)
    with again.reading() as session:
        assert session.scalar(select(func.count()).select_from(Petition)) == 1
    again.close()
