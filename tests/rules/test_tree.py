"""The programme's text as a tree: amended up to a day, headings that change places, periods that meet."""

from datetime import date

import pytest

from mttq_desktop.rules.period import Period
from mttq_desktop.rules.programmes import Told, days_in_force, next_span, on_day, renamed
from mttq_desktop.rules.tree import Change, Effect, Placed, Section, as_of, grown, next_code, swapped

DAY, BEFORE = date(2022, 3, 1), date(2022, 2, 28)
TEXT = (
    Section(1, "I", "Nguyên tắc"), Section(2, "II", "Nội dung"), Section(3, "II.1", "Cuộc vận động", "II", "Một"),
    Section(4, "II.2", "Tuyên truyền", "II"), Section(5, "II.1.1", "Nông thôn mới", "II.1"),
)  # fmt: skip


def test_a_text_grows_into_its_tree() -> None:
    tree = grown(TEXT)
    assert [n.section.code for n in tree] == ["I", "II"]
    assert [n.section.code for n in tree[1].children] == ["II.1", "II.2"]
    assert [n.section.code for n in tree[1].children[0].children] == ["II.1.1"]


def test_what_hangs_nowhere_stands_at_the_top_and_rings_are_cut() -> None:
    lost, itself = Section(1, "V.1", "Lạc", "V"), Section(2, "A", "Vòng", "A")
    assert [n.section.code for n in grown((lost, itself))] == ["V.1", "A"]


@pytest.mark.parametrize(
    ("effect", "title", "body"),
    [
        (Effect.ADDED, "Cuộc vận động", "Một\nHai"), (Effect.REPLACED, "Cuộc vận động", "Hai"),
        (Effect.RENAMED, "Hai", "Một"),
    ],
)  # fmt: skip
def test_an_amendment_counts_from_its_day(effect: Effect, title: str, body: str) -> None:
    change = [Change(DAY, effect, "Hai", "II.1")]
    (amended,) = (s for s in as_of(TEXT, change, DAY) if s.code == "II.1")
    assert (amended.title, amended.body) == (title, body)
    assert as_of(TEXT, change, BEFORE) == TEXT


def test_a_repealed_section_is_gone_and_a_new_one_comes_on_its_day() -> None:
    text = (*TEXT, Section(9, "II.3", "Mới", "II", valid_from=DAY))
    change = [Change(DAY, Effect.REPEALED, "Bãi bỏ", "II.2")]
    assert "II.3" not in {s.code for s in as_of(text, change, BEFORE)}
    assert {s.code for s in as_of(text, change, DAY)} == {"I", "II", "II.1", "II.1.1", "II.3"}


def test_amendments_follow_in_the_order_of_their_days() -> None:
    first, second = Change(DAY, Effect.REPLACED, "Hai", "II.1"), Change(DAY.replace(day=9), Effect.ADDED, "Ba", "II.1")
    (amended,) = (s for s in as_of(TEXT, [second, first], date.max) if s.code == "II.1")
    assert amended.body == "Hai\nBa"
    (node,) = grown([s for s in TEXT if s.code == "II"], [], DAY)
    assert node.changes == ()


ROWS = tuple(Placed(s.code, s.parent) for s in TEXT)


def test_headings_change_places_with_all_below_and_take_each_others_numbers() -> None:
    moved = swapped(ROWS, 3, -1)
    assert moved is not None
    assert [(old, row.code, row.parent) for old, row in moved] == [
        (0, "I", None), (1, "II", None), (3, "II.1", "II"), (2, "II.2", "II"), (4, "II.2.1", "II.2"),
    ]  # fmt: skip


@pytest.mark.parametrize(("at", "by"), [(0, -1), (1, 1), (2, -1), (3, 1), (4, 1)])
def test_no_neighbour_no_move(at: int, by: int) -> None:
    assert swapped(ROWS, at, by) is None


def test_moving_there_and_back_changes_nothing() -> None:
    there = swapped(ROWS, 0, 1)
    assert there is not None
    rows = [row for _, row in there]
    back = swapped(rows, [r.code for r in rows].index("II"), -1)
    assert back is not None
    assert [row for _, row in back] == list(ROWS)


def test_a_new_heading_takes_the_next_number() -> None:
    assert next_code(ROWS, "II") == "II.3"
    assert next_code(ROWS, None) == "III"
    assert next_code(ROWS, "I") == "I.1"


OLD = Told(1, Period.parse("2020-2025"), None, True)


@pytest.mark.parametrize(
    ("following", "day", "wanted"),
    [
        (Told(2, Period.parse("2025-2030"), date(2025, 9, 15), True), date(2025, 9, 14), 1),
        (Told(2, Period.parse("2025-2030"), date(2025, 9, 15), True), date(2025, 9, 15), 2),
        (Told(2, Period.parse("2025-2030"), None, False), date(2025, 12, 31), 1),
        (Told(2, Period.parse("2025-2030"), None, False), date(2026, 1, 1), None),
        (Told(2, Period.parse("2025-2030"), date(2024, 12, 20), True), date(2024, 12, 31), 1),
        (Told(2, Period.parse("2025-2030"), date(2024, 12, 20), True), date(2030, 12, 31), 2),
    ],
)
def test_a_programme_lasts_until_the_next_one_begins(following: Told, day: date, wanted: int | None) -> None:
    assert on_day([following, OLD], day) == wanted


def test_a_draft_is_never_in_force() -> None:
    assert set(days_in_force([OLD, Told(2, Period.parse("2025-2030"), None, False)])) == {1}


def test_the_next_period_begins_where_the_last_one_ended() -> None:
    new = next_span(OLD.period)
    assert new.code == "2025-2030"
    assert renamed("Chương trình giai đoạn 2020 - 2025", OLD.period, new) == "Chương trình giai đoạn 2025 - 2030"
