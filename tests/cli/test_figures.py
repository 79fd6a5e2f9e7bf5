"""figures, and --units of reports: the same tables as in the window, without it."""

import json
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from mttq_desktop.__main__ import main
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.store.database import Database
from tests.makers import organisation, unit


@pytest.fixture
def folder(store: Database, vocabulary: Vocabulary) -> Path:
    """A data folder with two works in districts that were joined later."""
    with store.writing("test", "Thêm") as writing:
        for place, funds in (("Xã Quế Lộc", 17), ("Xã Quế Phú", 20)):
            values = {"campaign": "NTM", "content": f"Đường {place}", "period": "2024-Q2", "funds": funds,
                      "organisation_id": organisation(vocabulary, "HND"), "unit_id": unit(vocabulary, place)}
            keep(writing, checked(CAMPAIGN_ITEM, values, vocabulary), vocabulary)
    store.close()
    return store.path.parent


def _told(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> list[dict[str, object]]:
    assert main(["--data-dir", str(folder), "figures", "--period", "2024", "--json", *arguments]) == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def test_one_indicator_by_unit_of_then_and_of_now(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for choice, expected in (("then", {"Huyện Nông Sơn": 17, "Huyện Quế Sơn": 20, "Tổng số": 37}),
                             ("now", None)):  # fmt: skip
        rows = _told(capsys, folder, "--by", "unit", "--units", choice, "--indicator", "A02")
        found = {r["Nơi"]: r["Trong kỳ"] for r in rows if r["Trong kỳ"]}
        assert expected in (None, found)
        assert found.pop("Tổng số") == 37
        assert sum(float(str(v)) for v in found.values()) == 37


def test_all_indicators_by_organisation_into_a_workbook(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "chi-tieu.xlsx"
    assert main(["--data-dir", str(folder), "figures", "--period", "2024", "--out", str(out)]) == 0
    head, *rows = load_workbook(out).worksheets[0].iter_rows(values_only=True)
    funds = dict(zip(head, next(r for r in rows if r[1] == "A02"), strict=True))
    assert (funds["Hội Nông dân tỉnh"], funds["Tổng số"]) == (37, 37)
    assert len(rows) > 61


def test_records_of_one_organisation_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = _told(capsys, folder, "--by", "unit", "--organisation", "MTTQ", "--indicator", "A02")
    assert {r["Trong kỳ"] for r in rows} == {0.0}


@pytest.mark.parametrize("arguments", [["--indicator", "Z99"], ["--units", "xyz"], ["--organisation", "ABC"]])
def test_what_is_unknown_is_wrong_use(folder: Path, arguments: list[str]) -> None:
    assert main(["--data-dir", str(folder), "figures", "--period", "2024", "--by", "unit", *arguments]) == 2


def test_a_report_by_units_of_now_is_found_again_by_the_mark_in_its_footer(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "d01.docx"
    arguments = ["report", "D01", "--period", "2024-H1", "--units", "now", "--out", str(out)]
    assert main(["--data-dir", str(folder), *arguments]) == 0
    assert out.stat().st_size > 10_000
    capsys.readouterr()
    mark = docx.Document(str(out)).sections[0].footer.paragraphs[0].text
    assert main(["--data-dir", str(folder), "report", "--mark", mark.lower()]) == 0
    assert capsys.readouterr().out.split("\t")[0] == "01/BC-MTTQ-BTT"
    assert main(["--data-dir", str(folder), "report", "--mark", "0000-0000"]) == 1
