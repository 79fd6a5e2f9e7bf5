"""Cells and rows a corrected file leaves out: what is stored is kept and told, or cleared when the person says so."""

from pathlib import Path

import pytest
from sqlalchemy import text

from mttq_desktop.services.importing import Choices, clear_blanks, preview, write
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook
from tests.services.importing.test_gifts import book, household


def _results(store: Database) -> list[str | None]:
    with store.reading() as session:
        return list(session.scalars(text("SELECT reported_result FROM petition ORDER BY import_row")))


def test_an_empty_cell_keeps_what_is_stored_unless_it_is_to_clear_it(store: Database, tmp_path: Path) -> None:
    write(store, preview(store, [saved(workbook([row(1), row(2), row(3, day="26/01/2024")]), tmp_path)])[0])
    empty = [row(1, result=None), row(2), row(3, day=None)]
    (again,) = preview(store, [saved(workbook(empty), tmp_path, "lai.xlsx")])
    assert (again.blanks, again.counts["changed"]) == (1, 0)
    clear_blanks(store, again, on=True)
    ((sheet, changed),) = [(s, r) for s, r in again.rows() if r.changes]
    assert changed.changes == {"reported_result": ("chua_tra_loi", None)}
    assert (sheet.row(9).outcome.value, again.blanks) == ("rejected", 1)
    clear_blanks(store, again, on=False)
    assert again.counts["changed"] == 0
    clear_blanks(store, again, on=True)
    write(store, again, Choices(accept_changes=True))
    assert _results(store)[:2] == [None, "chua_tra_loi"]


def test_a_cell_of_doubt_is_no_empty_cell(store: Database, tmp_path: Path) -> None:
    write(store, preview(store, [saved(workbook([row(1)]), tmp_path)])[0])
    (again,) = preview(store, [saved(workbook([row(1, result="đang bay")]), tmp_path, "lai.xlsx")])
    assert again.blanks == 0


def test_rows_a_corrected_file_no_longer_has_are_told(store: Database, tmp_path: Path) -> None:
    write(store, preview(store, [saved(workbook([row(n) for n in range(1, 5)]), tmp_path)])[0])
    (again,) = preview(store, [saved(workbook([row(1), row(3)]), tmp_path, "lai.xlsx")])
    (told,) = [p for s in again.tables for p in s.problems if p.code == "missing_from_new_file"]
    assert "có 2 dòng mà tệp này không có (dòng 8, 10)" in told.message
    assert not told.is_error
    (other,) = preview(store, [saved(workbook([row(7), row(8)]), tmp_path, "them.xlsx")])
    assert [p.code for s in other.tables for p in s.problems] == []


WORKS = ("Đề nghị sửa cầu treo thôn Trung Hòa", "Xin lắp đèn đường khu dân cư mới", "Kiến nghị nạo vét mương nội đồng",
         "Đề nghị cấp lại sổ hộ nghèo bị thất lạc", "Phản ánh xe tải chở cát làm hư đường liên xã",
         "Đề nghị hỗ trợ giống lúa vụ hè thu")  # fmt: skip


def _works(*numbers: int, **given: dict[int, object]) -> list[list[object]]:
    """Rows about these works; `given` tells cells of some of them."""
    return [
        row(n, **{"content": WORKS[n - 1], **{name: by[n] for name, by in given.items() if n in by}}) for n in numbers
    ]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        pytest.param(_works(1, 2, 3, 4, 5, 6, day={3: "31/02/2024"}), [], id="a day that is none"),
        pytest.param(_works(1, 2, 4, 5, 6, day={4: "31/02/2024"}), ["có 1 dòng", "(dòng 9)"], id="and a row left out"),
        pytest.param(
            _works(1, 2, 3, 4, 5, 6, commune={2: "Xã Không Có"}, content={2: "Xin lắp đèn đường khu dân cư mới gấp"}),
            [], id="a commune unknown, and the text written on",
        ),
        pytest.param(_works(1, 2, 3, 4, 5, 6, content={5: None}), [], id="its text is missing"),
        pytest.param(
            [*_works(1, 2, 3, 4, 5), row(7, content="Xin thêm chỗ học bán trú cho các cháu", day="chưa rõ")],
            ["có 1 dòng", "(dòng 12)"], id="a new row with an error is nobody's",
        ),
    ],
)  # fmt: skip
def test_a_row_with_an_error_is_no_row_left_out(
    store: Database, tmp_path: Path, sent: list[list[object]], told: list[str]
) -> None:
    write(store, preview(store, [saved(workbook(_works(1, 2, 3, 4, 5, 6)), tmp_path)])[0])
    (again,) = preview(store, [saved(workbook(sent), tmp_path, "lai.xlsx")])
    assert again.counts["rejected"] == 1
    messages = [p.message for s in again.tables for p in s.problems if p.code == "missing_from_new_file"]
    assert len(messages) == bool(told)
    assert all(words in messages[0] for words in told)


def test_a_household_with_an_error_is_no_row_left_out(store: Database, tmp_path: Path) -> None:
    write(store, preview(store, [book(tmp_path, *(household(n, "", "") for n in range(1, 7)))])[0])
    rows = [list(household(n, "", "")) for n in range(1, 7)]
    rows[3][2] = "12"
    del rows[1]
    (again,) = preview(store, [book(tmp_path, *map(tuple, rows), name="lai.xlsx")])
    assert again.counts["rejected"] == 1
    (told,) = [p for s in again.tables for p in s.problems if p.code == "missing_from_new_file"]
    assert "có 1 dòng mà tệp này không có (dòng 7)" in told.message


def test_only_the_file_that_is_corrected_is_looked_at_for_rows_left_out(store: Database, tmp_path: Path) -> None:
    for name, rows in (("mot.xlsx", (1, 2, 3)), ("hai.xlsx", (7, 8, 9))):
        write(store, preview(store, [saved(workbook([row(n) for n in rows]), tmp_path, name)])[0])
    (again,) = preview(store, [saved(workbook([row(8), row(9)]), tmp_path, "hai_lai.xlsx")])
    (told,) = [p for s in again.tables for p in s.problems if p.code == "missing_from_new_file"]
    assert "“hai.xlsx”" in told.message
    assert "có 1 dòng" in told.message


def test_authorities_are_changed_and_cleared_with_the_words_for_them(store: Database, tmp_path: Path) -> None:
    given = ("UBND huyện", "Sở Xây dựng")
    write(store, preview(store, [saved(workbook([row(n, authority=given[0]) for n in (1, 2)]), tmp_path)])[0])
    rows = [row(1, authority=given[1]), row(2, authority=None)]
    (again,) = preview(store, [saved(workbook(rows), tmp_path, "lai.xlsx")])
    clear_blanks(store, again, on=True)
    (changed, emptied) = (r.changes for _, r in again.rows())
    words = again.vocabulary.target("authority")
    old, new = ((int(words.find(name, None)[0].key),) for name in given)
    assert changed == {"authority_as_sent": given, "authorities": (old, new)}
    assert emptied == {"authority_as_sent": (given[0], None), "authorities": (old, None)}
    write(store, again, Choices(accept_changes=True))
    with store.reading() as session:
        kept = session.execute(text("SELECT owner_id, target_id FROM petition_authority ORDER BY owner_id")).all()
    assert [tuple(r) for r in kept] == [(1, new[0])]
