"""A file says and does the same whether its rows lie in memory or on the shelf."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
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


def _stored(store: Database, statement: str) -> list[list[Any]]:
    with store.reading() as session:
        return [list(found) for found in session.execute(text(statement))]


@pytest.mark.parametrize("story", [_petitions, _households])
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
