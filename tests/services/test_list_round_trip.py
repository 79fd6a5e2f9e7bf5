"""A list exported by the program, changed in Excel and taken in again: each row is still its record."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.exporting import export_kind
from mttq_desktop.services.importing import (
    Choices,
    FilePreview,
    Outcome,
    blocking,
    hints_for,
    preview,
    recheck,
    undo,
    write,
)
from mttq_desktop.services.keeping import checked, keep, trash
from mttq_desktop.store.database import Database
from tests import makers

Edit = Callable[[Any, dict[str, int]], None]


@pytest.fixture
def kept(store: Database, vocabulary: Vocabulary) -> list[int]:
    """Three petitions with all that is awkward in a cell: several authorities, line breaks, signs, no sender."""
    some = {"authorities": (makers.authority(vocabulary, "Sở Y tế"), makers.authority(vocabulary, "Sở Nội vụ"))}
    with store.writing("test", "Thêm") as writing:
        return [
            makers.a_petition(writing, vocabulary, content="=SUM(A1) “Sở TN&MT”,\nLĐ-TB&XH <A>", people=12, **some),
            makers.a_petition(writing, vocabulary, content="Sửa đường thôn Trung Hòa", field_as_sent="đường sá",
                              commune_id=makers.unit(vocabulary, "Xã Quế Phú"),
                              sender_unit_id=makers.unit(vocabulary, "Huyện Quế Sơn")),
            makers.a_petition(writing, vocabulary, content="Sửa cầu thôn Bình An", period="2024-Q2"),
        ]  # fmt: skip


def _exported(store: Database, folder: Path, edit: Edit | None = None, **how: Any) -> Path:
    path = folder / "danh sach.xlsx"
    export_kind(store, PETITION, Filter(), path, **how)
    if edit is not None:
        book = load_workbook(path)
        sheet = book.worksheets[0]
        edit(sheet, {str(c.value): n for n, c in enumerate(sheet[1], 1)})
        book.save(path)
    return path


def _back(store: Database, path: Path, **hints: Any) -> FilePreview:
    (found,) = preview(store, [path], hints_for(store, **hints))
    return found


def _row(sheet: Any, columns: dict[str, int], content: str) -> int:
    at = columns["Nội dung kiến nghị"]
    return next(r for r in range(2, sheet.max_row + 1) if content in str(sheet.cell(r, at).value))


@pytest.mark.parametrize("how", [{}, {"personal": True}, {"names": ("number", "field", "people")}], ids=str)
def test_a_list_comes_back_unchanged_and_asks_nothing(
    store: Database, kept: list[int], tmp_path: Path, how: dict[str, Any]
) -> None:
    found = _back(store, _exported(store, tmp_path, **how))

    assert found.counts["unchanged"] == 3
    assert {r.record for _, r in found.rows()} == set(kept)
    assert not {"new", "changed", "rejected", "duplicate"} & set(found.counts)
    assert blocking(found, found.tables) == []
    assert [p for s in found.tables for p in s.problems] == []


def test_sorting_and_cutting_the_list_changes_nothing(store: Database, kept: list[int], tmp_path: Path) -> None:
    def turned(sheet: Any, columns: dict[str, int]) -> None:
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, 3)
        for row in reversed(rows[:2]):
            sheet.append(row)
        sheet.insert_cols(1)

    found = _back(store, _exported(store, tmp_path, turned))

    assert found.counts["unchanged"] == 2
    assert not {"new", "changed", "rejected"} & set(found.counts)


def test_only_what_was_typed_is_a_change(
    store: Database, kept: list[int], vocabulary: Vocabulary, tmp_path: Path
) -> None:
    def edited(sheet: Any, columns: dict[str, int]) -> None:
        row = _row(sheet, columns, "Trung Hòa")
        sheet.cell(row, columns["Lĩnh vực"]).value = "Y tế"
        sheet.cell(row, columns["Số người, số hộ"]).value = 40
        sheet.cell(_row(sheet, columns, "TN&MT"), columns["Cơ quan có thẩm quyền"]).value = "Sở Y tế"

    path = _exported(store, tmp_path, edited)
    with store.writing("form", "Sửa") as writing:  # by somebody else, after the list was made
        given = makers.petition_values(vocabulary, content="Sửa đường bê tông thôn Trung Hòa", field_as_sent="đường sá")
        given["sender_unit_id"] = makers.unit(vocabulary, "Huyện Quế Sơn")
        given["commune_id"] = makers.unit(vocabulary, "Xã Quế Phú")
        keep(writing, checked(PETITION, given, vocabulary), vocabulary, kept[1])
    found = _back(store, path)
    changed = {r.record: r.changes for _, r in found.rows() if r.outcome is Outcome.CHANGED}
    health, home = (makers.authority(vocabulary, n) for n in ("Sở Y tế", "Sở Nội vụ"))

    assert changed == {
        kept[0]: {"authorities": ((health, home), (health,))},
        kept[1]: {"field": ("GT", "YT"), "people": (None, 40)},
    }
    done = write(store, found, Choices(accept_changes=True))
    petition = makers.read(store, kept[1])[0]
    assert (petition.field, petition.people, petition.content) == ("YT", 40, "Sửa đường bê tông thôn Trung Hòa")
    assert petition.field_as_sent == "đường sá"
    assert done.batch is not None
    assert undo(store, done.batch).reversed == 2
    assert makers.read(store, kept[1])[0].field == "GT"


def test_a_wrong_cell_rejects_its_row_alone(store: Database, kept: list[int], tmp_path: Path) -> None:
    def spoilt(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(_row(sheet, columns, "Trung Hòa"), columns["Ngày tiếp nhận"]).value = "31/02/2024"
        sheet.cell(_row(sheet, columns, "Bình An"), columns["Nội dung kiến nghị"]).value = None

    found = _back(store, _exported(store, tmp_path, spoilt))
    wrong = {r.record: [(p.code, p.field) for p in r.problems if p.is_error] for _, r in found.rows()}

    assert wrong[kept[1]] == [("bad_date", "received_on")]
    assert wrong[kept[2]] == [("missing", "content")]
    assert found.counts["unchanged"] == 1
    (table,) = found.tables
    row = next(r for r in table.rows if r.record == kept[1])
    recheck(store, found, table, row, "received_on", "01/3/2024")
    assert (row.outcome, list(row.changes)) == (Outcome.CHANGED, ["received_on"])


def test_a_row_added_by_hand_is_new_even_when_copied(store: Database, kept: list[int], tmp_path: Path) -> None:
    def added(sheet: Any, columns: dict[str, int]) -> None:
        model = [c.value for c in sheet[_row(sheet, columns, "Trung Hòa")]]
        model[columns["Nội dung kiến nghị"] - 1] = "Xây nhà văn hóa thôn Lệ Bắc"
        sheet.append(model)
        model[-1] = None
        model[columns["Nội dung kiến nghị"] - 1] = "Kéo điện chiếu sáng thôn Hà Mi"
        sheet.append(model)

    found = _back(store, _exported(store, tmp_path, added))
    new = [r.values["content"] for _, r in found.rows() if r.outcome is Outcome.NEW]

    assert new == ["Xây nhà văn hóa thôn Lệ Bắc", "Kéo điện chiếu sáng thôn Hà Mi"]
    assert found.counts["unchanged"] == 3


def test_what_cannot_be_changed_from_excel_is_told(store: Database, kept: list[int], tmp_path: Path) -> None:
    def numbered(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(2, columns["Số"]).value = "KN-2024-Q1-9999"

    found = _back(store, _exported(store, tmp_path, numbered))
    (told,) = [p for _, r in found.rows() for p in r.problems if p.code == "read_only_column"]

    assert (told.is_error, told.cell) == (False, "A2")
    assert found.counts["unchanged"] == 3


def test_a_chosen_sender_contradicts_a_list(store: Database, kept: list[int], tmp_path: Path) -> None:
    found = _back(store, _exported(store, tmp_path), unit_code="509", period="2024-Q1")

    assert [p.code for p in blocking(found, found.tables)] == ["unit_contradiction", "period_contradiction"]


def test_a_record_in_the_trash_stays_there(store: Database, kept: list[int], tmp_path: Path) -> None:
    def edited(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(_row(sheet, columns, "Bình An"), columns["Số người, số hộ"]).value = 5

    path = _exported(store, tmp_path, edited)
    with store.writing("list", "Xóa") as writing:
        trash(writing, PETITION, [kept[2]])
    found = _back(store, path)
    row = next(r for _, r in found.rows() if r.record == kept[2])

    assert (row.outcome, row.changes) == (Outcome.UNCHANGED, {})
    assert "thùng rác" in row.problems[-1].message


def test_without_the_hidden_column_it_is_a_workbook_like_any_other(
    store: Database, kept: list[int], tmp_path: Path
) -> None:
    def bare(sheet: Any, columns: dict[str, int]) -> None:
        sheet.delete_cols(sheet.max_column)

    found = _back(store, _exported(store, tmp_path, bare))

    assert "unknown_sender" in [p.code for p in blocking(found, found.tables)]
