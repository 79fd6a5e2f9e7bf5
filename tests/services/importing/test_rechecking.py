"""Correcting rows in the preview, teaching words, renaming columns; what was learned serves the next file."""

from pathlib import Path

from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.importing import FilePreview, Hints, Outcome, blocking, preview, recheck, remap, teach, write
from mttq_desktop.store.database import Database
from tests.excel.books import HEAD, TITLE, row, saved, workbook
from tests.makers import organisation


def _look(store: Database, folder: Path, rows: list[list[object]], name: str = "a.xlsx") -> FilePreview:
    (found,) = preview(store, [saved(workbook(rows), folder, name)])
    return found


def test_a_corrected_day_makes_a_row_good(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, [row(1, day="31/02/2024"), row(2)])
    (sheet,) = found.tables
    bad = sheet.row(7)
    assert bad.texts == {"received_on": "31/02/2024"}
    recheck(store, found, sheet, bad, "received_on", "32/1/2024")
    assert (bad.outcome, bad.reason) == (Outcome.REJECTED, "bad_date")
    recheck(store, found, sheet, bad, "received_on", "29/02/2024")
    assert (bad.outcome, bad.problems) == (Outcome.NEW, ())
    assert write(store, found).counts["new"] == 2


def test_an_emptied_required_cell_rejects(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, [row(1)])
    (sheet,) = found.tables
    recheck(store, found, sheet, sheet.row(7), "content", " ")
    assert sheet.row(7).reason == "missing"


def test_a_corrected_text_is_compared_anew(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, [row(1), row(2)])
    (sheet,) = found.tables
    recheck(store, found, sheet, sheet.row(8), "content", str(row(1)[5]))
    assert sheet.row(8).reason == "duplicate_in_file"


def test_a_word_taught_once_is_known_everywhere_and_next_time(
    store: Database, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    rows = [row(1, organisation="Hội LHTN"), row(2, organisation="Hội LHTN"), row(3)]
    found = _look(store, tmp_path, rows)
    (sheet,) = found.tables
    assert sheet.row(7).reason == "unknown_organisation"
    youth = organisation(vocabulary, "DTN")
    assert teach(store, found, sheet, sheet.row(7), "organisation_id", youth) == 2
    assert found.counts["new"] == 3
    write(store, found)
    again = _look(store, tmp_path, [row(4, organisation="Hội LHTN")], "b.xlsx")
    assert [r.values["organisation_id"] for _, r in again.rows()] == [youth]


def test_the_senders_own_word_is_kept_when_its_code_is_taught(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, [row(1, field="Cầu cống")])
    (sheet,) = found.tables
    teach(store, found, sheet, sheet.row(7), "field", "GT")
    assert (sheet.row(7).values["field"], sheet.row(7).values["field_as_sent"]) == ("GT", "Cầu cống")
    assert sheet.row(7).problems == ()


def test_columns_named_by_a_person_are_remembered(store: Database, tmp_path: Path) -> None:
    head = (*HEAD[:5], "Diễn giải của cơ sở", *HEAD[6:])
    path = saved(workbook([row(1), row(2)], head=(head,)), tmp_path)
    (found,) = preview(store, [path])
    assert "missing_column" in [p.code for p in found.tables[0].problems]
    mended = remap(store, found, found.tables[0], {5: "content"}, Hints())
    assert mended.counts["new"] == 2
    write(store, mended)
    (next_one,) = preview(store, [saved(workbook([row(7)], head=(head,)), tmp_path, "sau.xlsx")])
    assert next_one.counts["new"] == 1
    assert next_one.tables[0].columns["content"] == "Diễn giải của cơ sở"


def test_a_column_left_out_by_a_person_stays_out(store: Database, tmp_path: Path) -> None:
    (found,) = preview(store, [saved(workbook([row(1)]), tmp_path)])
    write(store, remap(store, found, found.tables[0], {3: ""}, Hints()))
    (next_one,) = preview(store, [saved(workbook([row(7)]), tmp_path, "sau.xlsx")])
    assert "organisation_id" not in next_one.tables[0].places


def test_each_sender_is_remembered_by_its_own_answer(store: Database, tmp_path: Path) -> None:
    head = (*HEAD[:5], "Diễn giải", "Diễn giải thêm", HEAD[7])
    titles = {"que_son": TITLE, "dai_loc": (TITLE[0], ("HUYỆN ĐẠI LỘC",), *TITLE[2:])}
    communes = {"que_son": "Xã Quế Phú", "dai_loc": "Xã Đại Hiệp"}
    at = {"que_son": 5, "dai_loc": 6}

    def book(sender: str, n: int) -> Path:
        cells = row(n, commune=communes[sender])
        return saved(workbook([cells], title=titles[sender], head=(head,)), tmp_path, f"{n}.xlsx")

    for n, sender in enumerate(at):
        (found,) = preview(store, [book(sender, n)])
        write(store, remap(store, found, found.tables[0], {at[sender]: "content"}, Hints()))
    for n, sender in enumerate(at, 5):
        (found,) = preview(store, [book(sender, n)])
        assert found.tables[0].places["content"] == at[sender]


def test_the_kind_a_person_told_is_remembered(store: Database, tmp_path: Path) -> None:
    head = ("STT", "Đơn vị", "Nội dung", "Thời gian", "Kết quả")
    cells = [(n, "Xã Quế Phú", f"Đề nghị sửa cầu số {n}", f"2{n}/01/2024", "Đã trả lời") for n in range(1, 4)]
    title = (TITLE[0], TITLE[1], (), ("BIỂU TỔNG HỢP QUÝ I NĂM 2024",), ())
    (found,) = preview(store, [saved(workbook(cells, title=title, head=(head,)), tmp_path)], Hints(kind="petition"))
    assert write(store, found).counts["new"] == 3
    more = [(9, "Xã Quế An", "Đề nghị sửa cầu số 9", "29/01/2024", "Đã trả lời")]
    (again,) = preview(store, [saved(workbook(more, title=title, head=(head,)), tmp_path, "sau.xlsx")])
    assert [s.kind.name for s in again.tables if s.kind] == ["petition"]
    assert blocking(again, again.tables) == []
