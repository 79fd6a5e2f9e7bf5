"""The six petition workbooks of the samples through the command line, against the truth beside each."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from mttq_desktop.__main__ import main
from mttq_desktop.text.fold import clean, tone_key

FILES = (
    "01_tam_ky_kien_nghi", "02_hoi_an_kien_nghi_nfd", "05_duy_xuyen_kien_nghi_nhom", "06_que_son_kien_nghi",
    "06b_que_son_kien_nghi_gui_lai", "08_thang_binh_kien_nghi_cong_thuc",
)  # fmt: skip
NAMES = {
    "xa": "commune_id", "ngay": "received_on", "linh_vuc": "field_as_sent", "noi_dung": "content",
    "to_chuc": "organisation_id", "co_quan": "authority_as_sent", "ket_qua": "reported_result",
}  # fmt: skip
OUTCOMES = {"accepted": {"new"}, "rejected": {"rejected"}, "changed": {"changed"}, "skipped": {"skipped"},
            "duplicate": {"duplicate", "unchanged"}}  # fmt: skip
CODES = {"HCCB": "CCB", "HPN": "LHPN"}


@pytest.fixture(scope="module")
def imported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """All six in one command, as JSON; changes are taken over."""
    folder = tmp_path_factory.mktemp("sau-tep")
    paths = [str(shared / "samples" / "district" / f"{f}.xlsx") for f in FILES]
    out = folder / "ket-qua.json"
    code = main(["--data-dir", str(folder), "import", *paths, "--accept-changes", "--json", str(out)])
    found = json.loads(out.read_text(encoding="utf-8"))
    again = main(["--data-dir", str(folder), "import", *paths, "--accept-changes", "--json", str(out)])
    return {"code": code, "again_code": again, "first": found, "again": json.loads(out.read_text(encoding="utf-8"))}


def _truth(shared: Path, name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((shared / "samples/district" / f"{name}.xlsx.truth.json").read_text("utf-8"))
    return truth


def _alike(name: str, ours: Any, theirs: Any) -> bool:
    if theirs is None:
        return ours is None or name == "linh_vuc"
    if name == "to_chuc":
        return bool(CODES.get(theirs, theirs) == ours)
    if name in ("ngay", "ket_qua"):
        return bool(ours == theirs)
    return tone_key(clean(str(ours))) == tone_key(clean(str(theirs)))


@pytest.mark.parametrize("place", range(len(FILES)), ids=FILES)
def test_every_row_and_value_is_as_the_truth_says(imported: dict[str, Any], shared: Path, place: int) -> None:
    assert imported["code"] == 0
    ours, truth = imported["first"]["files"][place], _truth(shared, FILES[place])
    assert ours["status"] == "imported"
    for sheet, told in zip(ours["sheets"], truth["sheets"], strict=True):
        assert sheet["unit"] == truth["unit"]
        assert sheet["period"] == "2024-Q1"
        assert [r["row"] for r in sheet["rows"]] == [r["row"] for r in told["rows"]]
        for row, true in zip(sheet["rows"], told["rows"], strict=True):
            _compare(row, true)


def _compare(row: dict[str, Any], true: dict[str, Any]) -> None:
    place = f"row {row['row']}: {row} / {true}"
    assert row["outcome"] in OUTCOMES[true["cls"]], place
    if true["cls"] == "skipped":
        assert row["reason"] == true["why"], place
        return
    errors = {f"{p['code']}:{p['field']}" for p in row["problems"] if p["severity"] == "error"}
    if true["cls"] == "rejected":
        assert errors == {_ours(reason) for reason in true["reasons"]}, place
    if true["cls"] == "changed":
        assert set(row["changes"]) == {NAMES[f] for f in true["changed_fields"]}, place
    noticed = {f"{p['code']}:{p['field']}" for p in row["problems"]} | {p["code"] for p in row["problems"]}
    for flag in true.get("flags", ()):
        assert _ours(flag) in noticed, f"{flag} {place}"
    for name, value in true["values"].items():
        if not any(e.endswith(f":{NAMES[name]}") for e in errors):
            assert _alike(name, row["values"][NAMES[name]], value), f"{name} {place}"


def _ours(coded: str) -> str:
    code, _, field = coded.partition(":")
    if not field:
        return code
    return f"{code}:{'field' if field == 'linh_vuc' else 'authorities' if field == 'co_quan' else NAMES[field]}"


def test_the_same_files_again_change_nothing(imported: dict[str, Any]) -> None:
    assert imported["again_code"] == 0
    for found in imported["again"]["files"]:
        assert {"new", "changed"}.isdisjoint(found["counts"])


def test_a_dry_run_leaves_the_data_file_byte_for_byte(shared: Path, tmp_path: Path, empty_store: Path) -> None:
    data = tmp_path / empty_store.name
    data.write_bytes(empty_store.read_bytes())
    before = data.read_bytes()
    sample = str(shared / "samples" / "district" / f"{FILES[0]}.xlsx")
    assert main(["--data-dir", str(tmp_path), "import", sample, "--dry-run"]) == 0
    assert data.read_bytes() == before


def test_a_bad_file_is_refused_and_the_others_go_in(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "hong.xlsx"
    bad.write_bytes(b"PK\x03\x04 damaged" * 50)
    sample = str(shared / "samples" / "district" / f"{FILES[0]}.xlsx")
    out = tmp_path / "x.json"
    assert main(["--data-dir", str(tmp_path), "import", str(bad), sample, "--json", str(out)]) == 1
    found = json.loads(out.read_text("utf-8"))["files"]
    assert [f["status"] for f in found] == ["refused", "imported"]
    assert re.search("hong.xlsx", capsys.readouterr().out)


def test_undo_takes_the_whole_file_back(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = str(shared / "samples" / "district" / f"{FILES[0]}.xlsx")
    main(["--data-dir", str(tmp_path), "import", sample])
    assert main(["--data-dir", str(tmp_path), "undo-import", "1"]) == 0
    assert "Đã hoàn tác 24" in capsys.readouterr().out
    assert main(["--data-dir", str(tmp_path), "list", "petition"]) == 0
    assert capsys.readouterr().out.strip() == "0 kiến nghị"
    assert main(["--data-dir", str(tmp_path), "undo-import", "99"]) == 1


def test_a_template_a_list_and_its_parts_by_every_name_of_the_contract(
    practice_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = (
        "petition petition_batch supervision recommendation dialogue social_criticism household satisfaction_survey "
        "campaign_item vietnamese_goods_activity initiative communication party_feedback_round joint_plan joint_task "
        "periodic_report joint_meeting training joint_inspection local_programme"
    ).split()
    store = ["--data-dir", str(tmp_path)]
    for command in ("import", "template", "list", "export"):
        assert main([command, "--help"]) == 0
        assert set(names) <= set(re.findall(r"[a-z_]+", capsys.readouterr().out)), command
    (tmp_path / practice_file.name).write_bytes(practice_file.read_bytes())
    for name in names:
        assert main([*store, "list", name, "--json", "--period", "2024"]) == 0
        capsys.readouterr()
    assert main([*store, "template", "household", "--out", str(tmp_path / "ho.xlsx"), "--unit", "502"]) == 0
    assert main([*store, "template", "authority", "--out", str(tmp_path / "x.xlsx")]) == 2
    assert main([*store, "export", "household", "--out", str(tmp_path / "ds.xlsx"), "--personal"]) == 0


def test_parts_stand_in_the_json_of_their_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(tmp_path), "list", "programme", "--json"]) == 0
    (programme,) = json.loads(capsys.readouterr().out)
    assert len(programme["programme_party"]) == 6
    assert programme["programme_section"][0]["code"] == "I"
