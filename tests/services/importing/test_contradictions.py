"""What a workbook says in two ways is asked, the likeliest answer first; answered once, it is not asked again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from mttq_desktop.errors import Refused, Severity
from mttq_desktop.excel.asking import Question
from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.importing import FilePreview, Hints, blocking, preview, write
from mttq_desktop.store.database import Database
from tests.excel.books import TITLE, row, saved, workbook
from tests.makers import unit

QUE_SON, PHU_NINH = "Huyện Quế Sơn", "Huyện Phú Ninh"
SEVEN = tuple(row(n, day=f"{n + 10}/01/2024") for n in range(1, 8))


def _titled(*lines: str, period: str = "QUÝ I NĂM 2024", district: str = "HUYỆN QUẾ SƠN") -> Any:
    head = (("ỦY BAN MTTQ VIỆT NAM",), (district,), (f"TỔNG HỢP KIẾN NGHỊ {period}",))
    return (*head, *((line,) for line in lines))


def _look(store: Database, path: Path, hints: Hints | None = None) -> FilePreview:
    (found,) = preview(store, [path], hints or Hints())
    return found


def _book(folder: Path, name: str = "bang.xlsx", rows: Sequence[Any] = SEVEN, sheet: str = "KN", **given: Any) -> Path:
    return saved(workbook(rows, name=sheet, **given), folder, name)


def _asked(found: FilePreview) -> list[Question]:
    return [q for s in found.tables for q in s.questions]


def _answers(found: FilePreview) -> list[tuple[str, tuple[str, ...]]]:
    (question,) = _asked(found)
    return [(a.label, a.evidence) for a in question.answers]


ROWS = "7 trong 7 dòng là xã, phường của"
DAYS = "7 trong 7 ngày trong bảng thuộc"


@pytest.mark.parametrize(
    ("given", "answers"),
    [
        pytest.param(
            {"title": _titled("HUYỆN PHÚ NINH")},
            [(QUE_SON, ("tiêu đề (ô A2) ghi", ROWS)), (PHU_NINH, ("tiêu đề (ô A4) ghi",))],
            id="two districts in the titles",
        ),
        pytest.param(
            {"title": _titled(), "name": "phu_ninh.xlsx"},
            [(QUE_SON, ("tiêu đề (ô A2) ghi", ROWS)), (PHU_NINH, ("tên tệp ghi",))],
            id="a district in the title, another in the file's name",
        ),
        pytest.param(
            {"title": _titled(district="HUYỆN PHÚ NINH"), "name": "que_son.xlsx"},
            [(QUE_SON, ("tên tệp ghi", ROWS)), (PHU_NINH, ("tiêu đề (ô A2) ghi",))],
            id="a title left from another district's file",
        ),
        pytest.param(
            {"title": _titled(district="HUYỆN PHÚ NINH")},
            [(PHU_NINH, ("tiêu đề (ô A2) ghi",)), (QUE_SON, (ROWS,))],
            id="rows of another district",
        ),
        pytest.param(
            {"title": _titled(), "sheet": "Phú Ninh"},
            [(QUE_SON, ("tiêu đề (ô A2) ghi", ROWS)), (PHU_NINH, ("tên trang ghi",))],
            id="a district in the sheet's name",
        ),
        pytest.param(
            {"title": _titled(), "name": "quy_2_2024.xlsx"},
            [("Quý I/2024", ("tiêu đề (ô A3) ghi", DAYS)), ("Quý II/2024", ("tên tệp ghi",))],
            id="a quarter in the title, another in the file's name",
        ),
        pytest.param(
            {"title": _titled("Quý II năm 2024")},
            [("Quý I/2024", ("tiêu đề (ô A3) ghi", DAYS)), ("Quý II/2024", ("tiêu đề (ô A4) ghi",))],
            id="two quarters in the titles",
        ),
        pytest.param(
            {"title": _titled(period="QUÝ I NĂM 2023")},
            [("Quý I/2023", ("tiêu đề (ô A3) ghi",)), ("Quý I/2024", (DAYS,))],
            id="a year in the title, another in the rows",
        ),
        pytest.param(
            {"title": _titled("Quế Sơn, ngày 05 tháng 4 năm 2023"), "rows": [row(1)]},
            [("Quý I/2024", ("tiêu đề (ô A3) ghi",)), ("Quý I/2023", ("văn bản đề ngày 05/4/2023, tức",))],
            id="a letter written before its period",
        ),
        pytest.param(
            {"title": _titled("Số: 12/2022/BC-MTTQ"), "rows": [row(1)]},
            [("Quý I/2024", ("tiêu đề (ô A3) ghi",)), ("Quý I/2022", ("số văn bản ghi năm của",))],
            id="the year in the letter's number",
        ),
        pytest.param(
            {"title": _titled(period="NĂM 2024"), "name": "q1_2024.xlsx"},
            [("Quý I/2024", ("tên tệp ghi", DAYS)), ("năm 2024", ("tiêu đề (ô A3) ghi",))],
            id="a quarter in the name of a year's file",
        ),
    ],
)  # fmt: skip
def test_a_contradiction_is_a_question(
    store: Database, tmp_path: Path, given: dict[str, Any], answers: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = _look(store, _book(tmp_path, **given))
    assert _answers(found) == answers
    with pytest.raises(Refused, match=r"Tệp của (kỳ|nơi) nào\?"):
        write(store, found)


def test_any_answer_makes_the_rows_importable(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    path = _book(tmp_path, title=_titled("HUYỆN PHÚ NINH"))
    (question,) = _asked(_look(store, path))
    for answer in question.answers:
        found = _look(store, path, Hints(answers={"KN": {question.topic: answer.value}}))
        assert (_asked(found), blocking(found, found.tables)) == ([], [])
        assert vocabulary.units.label(found.tables[0].unit) == answer.label
    chosen = _look(store, path, Hints(answers={"KN": {question.topic: question.answers[0].value}}))
    assert write(store, chosen).counts["new"] == len(SEVEN)


def test_an_answer_for_one_sheet_leaves_another_sheet_asking(store: Database, tmp_path: Path) -> None:
    book = workbook(SEVEN, title=_titled("HUYỆN PHÚ NINH"))
    other = book.copy_worksheet(book["KN"])
    other.title, other["A4"] = "KN2", "HUYỆN DUY XUYÊN"
    path = saved(book, tmp_path, "bang.xlsx")
    (first, _) = _asked(_look(store, path))
    found = _look(store, path, Hints(answers={"KN": {first.topic: first.answers[0].value}}))
    assert [len(s.questions) for s in found.tables] == [0, 1]


def test_the_same_contradiction_is_not_asked_again_but_told(store: Database, tmp_path: Path) -> None:
    path = _book(tmp_path, title=_titled(), name="phu_ninh.xlsx")
    (question,) = _asked(_look(store, path))
    write(store, _look(store, path, Hints(answers={"KN": {question.topic: question.answers[0].value}})))
    again = _book(tmp_path, rows=[row(n) for n in range(20, 27)], title=_titled(), name="phu_ninh_lan2.xlsx")
    found = _look(store, again)
    assert blocking(found, found.tables) == []
    (told,) = [p for p in found.tables[0].problems if p.code == "unit_contradiction"]
    assert told.severity is Severity.WARNING
    assert "như lần trước đã trả lời" in told.message


@pytest.mark.parametrize(
    ("title", "name", "commune"),
    [
        pytest.param(_titled(), "duy_xuyen.xlsx", "Xã Quế Phú", id="another district in the name"),
        pytest.param(_titled(district="HUYỆN PHÚ NINH"), "que_son.xlsx", "Xã Quế Phú", id="the other way round"),
        pytest.param(_titled(), "phu_ninh.xlsx", "Xã Tam Dân", id="rows speak for the other side now"),
    ],
)  # fmt: skip
def test_another_contradiction_is_asked_anew(
    store: Database, tmp_path: Path, title: Any, name: str, commune: str
) -> None:
    path = _book(tmp_path, title=_titled(), name="phu_ninh.xlsx")
    (question,) = _asked(_look(store, path))
    write(store, _look(store, path, Hints(answers={"KN": {question.topic: question.answers[0].value}})))
    rows = [row(n, commune=commune) for n in range(20, 27)]
    folder = tmp_path / "sau"
    folder.mkdir()
    found = _look(store, _book(folder, rows=rows, title=title, name=name))
    assert [q.code for q in _asked(found)] == ["unit_contradiction"]


def test_an_answer_about_the_period_is_not_kept_for_the_next_file(store: Database, tmp_path: Path) -> None:
    path = _book(tmp_path, title=_titled(), name="quy_2_2024.xlsx")
    (question,) = _asked(_look(store, path))
    write(store, _look(store, path, Hints(answers={"KN": {question.topic: "2024-Q1"}})))
    again = _book(tmp_path, rows=[row(30)], title=_titled(), name="quy_2_2024_lan2.xlsx")
    assert [q.code for q in _asked(_look(store, again))] == ["period_contradiction"]


def test_the_persons_word_is_an_answer_where_the_file_says_it_too(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    path = _book(tmp_path, title=_titled("HUYỆN PHÚ NINH"))
    found = _look(store, path, Hints(unit=unit(vocabulary, PHU_NINH)))
    assert (_asked(found), found.tables[0].unit) == ([], unit(vocabulary, PHU_NINH))
    third = _look(store, path, Hints(unit=unit(vocabulary, "Huyện Duy Xuyên")))
    assert [a.label for a in _asked(third)[0].answers] == ["Huyện Duy Xuyên", QUE_SON, PHU_NINH]


def test_two_kinds_are_a_question_and_the_answer_is_kept(store: Database, tmp_path: Path) -> None:
    path = _book(tmp_path, name="ho_ngheo.xlsx", title=_titled())
    found = _look(store, path)
    (question,) = _asked(found)
    labels = [(a.value, a.evidence) for a in question.answers]
    assert labels == [("petition", ("tiêu đề và tên cột là của",)), ("household", ("tên tệp ghi",))]
    write(store, _look(store, path, Hints(kind="petition")))
    again = _book(tmp_path, rows=[row(40)], name="ho_ngheo_2.xlsx", title=_titled())
    assert _asked(_look(store, again)) == []
    other = _book(tmp_path, rows=[row(41)], name="doi_thoai.xlsx", title=_titled())
    assert [q.code for q in _asked(_look(store, other))] == ["unsure_kind"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Kính gửi: Ủy ban MTTQ Việt Nam huyện Phú Ninh",),
        ("(Kèm theo Báo cáo số 12/BC-MTTQ quý IV năm 2023)",),
        ("Kết quả quý I năm 2024, phương hướng nhiệm vụ quý II năm 2024",),
        ("Nhiệm kỳ 2019 - 2024", "Năm 2024"),
        ("Quế Sơn, ngày 05 tháng 4 năm 2024", "Số: 12/BC-MTTQ"),
        ("Xã Quế Phú, huyện Quế Sơn, tỉnh Quảng Nam",),
    ],
)  # fmt: skip
def test_what_is_no_contradiction_is_not_asked(store: Database, tmp_path: Path, lines: Sequence[str]) -> None:
    assert _asked(_look(store, _book(tmp_path, title=_titled(*lines)))) == []


def test_rows_suggest_the_sender_where_nobody_says_it(store: Database, tmp_path: Path) -> None:
    found = _look(store, _book(tmp_path, title=(("TỔNG HỢP KIẾN NGHỊ QUÝ I NĂM 2024",),)))
    assert _answers(found) == [(QUE_SON, (ROWS,))]
    assert found.tables[0].unit is None


def test_a_title_of_the_books_own_makers_is_not_asked(store: Database, tmp_path: Path) -> None:
    assert _asked(_look(store, _book(tmp_path, title=TITLE, name="kien_nghi_que_son_q1_2024.xlsx"))) == []
