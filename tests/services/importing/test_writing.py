"""Writing and undoing: all or nothing, what was decided, provenance, nothing twice, what was edited stays."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from mttq_desktop.errors import Cancelled, Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.importing import batch_outcomes
from mttq_desktop.queries.listing import Filter, ids
from mttq_desktop.records.catalogue import AUTHORITY
from mttq_desktop.records.office import ImportBatch
from mttq_desktop.records.petitions import PETITION, Petition
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import (
    Choices,
    FilePreview,
    Outcome,
    Sending,
    as_json,
    board,
    hints_for,
    preview,
    undo,
    write,
)
from mttq_desktop.services.keeping import checked, keep, trash
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from mttq_desktop.ui.pages.importing_out import undone_words
from tests.excel.books import HEAD, TITLE, fill, row, saved, workbook
from tests.makers import a_petition, unit


def _look(store: Database, folder: Path, rows: list[Any], name: str = "kien_nghi.xlsx") -> FilePreview:
    (found,) = preview(store, [saved(workbook(rows), folder, name)])
    return found


def _kept(store: Database) -> list[Petition]:
    with store.reading() as session:
        return list(session.scalars(select(Petition).order_by(Petition.id)))


def test_records_know_where_they_came_from(store: Database, tmp_path: Path, vocabulary: Vocabulary) -> None:
    done = write(store, _look(store, tmp_path, [row(1), row(2)]))
    first, second = _kept(store)
    assert (first.number, second.number) == ("KN-2024-Q1-0001", "KN-2024-Q1-0002")
    assert (done.first_number, done.last_number) == (first.number, second.number)
    assert (first.import_batch, first.import_sheet, first.import_row) == (done.batch, "KN", 7)
    assert first.sender_unit_id == unit(vocabulary, "Huyện Quế Sơn")
    assert first.made_by == first.changed_by == done.act
    assert first.uid != second.uid
    with store.reading() as session:
        batch = session.get_one(ImportBatch, done.batch)
        assert json.loads(batch.mapping)["KN"]["columns"]["content"] == "Nội dung kiến nghị"
        assert json.loads(batch.counts)["new"] == 2
        assert list(ids(session, PETITION, Filter(text="trung hoa"))) == [second.id, first.id]


def test_what_a_form_keeps_and_what_a_workbook_brings_are_alike(
    store: Database, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    write(store, _look(store, tmp_path, [row(1)]))
    (brought,) = _kept(store)
    with store.reading() as session:
        pairs = session.execute(text("SELECT target_id FROM petition_authority")).scalars().all()
    values = {n: getattr(brought, n) for n in PETITION.shown if PETITION.pair(n) is None and n != "number"}
    with store.writing("test", "Ghi tay") as writing:
        made = keep(writing, checked(PETITION, {**values, "authorities": tuple(pairs)}, vocabulary), vocabulary)
    typed = next(p for p in _kept(store) if p.id == made)
    own = {"id", "uid", "number", "made_by", "changed_by", "import_batch", "import_sheet", "import_row", "folded"}
    for column in PETITION.table.columns:
        if column.name not in own:
            assert getattr(typed, column.name) == getattr(brought, column.name), column.name
    assert typed.folded.split()[4:] == brought.folded.split()[4:]


def test_nothing_is_written_while_a_question_is_open(store: Database, tmp_path: Path) -> None:
    (found,) = preview(store, [saved(workbook([row(1)], title=()), tmp_path)])
    with pytest.raises(Refused):
        write(store, found)
    assert _kept(store) == []
    hints = hints_for(store, unit_code="509", period="2024-Q1")
    (answered,) = preview(store, [found.path], hints)
    assert write(store, answered).counts["new"] == 1


def test_two_looks_at_one_file_write_it_once(store: Database, tmp_path: Path) -> None:
    first = _look(store, tmp_path, [row(1), row(2)])
    second = _look(store, tmp_path, [row(1), row(2)])
    write(store, first)
    write(store, second)
    assert len(_kept(store)) == 2


def test_a_file_and_its_copy_with_a_row_more(store: Database, tmp_path: Path) -> None:
    first = _look(store, tmp_path, [row(1), row(2)])
    second = _look(store, tmp_path, [row(5), row(1), row(2)], "ban_sao.xlsx")
    write(store, first)
    write(store, second)
    assert [p.import_row for p in _kept(store)] == [7, 8, 7]
    assert [r.outcome for _, r in second.rows()] == [Outcome.NEW, Outcome.DUPLICATE, Outcome.DUPLICATE]


def test_a_row_twice_in_one_file_is_asked_about(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, [row(1), row(1)])
    assert [r.reason for _, r in found.rows()] == [None, "duplicate_in_file"]
    write(store, found, Choices(take={("KN", 8): True, ("KN", 7): True}))
    assert len(_kept(store)) == 2


def test_single_rows_can_be_left_out(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, tmp_path, [row(1), row(2)]), Choices(take={("KN", 8): False}))
    assert [p.import_row for p in _kept(store)] == [7]


def test_what_was_typed_before_is_not_brought_in_again(store: Database, tmp_path: Path, vocabulary: Vocabulary) -> None:
    write(store, _look(store, tmp_path, [row(1)]))
    with store.writing("test", "Coi như ghi tay") as writing:
        writing.session.execute(text("UPDATE petition SET import_batch = NULL"))
    found = _look(store, tmp_path, [row(1), row(2)], "khac.xlsx")
    assert [r.reason for _, r in found.rows()] == ["duplicate_in_store", None]


def test_what_is_in_the_trash_stays_there(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, tmp_path, [row(1)]))
    with store.writing("test", "Xóa") as writing:
        trash(writing, PETITION, [p.id for p in _kept(store)])
    found = _look(store, tmp_path, [row(1, result="Đã trả lời"), row(2)], "khac.xlsx")
    assert [r.outcome for _, r in found.rows()] == [Outcome.DUPLICATE, Outcome.NEW]


def test_changes_wait_for_consent(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, tmp_path, [row(1), row(2)]))
    again = _look(store, tmp_path, [row(1, result="Đã trả lời"), row(2)], "sua.xlsx")
    assert [list(r.changes) for _, r in again.rows()] == [["reported_result"], []]
    write(store, again)
    assert _kept(store)[0].reported_result == "chua_tra_loi"
    again = _look(store, tmp_path, [row(1, result="Đã trả lời"), row(2), row(3)], "sua_nua.xlsx")
    done = write(store, again, Choices(accept_changes=True))
    first = _kept(store)[0]
    assert (first.reported_result, first.import_batch, first.revision) == ("da_tra_loi", done.batch, 2)


def test_an_office_correction_of_a_code_is_no_change(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, tmp_path, [row(1)]))
    with store.writing("test", "Phân loại lại") as writing:
        writing.session.get_one(Petition, _kept(store)[0].id).field = "NTM"
    again = _look(store, tmp_path, [row(1), row(2)], "them.xlsx")
    assert [r.outcome for _, r in again.rows()] == [Outcome.DUPLICATE, Outcome.NEW]


def test_alike_petitions_of_one_place_and_day_are_not_taken_for_corrections(store: Database, tmp_path: Path) -> None:
    long = "Đề nghị lắp biển báo, gờ giảm tốc tại ngã ba thôn {} vì thường xuyên xảy ra tai nạn giao thông"
    write(store, _look(store, tmp_path, [row(1, content=long.format("Trung Hòa"))]))
    other = _look(store, tmp_path, [row(1, content=long.format("Lộc Sơn"))], "khac.xlsx")
    assert [r.outcome for _, r in other.rows()] == [Outcome.NEW]


@pytest.mark.parametrize(("number", "outcome"), [("12/KN-MT", Outcome.CHANGED), ("12", Outcome.NEW)])
def test_a_rewritten_petition_is_known_by_its_senders_number(
    store: Database, tmp_path: Path, number: str, outcome: Outcome
) -> None:
    head = (*HEAD, "Số của nơi gửi")

    def look(day: str, content: str, name: str) -> FilePreview:
        book = workbook([[*row(1, day=day, content=content), number], row(2)], head=(head,))
        (found,) = preview(store, [saved(book, tmp_path, name)])
        return found

    old = "Đề nghị sửa chữa cầu dân sinh thôn Trung Hòa đã hư hỏng nhiều năm nay"
    write(store, look("25/01/2024", old, "a.xlsx"))
    found = look("26/01/2024", "Đề nghị sớm sửa cầu dân sinh thôn Trung Hòa, hư hỏng đã năm năm nay", "b.xlsx")
    changed = found.tables[0].row(7)
    assert changed.outcome is outcome
    if outcome is Outcome.CHANGED:
        assert set(changed.changes) == {"received_on", "content"}


def test_cancelling_while_writing_leaves_nothing(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, [row(1), row(2)])
    progress = Progress()

    def stop(done: int, total: int | None, said: str) -> None:
        progress.cancelled = True

    progress.tell = stop
    with pytest.raises(Cancelled):
        write(store, found, progress=progress)
    assert _kept(store) == []
    with store.reading() as session:
        assert session.scalars(select(ImportBatch)).all() == []


def test_undoing_keeps_what_was_edited_since(store: Database, tmp_path: Path) -> None:
    done = write(store, _look(store, tmp_path, [row(1), row(2), row(3)]))
    with store.writing("test", "Sửa") as writing:
        writing.session.get_one(Petition, _kept(store)[1].id).note = "đã gọi điện"
    assert done.batch is not None
    undone = undo(store, done.batch)
    assert (undone.reversed, undone.kept, undone.failed) == (2, ("KN-2024-Q1-0002",), ())
    assert [p.import_row for p in _kept(store)] == [8]
    with pytest.raises(Refused):
        undo(store, done.batch)
    with pytest.raises(Refused):
        undo(store, 99)


def test_what_cannot_be_brought_back_is_told_in_words_of_the_office(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    given = {"code": "LA", "name": "Ban lạ", "short_name": "Ban lạ", "level": "TINH", "reply_working": False}
    with store.writing("test", "Cơ quan") as writing:
        odd = keep(writing, checked(AUTHORITY, given, vocabulary), vocabulary)
    first = [row(1, authority="Ban lạ"), row(2, authority="Sở Xây dựng")]
    write(store, _look(store, tmp_path, first))
    changed = [row(n, authority="Sở Y tế") for n in (1, 2)]
    done = write(store, _look(store, tmp_path, changed, "lai.xlsx"), Choices(accept_changes=True))
    with store.writing("test", "Xóa hẳn") as writing:
        writing.session.execute(text("DELETE FROM authority WHERE id = :id"), {"id": odd})
    assert done.batch is not None
    undone = undo(store, done.batch)
    why = "KN-2024-Q1-0001: giá trị cũ trỏ tới mục không còn trong danh mục"
    assert (undone.reversed, undone.kept, undone.failed) == (1, (), (why,))
    title, words = undone_words(undone)
    assert title == "Đã hoàn tác 1 hồ sơ."
    assert words == f"Không trả lại được 1 hồ sơ, vẫn như tệp ghi: {why}. Mở từng hồ sơ để sửa tay."


def test_an_undone_file_can_come_in_again(store: Database, tmp_path: Path) -> None:
    done = write(store, _look(store, tmp_path, [row(1)]))
    assert done.batch is not None
    undo(store, done.batch)
    again = _look(store, tmp_path, [row(1)])
    assert again.earlier is None
    write(store, again)
    assert [p.number for p in _kept(store)] == ["KN-2024-Q1-0002"]


def test_sheets_are_chosen_when_there_are_several(store: Database, tmp_path: Path) -> None:
    book = workbook([row(1)])
    fill(book.create_sheet("KN2"), [*TITLE, HEAD, row(1), row(2)])
    (found,) = preview(store, [saved(book, tmp_path)])
    with pytest.raises(Refused):
        write(store, found)
    write(store, found, Choices(sheets=frozenset({"KN"})))
    assert [p.import_sheet for p in _kept(store)] == ["KN"]


def test_rows_said_again_on_another_sheet(store: Database, tmp_path: Path) -> None:
    book = workbook([row(n) for n in range(6)])
    fill(book.create_sheet("KN2"), [*TITLE, HEAD, *(row(n) for n in range(5)), row(9)])
    (found,) = preview(store, [saved(book, tmp_path)])
    assert "repeated_sheet_rows" in [p.code for p in found.sheets[1].problems]
    assert found.sheets[1].counts["duplicate"] == 5


def test_a_refused_file_beside_a_good_one(store: Database, tmp_path: Path) -> None:
    (tmp_path / "~$kien_nghi.xlsx").write_bytes(b"x" * 165)
    (tmp_path / "anh.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    good = saved(workbook([row(1)]), tmp_path, "kien_nghi.xls")
    found = preview(store, [tmp_path / "~$kien_nghi.xlsx", tmp_path / "anh.xlsx", good, tmp_path / "khong.xlsx"])
    assert [[p.code for p in f.problems] for f in found] == [
        ["lock_file"], ["not_a_spreadsheet"], ["wrong_extension"], ["file_missing"],
    ]  # fmt: skip
    said = as_json(found)["files"]
    assert [f["status"] for f in said] == ["refused", "refused", "previewed", "refused"]
    with pytest.raises(Refused):
        write(store, found[0])


def test_the_json_speaks_for_itself(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, [row(1), row(2, day="31/02/2024")])
    (file,) = as_json([found], {0: write(store, found)})["files"]
    assert (file["status"], file["batch"], file["counts"]) == ("imported", 1, {"skipped": 4, "new": 1, "rejected": 1})
    (sheet,) = file["sheets"]
    assert (sheet["unit"], sheet["period"], sheet["header_rows"]) == ("Huyện Quế Sơn", "2024-Q1", [6])
    good, bad = [r for r in sheet["rows"] if r["outcome"] != "skipped"]
    assert good["values"]["commune_id"] == "Xã Quế Phú"
    assert (good["values"]["received_on"], good["values"]["organisation_id"]) == ("2024-01-25", "HND")
    assert good["values"]["note"] is None
    assert bad["reason"] == "bad_date"
    assert bad["problems"][0]["cell"] == "C8"
    json.dumps(file)


def test_the_board_of_senders(store: Database, tmp_path: Path, vocabulary: Vocabulary) -> None:
    write(store, _look(store, tmp_path, [row(1), row(2, day="31/02/2024")]))
    with store.writing("test", "Ghi tay") as writing:
        a_petition(writing, vocabulary, sender_unit_id=unit(vocabulary, "Huyện Duy Xuyên"))
    lines = {line.name: line for line in board(store, Period.parse("2024-Q1"))}
    assert len(lines) == 18
    assert (lines["Huyện Quế Sơn"].state, lines["Huyện Quế Sơn"].errors) == (Sending.ERRORS, 1)
    assert lines["Huyện Duy Xuyên"].state is Sending.TYPED
    assert lines["Thành phố Tam Kỳ"].state is Sending.MISSING
    assert {line.state for line in board(store, Period.parse("2024-Q3"))} == {Sending.MISSING}


def test_hints_refuse_unknown_words(store: Database) -> None:
    with pytest.raises(Refused):
        hints_for(store, kind="khong")
    with pytest.raises(Refused):
        hints_for(store, unit_code="99999")
    with pytest.raises(Refused):
        hints_for(store, period="2024-Q7")


def test_what_became_of_every_row_is_kept_with_the_batch(store: Database, tmp_path: Path) -> None:
    rows = [row(1), row(2), row(3, day="31/02/2024"), row(4), row(2), row(5)]
    found = _look(store, tmp_path, rows)
    done = write(store, found, Choices(take={("KN", 10): False}))
    assert done.batch is not None
    with store.reading() as session:
        kept = batch_outcomes(session, done.batch)
    assert kept is not None
    (sheet,) = found.sheets
    own, *rows_kept = kept.rows()
    assert own == ("KN", None, "", sheet.problems)
    assert rows_kept == [("KN", r.number, r.outcome.value, list(r.problems)) for r in sheet.rows]
    assert [p.import_row for p in _kept(store)] == [7, 8, 12]
    assert {r.outcome for r in sheet.rows} >= {Outcome.NEW, Outcome.REJECTED, Outcome.DUPLICATE, Outcome.SKIPPED}
