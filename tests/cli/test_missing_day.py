"""A list without a column of days through the command line."""

from pathlib import Path

import pytest

from mttq_desktop.__main__ import main
from tests.excel.books import HEAD, row, saved, workbook


def test_a_list_without_days_is_written_only_with_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, cells = [*HEAD[:2], *HEAD[3:]], row(3)
    path = saved(workbook([[*cells[:2], *cells[3:]]], head=(head,)), tmp_path, "khong_ngay.xlsx")
    taking = ["--data-dir", str(tmp_path / "so"), "import", str(path)]

    assert main(taking) == 1
    assert "không có cột ngày tiếp nhận" in capsys.readouterr().err
    assert main([*taking, "--day", "32/3/2024"]) == 2
    assert "không hiểu ngày “32/3/2024”" in capsys.readouterr().err
    assert main([*taking, "--day", "20/3/2024"]) == 0
    assert main(["--data-dir", str(tmp_path / "so"), "list", "petition"]) == 0
    assert "20/3/2024" in capsys.readouterr().out
