"""Who sends and for which period: what titles, sheet and file names say, and what contradicts what."""

from datetime import date
from typing import Any

import pytest

from mttq_desktop.excel.identity import Identity
from mttq_desktop.excel.sender import find_sender, row_by_row
from mttq_desktop.excel.spec import Hints, Request, TableSpec
from mttq_desktop.excel.telling import Telling, Told
from mttq_desktop.excel.titles import Said, period_in_name, read_titles, title_weight, unit_in_name, units_in
from mttq_desktop.fields import Vocabulary
from tests.makers import unit

ON = date(2024, 1, 1)
NOTHING = Said()
TITLES = [
    ("A1", "ỦY BAN MTTQ VIỆT NAM"), ("A2", "HUYỆN QUẾ SƠN"),
    ("D3", "Quế Sơn, ngày 05 tháng 4 năm 2024"),
    ("A5", "TỔNG HỢP Ý KIẾN, KIẾN NGHỊ QUÝ I NĂM 2024"),
    ("A6", "(Kèm theo Báo cáo số 12/BC-MTTQ quý IV/2023)"),
]  # fmt: skip


def test_titles_name_the_sender_the_period_and_the_letters_day(vocabulary: Vocabulary) -> None:
    said = read_titles(TITLES, vocabulary, None)
    assert said == Said(unit(vocabulary, "Huyện Quế Sơn", ON), "A2", "2024-Q1", "A5", date(2024, 4, 5))
    assert read_titles([], vocabulary, None) == Said()


def test_units_named_with_their_type_word(vocabulary: Vocabulary) -> None:
    def named(text: str) -> list[str]:
        return [e.label for e in units_in(text, vocabulary.units, ON)]

    assert named("UBMTTQ xã Quế Phú, huyện Quế Sơn") == ["Xã Quế Phú", "Huyện Quế Sơn"]
    assert named("TP. Tam Kỳ, ngày 05 tháng 4 năm 2024") == ["Thành phố Tam Kỳ"]
    assert named("Quế Sơn quê tôi") == []


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("KN quý I-2024", "2024-Q1"), ("Q1_2024", "2024-Q1"), ("kien nghi quy iv nam 2023", "2023-Q4"),
        ("Quy 2.2024", "2024-Q2"), ("6 thang dau nam 2024", "2024-H1"), ("danh sach", ""), ("q5 2024", ""),
    ],
)  # fmt: skip
def test_the_period_in_a_name(name: str, period: str) -> None:
    assert period_in_name(name) == period


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("kien_nghi_que_son_q1", "Huyện Quế Sơn"), ("KN Thành phố Tam Kỳ", "Thành phố Tam Kỳ"),
        ("02_hoi_an_kien_nghi", "Thành phố Hội An"), ("tong hop toan tinh", None), ("que son va phu ninh", None),
    ],
)  # fmt: skip
def test_the_district_in_a_file_name(vocabulary: Vocabulary, name: str, label: str | None) -> None:
    found = unit_in_name(name, vocabulary.units, ON)
    assert (vocabulary.units.label(found) if found is not None else None) == label


def test_how_clearly_a_title_names_the_kind_of_table(spec: TableSpec) -> None:
    assert title_weight(spec, TITLES) > 0
    assert title_weight(spec, [("A1", "DANH SÁCH HỘ NGHÈO ĐĂNG KÝ THOÁT NGHÈO")]) < 0
    assert title_weight(spec, []) == 0


# ── weighing what is said ────────────────────────────────────────────────────


@pytest.fixture
def weigh(spec: TableSpec, vocabulary: Vocabulary) -> Any:
    """What is found of the sender; units are given by name."""

    def weighed(
        said: Said = NOTHING, sheet: str = "KN", file: str = "tep.xlsx", days: tuple[date, ...] = (),
        identity: Identity | None = None, period: str = "", sender: str = "",
    ) -> Told:  # fmt: skip
        hints = Hints(unit=unit(vocabulary, sender, ON) if sender else None, period=period)
        telling = Telling(said, sheet, file, days, (), identity)
        return find_sender(telling, Request(file, (spec,), vocabulary, hints), spec)

    return weighed


def _codes(found: Told) -> list[tuple[str, bool]]:
    return [(p.code, p.is_error) for p in found.problems]


def test_nothing_said_is_two_questions(weigh: Any) -> None:
    found = weigh()
    assert (found.unit, found.period) == (None, "")
    assert _codes(found) == [("unknown_period", True), ("unknown_sender", True)]


def test_the_persons_word_fills_what_the_file_leaves_open(weigh: Any, vocabulary: Vocabulary) -> None:
    found = weigh(period="2024-Q1", sender="Huyện Quế Sơn")
    assert (found.unit, found.period, found.problems) == (unit(vocabulary, "Huyện Quế Sơn", ON), "2024-Q1", [])


def test_the_persons_word_against_the_file_is_an_error(weigh: Any, vocabulary: Vocabulary) -> None:
    said = Said(unit(vocabulary, "Huyện Quế Sơn", ON), "A2", "2024-Q1", "A5")
    found = weigh(said, period="2024-Q2", sender="Huyện Phú Ninh")
    assert _codes(found) == [("period_contradiction", True), ("unit_contradiction", True)]
    assert [p.cell for p in found.problems] == ["A5", "A2"]
    told = "Tệp của kỳ nào? Đã chọn Quý II/2024; tiêu đề (ô A5) ghi Quý I/2024."
    assert (found.problems[0].message, found.questions[0].answers[0].value) == (told, "2024-Q2")


def test_a_quarter_of_the_year_in_the_title_is_no_contradiction(weigh: Any, vocabulary: Vocabulary) -> None:
    said = Said(unit(vocabulary, "Huyện Quế Sơn", ON), "A2", "2024", "A5")
    assert (_codes(weigh(said, period="2024-Q1")), weigh(said, period="2024-Q1").period) == ([], "2024-Q1")


def test_a_file_name_against_its_table_is_a_question(weigh: Any, vocabulary: Vocabulary) -> None:
    said = Said(unit(vocabulary, "Huyện Quế Sơn", ON), "A2", "2024-Q1", "A5")
    found = weigh(said, file="phu_ninh_q2_2024.xlsx")
    assert _codes(found) == [("period_contradiction", True), ("unit_contradiction", True)]
    assert (found.unit, found.period) == (said.unit, "2024-Q1")


def test_days_tell_the_quarter_when_nothing_else_does(weigh: Any) -> None:
    days = (date(2024, 1, 5),) * 4 + (date(2024, 4, 1),)
    assert weigh(days=days, sender="Huyện Quế Sơn").period == "2024-Q1"
    assert weigh(days=days[2:], sender="Huyện Quế Sơn").period == ""
    assert weigh(Said(letter_day=date(2024, 3, 31)), days=days[2:], sender="Huyện Quế Sơn").period == "2024-Q1"


def test_a_template_is_believed_before_a_title_that_was_changed_but_asks(weigh: Any, vocabulary: Vocabulary) -> None:
    said = Said(unit(vocabulary, "Huyện Phú Ninh", ON), "A2", "2023-Q4", "A5")
    issued = Identity("petition/509/2024-Q1", "petition", 1, "509", "2024-Q1")
    found = weigh(said, identity=issued)
    assert (found.unit, found.period) == (unit(vocabulary, "Huyện Quế Sơn", ON), "2024-Q1")
    assert [[a.evidence[0] for a in q.answers] for q in found.questions] == [
        ["biểu mẫu phát hành cho", "tiêu đề (ô A5) ghi"], ["biểu mẫu phát hành cho", "tiêu đề (ô A2) ghi"],
    ]  # fmt: skip
    assert [q.sign for q in found.questions] == ["", ""]


def test_a_list_of_ours_asks_nothing_and_takes_no_choice() -> None:
    assert row_by_row(Hints()).problems == []
    assert _codes(row_by_row(Hints(unit=1, period="2024-Q1"))) == [
        ("unit_contradiction", True), ("period_contradiction", True),
    ]  # fmt: skip
