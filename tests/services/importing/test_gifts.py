"""Help told in a list of households becomes help given to them; numbers of persons told twice are asked about."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text

from mttq_desktop.services.importing import Choices, preview, recheck, undo, write
from mttq_desktop.store.database import Database
from tests.excel.books import saved, workbook
from tests.services.importing.truth import warnings_of

TITLE = (("ỦY BAN MTTQ VIỆT NAM",), ("HUYỆN QUẾ SƠN",), ("DANH SÁCH HỘ NGHÈO ĐĂNG KÝ THOÁT NGHÈO NĂM 2024",), ())
HEAD = ("STT", "Họ và tên chủ hộ", "Số CCCD", "Xã, phường, thị trấn", "Thôn", "Diện hộ", "Tổ chức nhận giúp đỡ",
        "Nội dung giúp đỡ", "Giá trị (triệu đồng)")  # fmt: skip


def household(n: int, gift: object, worth: object, id_number: str = "") -> tuple[object, ...]:
    """An invented household."""
    number = id_number or f"04907500000{n}"
    return n, f"Nguyễn Văn Tám {n}", number, "Xã Quế Phú", "Hà Nha", "Hộ nghèo", "Hội Nông dân", gift, worth


def book(folder: Path, *rows: tuple[object, ...], name: str = "ho_ngheo.xlsx") -> Path:
    return saved(workbook(rows, title=TITLE, head=(HEAD,), name="HN"), folder, name)


def supports(store: Database) -> list[tuple[Any, ...]]:
    names = "h.head, s.day, s.type, s.value, s.giver_id = h.helper_id, s.import_sheet, s.import_row, h.support_value"
    statement = f"SELECT {names} FROM household_support s JOIN household h ON h.id = s.household_id ORDER BY s.id"
    with store.reading() as session:
        return [tuple(r) for r in session.execute(text(statement))]


def notes(store: Database) -> list[str | None]:
    with store.reading() as session:
        return list(session.scalars(text("SELECT note FROM household ORDER BY import_row")))


def test_help_becomes_a_row_of_the_household(store: Database, tmp_path: Path) -> None:
    (found,) = preview(
        store, [book(tmp_path, household(1, "Vốn", 12), household(2, "Vốn", None), household(3, "", ""))]
    )
    result = write(store, found)
    first, second = supports(store)
    assert first[0] == "Nguyễn Văn Tám 1"
    assert date.fromisoformat(first[1]).year == 2024
    assert first[2:] == ("VON", 12_000_000, 1, "HN", 6, 12_000_000)
    assert second[2:5] == ("VON", None, 1)
    assert result.batch is not None
    assert undo(store, result.batch).failed == ()
    assert supports(store) == []


def test_the_unit_of_amounts_may_stand_above_the_table(store: Database, tmp_path: Path) -> None:
    rows, head = [household(1, "Vốn", 5_000), household(2, "Vốn", "12.500")], (*HEAD[:-1], "Giá trị")
    said = (*TITLE[:-1], ("Đơn vị tính: nghìn đồng",))
    (found,) = preview(store, [saved(workbook(rows, title=said, head=(head,), name="HN"), tmp_path, "hn.xlsx")])
    (sheet,) = found.tables
    assert [r.values["value"] for _, r in found.rows()] == [5_000_000, 12_500_000]
    recheck(store, found, sheet, sheet.row(6), "value", "7.000")
    write(store, found)
    assert [s[3] for s in supports(store)] == [7_000_000, 12_500_000]


def test_what_makes_no_row_stays_in_the_note(store: Database, tmp_path: Path) -> None:
    rows = (household(1, "Một con bò", 12), household(2, "", "5 tr"), household(3, "Vốn", "theo thực tế"))
    (found,) = preview(store, [book(tmp_path, *rows)])
    write(store, found)
    assert [s[2:4] for s in supports(store)] == [("VON", None)]
    one, two, three = notes(store)
    assert one is not None
    assert one.splitlines() == ["Nội dung giúp đỡ: Một con bò", "Giá trị giúp đỡ (đồng): 12.000.000"]
    assert two == "Giá trị giúp đỡ (đồng): 5.000.000"
    assert three == "Giá trị giúp đỡ (đồng): theo thực tế"


def test_the_same_help_is_not_written_twice_and_a_corrected_worth_updates(store: Database, tmp_path: Path) -> None:
    (found,) = preview(store, [book(tmp_path, household(1, "Vốn", 12), household(2, "Vốn", 3))])
    write(store, found)
    (again,) = preview(store, [book(tmp_path, household(1, "Vốn", 15), household(2, "Vốn", 3), name="lai.xlsx")])
    assert again.counts["changed"] == 1
    (row,) = [r for _, r in again.rows() if r.changes]
    assert row.changes == {"value": (12_000_000, 15_000_000)}
    write(store, again, Choices(accept_changes=True))
    assert [s[3] for s in supports(store)] == [15_000_000, 3_000_000]
    assert supports(store)[0][-1] == 15_000_000
    (more,) = preview(store, [book(tmp_path, household(1, "Vốn", 15), household(2, "Nhà ở", 40), name="nua.xlsx")])
    assert [r.changes for _, r in more.rows() if r.changes] == [{"support": (None, "NHA"), "value": (None, 40_000_000)}]
    write(store, more, Choices(accept_changes=True))
    assert [s[2] for s in supports(store)] == ["VON", "VON", "NHA"]
    (last,) = preview(store, [book(tmp_path, household(1, "Vốn", 15), household(2, "Nhà ở", 40), household(3, "", ""),
                                   name="cuoi.xlsx")])  # fmt: skip
    assert (last.counts["changed"], last.counts["new"]) == (0, 1)


def test_one_number_of_a_person_in_two_places(store: Database, tmp_path: Path) -> None:
    one = book(tmp_path, household(1, "", ""), household(2, "", "", "049075000001"))
    two = book(tmp_path, household(5, "", "", "049075000001"), name="hai.xlsx")
    first, second = preview(store, [one, two])
    assert [warnings_of(r) for _, r in first.rows()] == [[], ["same_id_in_file"]]
    ((_, row),) = second.rows()
    assert warnings_of(row) == ["same_id_in_file"]
    assert row.problems[-1].cell == "C6"
    assert "ho_ngheo.xlsx" in row.problems[-1].message
    write(store, first)
    (later,) = preview(store, [two])
    assert ["“Nguyễn Văn Tám 1”" in r.problems[-1].message for _, r in later.rows()] == [True]
    (same,) = preview(store, [book(tmp_path, household(1, "", ""), name="ba.xlsx")])
    assert "same_id_in_file" in [c for _, r in same.rows() for c in warnings_of(r)]


def test_a_number_that_is_none_rejects_and_a_lost_nought_is_given_back(store: Database, tmp_path: Path) -> None:
    rows = (household(1, None, None, "12345"), household(2, None, None, "49075000012"))
    (found,) = preview(store, [book(tmp_path, *rows)])
    (_, bad), (_, good) = found.rows()
    assert (bad.outcome.value, bad.reason) == ("rejected", "bad_id")
    assert (good.outcome.value, good.values["id_number"]) == ("new", "049075000012")


def test_households_without_an_identity_number_are_taken_in(store: Database, tmp_path: Path) -> None:
    """Nor are two of them one person for both having none."""
    rows = (household(1, None, None, "Không có"), household(2, None, None, "chưa có"), household(3, None, None))
    (found,) = preview(store, [book(tmp_path, *rows)])
    first, second, _ = (r for _, r in found.rows())
    assert [p.code for r in (first, second) for p in r.problems if p.field == "id_number"] == ["none_said"] * 2
    write(store, found)
    with store.reading() as session:
        numbers = list(session.scalars(text("SELECT id_number FROM household ORDER BY import_row")))
    assert numbers == [None, None, "049075000003"]


def test_many_households_are_compared_with_few_questions_to_the_store(store: Database, tmp_path: Path) -> None:
    rows = [household(n, "Vốn", n, f"0490750{n:05}") for n in range(1, 41)]
    write(store, preview(store, [book(tmp_path, *rows)])[0])
    asked = [_selects(store, book(tmp_path, *rows[:many], household(50, "Vốn", 1, "049075000050"), name=f"{many}.xlsx"))
             for many in (10, 40)]  # fmt: skip
    assert asked[0] == asked[1]


def _selects(store: Database, path: Path) -> int:
    """How many questions one file takes."""
    asked: list[str] = []
    listened = (Engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    event.listen(*listened)
    try:
        (found,) = preview(store, [path])
    finally:
        event.remove(*listened)
    assert found.counts["duplicate"] >= 10
    return len(asked)
