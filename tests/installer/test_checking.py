"""Checks of the installers: a failed one is told and does not stop the next."""

import json
from pathlib import Path

import pytest

from installer.checking import Checks, equal, self_test_told
from installer.common import Failed


def broken() -> str:
    raise Failed("không có tệp")


def test_all_are_run_told_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checks = Checks("Thử")
    assert not checks.check("một", broken)
    assert checks.check("hai", lambda: "3 tệp")
    assert checks.finish(tmp_path / "a" / "b.json") == 1
    told = capsys.readouterr().out
    assert "✗ một: Failed: không có tệp" in told
    assert "✓ hai: 3 tệp" in told
    assert "1 đạt, 1 không đạt" in told
    assert [c["passed"] for c in json.loads((tmp_path / "a" / "b.json").read_text(encoding="utf-8"))] == [False, True]


def test_both_values_are_told() -> None:
    equal(1, 1)
    with pytest.raises(Failed, match="mã 3, phải là 0"):
        equal(3, 0, "mã")


@pytest.mark.parametrize("passed", [True, False])
def test_a_self_test_is_read(passed: bool, tmp_path: Path) -> None:
    step = {"name": "window", "passed": passed, "seconds": 1.25, "found": {} if passed else {"why": "no screen"}}
    report = tmp_path / "thu.json"
    report.write_text(json.dumps({"passed": passed, "qt": "6.9.3", "platform": "xcb", "steps": [step]}))
    if passed:
        assert self_test_told(report) == "Qt 6.9.3 trên xcb; window 1.2 s"
    else:
        with pytest.raises(Failed, match="no screen"):
            self_test_told(report)
