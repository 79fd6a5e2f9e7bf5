"""The sample workbooks of the districts come out exactly as their truth files say."""

from pathlib import Path

import pytest
from sqlalchemy import text

from mttq_desktop.services.importing import Choices, blocking, preview, undo, write
from mttq_desktop.store.database import Database
from tests.services.importing.truth import differences, truth_of

SAMPLES = (
    "01_tam_ky_kien_nghi.xlsx", "02_hoi_an_kien_nghi_nfd.xlsx", "05_duy_xuyen_kien_nghi_nhom.xlsx",
    "06_que_son_kien_nghi.xlsx", "08_thang_binh_kien_nghi_cong_thuc.xlsx",
)  # fmt: skip
OTHERS = {
    "10_phu_ninh_doi_thoai_1904.xlsx": ("dialogue", "2024-H1"), "15_phuoc_son_ho_ngheo.xlsx": ("household", "2024"),
    "16_nam_giang_ho_ngheo_tcvn3.xlsx": ("household", "2024"),
}  # fmt: skip
"""Kind and period of the samples that hold no petitions."""
LOOKED_AT_BESIDE = {"16_nam_giang_ho_ngheo_tcvn3.xlsx": ("15_phuoc_son_ho_ngheo.xlsx",)}
"""A file whose truth speaks of another one."""
FIRST, RESENT = "06_que_son_kien_nghi.xlsx", "06b_que_son_kien_nghi_gui_lai.xlsx"


@pytest.fixture
def district(shared: Path) -> Path:
    return shared / "samples" / "district"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_says_what_its_truth_says(store: Database, district: Path, name: str) -> None:
    (found,) = preview(store, [district / name])
    truth = truth_of(district, name)
    assert differences(found, truth) == []
    (table,) = found.tables
    assert found.vocabulary.units.label(table.unit) == truth["unit"]
    assert table.period == "2024-Q1"


@pytest.mark.parametrize("name", OTHERS)
def test_other_kinds_are_known_by_their_layout(store: Database, district: Path, name: str) -> None:
    *_, found = preview(store, [district / n for n in LOOKED_AT_BESIDE.get(name, ())] + [district / name])
    (table,) = found.tables
    assert table.kind is not None
    assert (table.kind.name, table.period) == OTHERS[name]
    truth = truth_of(district, name)
    assert differences(found, truth) == []
    assert found.vocabulary.units.label(table.unit) == truth["unit"]
    written = write(store, found)
    assert written.counts["new"] == truth["counts"]["accepted"]
    (again,) = preview(store, [district / name])
    assert again.counts["new"] == again.counts["changed"] == 0


def test_no_sample_is_mistaken_for_another_kind(store: Database, district: Path) -> None:
    names = [*SAMPLES, RESENT, *OTHERS]
    found = preview(store, [district / n for n in names])
    kinds = [[s.kind.name for s in f.tables if s.kind is not None] for f in found]
    assert kinds == [[OTHERS[n][0] if n in OTHERS else "petition"] for n in names]
    assert [p.code for f in found for s in f.tables for p in blocking(f, [s])] == []


def test_a_corrected_file_updates(store: Database, district: Path) -> None:
    (first,) = preview(store, [district / FIRST])
    assert write(store, first).counts["new"] == 20
    (resent,) = preview(store, [district / RESENT])
    assert differences(resent, truth_of(district, RESENT)) == []
    assert resent.counts == {"duplicate": 18, "changed": 2, "new": 1, "skipped": 7}
    write(store, resent, Choices(accept_changes=True))
    (again,) = preview(store, [district / RESENT])
    assert again.counts["new"] == again.counts["changed"] == 0
    assert [p.code for p in again.problems] == ["already_imported"]


def test_the_same_file_twice_changes_nothing(store: Database, district: Path) -> None:
    (first,) = preview(store, [district / SAMPLES[0]])
    done = write(store, first)
    before = _everything(store)
    (second,) = preview(store, [district / SAMPLES[0]])
    assert second.earlier == done.batch
    assert write(store, second, Choices(accept_changes=True)).batch == done.batch
    assert _everything(store) == before


def test_a_dry_run_leaves_the_store_byte_for_byte(store: Database, district: Path) -> None:
    before = store.path.read_bytes()
    preview(store, [district / name for name in SAMPLES])
    assert store.path.read_bytes() == before


def test_undoing_brings_back_what_was(store: Database, district: Path) -> None:
    (first,) = preview(store, [district / FIRST])
    one = write(store, first)
    before = _petitions(store)
    (resent,) = preview(store, [district / RESENT])
    two = write(store, resent, Choices(accept_changes=True))
    assert one.batch is not None
    assert two.batch is not None
    assert undo(store, two.batch).reversed == 3
    assert _petitions(store) == before
    assert undo(store, one.batch).reversed == 20
    assert _petitions(store) == []


def _everything(store: Database) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"))
        return {n: [tuple(r) for r in session.execute(text(f"SELECT * FROM {n}"))] for n in names.all()}


def _petitions(store: Database) -> list[tuple[object, ...]]:
    names = "id, number, content, reported_result, import_batch, import_row, folded"
    with store.reading() as session:
        return [tuple(r) for r in session.execute(text(f"SELECT {names} FROM petition"))]
