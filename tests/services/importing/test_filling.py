"""Places named only in the first row of their group: put into the rows below in one press, and out again."""

from pathlib import Path

from mttq_desktop.services.importing import (
    FilePreview,
    Outcome,
    empty_again,
    fill_from_above,
    may_be_filled,
    preview,
    write,
)
from mttq_desktop.store.database import Database
from tests.excel.books import row, saved, workbook


def _look(store: Database, folder: Path, *communes: str | None) -> FilePreview:
    rows = [row(n, commune=commune) for n, commune in enumerate(communes, 1)]
    (found,) = preview(store, [saved(workbook(rows), folder)])
    return found


def test_all_are_filled_at_once_and_taken_in(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, "Xã Quế Phú", None, None, "Xã Quế An", None)
    assert found.counts["rejected"] == 3
    assert may_be_filled(found.tables)
    assert len(fill_from_above(store, found, found.tables)) == 3
    rows = [r for _, r in found.rows()]
    communes = [found.vocabulary.units.label(r.values["commune_id"]) for r in rows]
    assert communes == ["Xã Quế Phú"] * 3 + ["Xã Quế An"] * 2
    assert not may_be_filled(found.tables)
    assert write(store, found).counts["new"] == 5


def test_taken_back_the_rows_are_refused_as_before(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, "Xã Quế Phú", None)
    before = found.tables[0].row(8).problems
    empty_again(store, found, fill_from_above(store, found, found.tables))
    again = found.tables[0].row(8)
    assert (again.outcome, again.reason, again.problems) == (Outcome.REJECTED, "missing", before)
    assert "commune_id" not in again.values
    assert may_be_filled(found.tables)


def test_other_proposals_are_no_filling(store: Database, tmp_path: Path) -> None:
    found = _look(store, tmp_path, "Xã Quế Phúu", "Xã Quế An")
    assert [p.proposal for p in found.tables[0].row(7).problems] != [None]
    assert not may_be_filled(found.tables)
    assert fill_from_above(store, found, found.tables) == []
