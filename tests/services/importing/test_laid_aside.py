"""A file says and does the same whether its rows lie in memory or on the shelf."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from mttq_desktop.services.importing import (
    Choices,
    as_json,
    preview,
    recheck,
    sameids,
    sameness,
    teach,
    undo,
    write,
)
from mttq_desktop.services.importing import rows as module
from mttq_desktop.services.importing.shelf import Shelf
from mttq_desktop.services.templates import write_template
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook
from tests.services.importing.test_gifts import book, household

Story = Callable[[Database, Path], Sequence[object]]


def _petitions(store: Database, folder: Path) -> Sequence[object]:
    """A district's list: good rows, wrong days, repeats, odd words; corrected, written, sent again with edits."""
    rows = [row(n, field=None if n % 3 else "Giao thông") for n in range(1, 31)]
    rows[4] = row(5, day="31/02/2024")
    rows[9] = row(10, organisation="Hội LHTN")
    rows[12] = row(13, organisation="Hội LHTN")
    rows[20] = row(2, field=None)
    (found,) = preview(store, [saved(workbook(rows), folder)])
    (sheet,) = found.tables
    told = [as_json([found])["files"][0]["sheets"]]
    recheck(store, found, sheet, sheet.row(11), "received_on", "29/02/2024")
    told += [teach(store, found, sheet, sheet.row(16), "organisation_id", 3), as_json([found])["files"][0]["sheets"]]
    write(store, found, Choices(take={("KN", 12): False, ("KN", 27): True}))
    edited = [*rows[:8], *(row(n, content=f"Đề nghị sửa chữa cầu dân sinh số {n} thôn Trung Hòa sớm hơn nữa",
                               result="Đã trả lời") for n in range(9, 31))]  # fmt: skip
    (again,) = preview(store, [saved(workbook(edited), folder, "gui_lai.xlsx")])
    told.append(as_json([again])["files"][0]["sheets"])
    done = write(store, again, Choices(accept_changes=True))
    names = "number, content, state, field_as_sent, organisation_id, import_sheet, import_row"
    kept = f"SELECT {names} FROM petition ORDER BY id"
    told.append(_stored(store, kept))
    assert done.batch is not None
    return [*told, undo(store, done.batch).reversed, _stored(store, kept)]


def _households(store: Database, folder: Path) -> Sequence[object]:
    """Households with help given beside them; the same number of a person twice; sent again with another worth."""
    rows = [household(n, "Vốn" if n % 2 else "Nhà ở", n) for n in range(1, 10)]
    rows[6] = household(7, "Vốn", 7, "049075000002")
    (found,) = preview(store, [book(folder, *rows)])
    told = [as_json([found])["files"][0]["sheets"]]
    write(store, found)
    more = [household(n, "Vốn", n + 1) for n in range(1, 10)]
    (again,) = preview(store, [book(folder, *more, name="lai.xlsx")])
    told.append(as_json([again])["files"][0]["sheets"])
    write(store, again, Choices(accept_changes=True))
    given = "SELECT household_id, type, value, import_sheet, import_row FROM household_support ORDER BY id"
    return [*told, _stored(store, "SELECT head, id_number, support_value FROM household ORDER BY id"),
            _stored(store, given)]  # fmt: skip


def _meetings(store: Database, folder: Path) -> Sequence[object]:
    """A template with what was said at each meeting on a sheet of its own; sent again with more of it and edits."""
    told: list[object] = []
    for name, said in (("dau.xlsx", 15), ("lai.xlsx", 18)):
        write_template(store, "dialogue", folder / name, unit_code="506", period="2024-Q1")
        (found,) = preview(store, [_filled(folder / name, said)])
        told.append(as_json([found])["files"][0]["sheets"])
        write(store, found, Choices(accept_changes=True))
        names = "dialogue_id, content, asked_by, position, import_sheet, import_row"
        told.append(_stored(store, f"SELECT {names} FROM dialogue_item ORDER BY id"))
    return told


def _filled(path: Path, said: int) -> Path:
    book = load_workbook(path)
    meetings, items = book.worksheets[0], book["Ý kiến tại hội nghị"]
    for n in range(1, 6):
        cells = (n, "Huyện Đại Lộc", date(2024, 2, n), f"Chuyên đề số {n}", "Định kỳ", "Chủ tịch UBND" if n < 5 else "",
                 "Nông dân", "Cấp huyện")  # fmt: skip
        _put(meetings, n, cells)
    for n in range(1, said + 1):
        _put(items, n, (1 + n % 6, f"Ông A {n % said}", f"Ý kiến số {n} về đường liên xã"))
    _put(items, said + 1, (3, "", "Ý kiến số 2 về đường liên xã"))
    book.save(path)
    return path


def _put(sheet: Any, row: int, cells: Sequence[object]) -> None:
    """Cells of one row under the header, which begins with STT."""
    head = next(r for r in range(1, 20) if str(sheet.cell(r, 1).value).startswith("STT"))
    for column, value in enumerate(cells, 1):
        sheet.cell(head + row, column).value = value


def _stored(store: Database, statement: str) -> list[list[Any]]:
    with store.reading() as session:
        return [list(found) for found in session.execute(text(statement))]


@pytest.mark.parametrize("story", [_petitions, _households, _meetings])
def test_it_is_the_same_aside(
    story: Story, empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for name in ("in_memory", "aside"):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(empty_store, folder / empty_store.name)
        store = Database.open(folder / empty_store.name, "người thử", lambda: datetime(2024, 4, 5, 9, 30))
        told.append(json.dumps(story(store, folder), ensure_ascii=False, default=str, sort_keys=True))
        store.close()
        for which, constant in ((module, "AT_HAND"), (sameness, "_TOGETHER"), (sameids, "_TOGETHER")):
            monkeypatch.setattr(which, constant, 3)
        monkeypatch.setattr(module, "PLAIN_AT_HAND", 0)
    assert told[0] == told[1]
    assert len(told[0]) > 4_000


def test_a_large_file_lies_aside(store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the stories above would not notice: that nothing was laid aside at all."""
    laid = Counter[str]()
    monkeypatch.setattr(module, "AT_HAND", 3)
    monkeypatch.setattr(module, "PLAIN_AT_HAND", 0)
    lay = Shelf.lay

    def counting(shelf: Shelf, piece: object, before: int | None = None) -> int | None:
        laid[type(piece).__name__] += 1
        return lay(shelf, piece, before)

    monkeypatch.setattr(Shelf, "lay", counting)
    (found,) = preview(store, [saved(workbook([row(n, day="mai") for n in range(1, 31)] + [row(40)]), tmp_path)])
    assert (found.counts["rejected"], found.counts["new"]) == (30, 1)
    assert laid["tuple"] > 30
    assert laid["PlainRows"] == 1
