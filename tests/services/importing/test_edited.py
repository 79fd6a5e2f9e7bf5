"""Rows that are edited copies of records: each record is one row's, the most alike; numbers that tell nothing."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from mttq_desktop.services.importing import edited, preview, write
from mttq_desktop.services.importing.model import FilePreview
from mttq_desktop.services.importing.row import Outcome
from mttq_desktop.store.database import Database
from tests.excel.books import HEAD, row, saved, workbook

BRIDGE = "Đề nghị sửa chữa cầu dân sinh thôn Trung Hòa đã hư hỏng nhiều năm nay, đi lại khó khăn"
ROAD = "Đề nghị cấp trên mở rộng tuyến đường vào khu sản xuất của thôn Lộc Sơn trước mùa mưa bão tới đây"


@pytest.fixture(autouse=True, params=[2, 10_000])
def _so_many_together(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edited, "_ROWS", request.param)
    monkeypatch.setattr(edited, "_RECORDS", request.param)


def _look(store: Database, folder: Path, name: str, *contents: str, numbers: Sequence[str] = ()) -> FilePreview:
    rows = [row(n, content=content) for n, content in enumerate(contents, 1)]
    numbered = [[*cells, number] for cells, number in zip(rows, numbers, strict=True)] if numbers else rows
    head = (*HEAD, "Số của nơi gửi") if numbers else HEAD
    (found,) = preview(store, [saved(workbook(numbered, head=(head,)), folder, name)])
    return found


def _outcomes(found: FilePreview) -> list[Outcome]:
    return [r.outcome for _, r in found.rows() if r.is_data]


def test_of_two_rows_alike_one_is_the_record(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, tmp_path, "a.xlsx", BRIDGE, ROAD))
    found = _look(store, tmp_path, "b.xlsx", BRIDGE + " lắm", BRIDGE + " quá", ROAD)
    assert _outcomes(found) == [Outcome.CHANGED, Outcome.NEW, Outcome.DUPLICATE]


def test_a_row_is_the_record_it_is_most_like(store: Database, tmp_path: Path) -> None:
    near, nearer = BRIDGE.replace("khó khăn", "rất vất vả"), BRIDGE + " lắm"
    write(store, _look(store, tmp_path, "a.xlsx", near, nearer, ROAD))
    found = _look(store, tmp_path, "b.xlsx", BRIDGE + " lắm lắm", ROAD)
    (changed,) = [r for _, r in found.rows() if r.changes]
    assert changed.changes["content"] == (nearer, BRIDGE + " lắm lắm")


def test_a_text_that_was_written_on_is_known(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, tmp_path, "a.xlsx", BRIDGE, ROAD))
    written_on = f"{BRIDGE}, nhất là khi mưa lũ"
    assert _outcomes(_look(store, tmp_path, "b.xlsx", written_on, ROAD)) == [Outcome.CHANGED, Outcome.DUPLICATE]


def test_a_number_given_twice_tells_nothing(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, tmp_path, "a.xlsx", BRIDGE, ROAD, numbers=("5/KN", "5/KN")))
    anew = "Đề nghị sớm sửa cầu dân sinh thôn Trung Hòa vì cầu đã hư hỏng nặng nhiều năm nay rồi"
    other = "Đề nghị trên cho mở rộng đường vào khu sản xuất thôn Lộc Sơn trước mùa mưa"
    found = _look(store, tmp_path, "b.xlsx", anew, other, numbers=("5/KN", "6/KN"))
    assert _outcomes(found) == [Outcome.NEW, Outcome.NEW]


def test_rewritten_rows_are_known_by_their_numbers(store: Database, tmp_path: Path) -> None:
    write(store, _look(store, tmp_path, "a.xlsx", BRIDGE, ROAD, numbers=("5/KN", "6/KN")))
    anew = "Đề nghị sớm sửa cầu dân sinh thôn Trung Hòa vì cầu đã hư hỏng nặng nhiều năm nay rồi"
    other = "Đề nghị trên cho mở rộng đường vào khu sản xuất thôn Lộc Sơn trước mùa mưa bão"
    found = _look(store, tmp_path, "b.xlsx", anew, other, numbers=("5/KN", "6/KN"))
    assert [r.changes["content"] for _, r in found.rows() if r.changes] == [(BRIDGE, anew), (ROAD, other)]
