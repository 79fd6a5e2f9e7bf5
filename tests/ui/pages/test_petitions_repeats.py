"""Likely repeats: merged from their page, judged different and remembered, taken apart again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from mttq_desktop.ui.pages.petitions_merge import MergeDialog
from mttq_desktop.ui.pages.petitions_repeats import LIKELY, MERGED, RepeatsPage
from tests import makers
from tests.ui.pages.conftest import CTRL, Clerk

Enter = Callable[..., int]
BASE = "Kiến nghị nâng mức kinh phí hỗ trợ hoạt động của Ban công tác Mặt trận ở khu dân cư"


@pytest.fixture
def alike(clerk: Clerk, enter: Enter) -> tuple[int, int]:
    """The same matter from two senders, and another matter."""
    enter(content="Đề nghị nạo vét kênh Phú Ninh")
    women = makers.organisation(clerk.context.vocabulary, "LHPN")
    return enter(content=f"{BASE}."), enter(content=f"{BASE}. Mong các cấp quan tâm.", organisation_id=women)


@pytest.fixture
def page(clerk: Clerk, alike: tuple[int, int]) -> RepeatsPage:
    """The page of repeats with its one group."""
    clerk.page.list.repeats.click()
    page = clerk.page.repeats
    clerk.wait(lambda: [sorted(g.ids) for g in page.groups[LIKELY]] == [sorted(alike)])
    return page


def test_a_group_is_shown_side_by_side_and_merged_into_the_chosen_one(
    clerk: Clerk, page: RepeatsPage, alike: tuple[int, int]
) -> None:
    assert clerk.page.list.repeats.text() == "Gộp trùng (1)"
    root = next(c for c in page.board.cards if c.text.id == alike[1])
    root.keep.click()
    assert "Gộp 1 kiến nghị vào Q1-0003" in page.strong.text()
    assert "<span" in root.words.text() + page.board.cards[0].words.text(), "words that differ are marked"
    page.list.setFocus()
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.wait(lambda: clerk.state(alike[0]) == "TRUNG")
    assert clerk.read(alike[0])[0].merged_into_id == alike[1]
    clerk.wait(lambda: page.groups[LIKELY] == [] and len(page.groups[MERGED]) == 1)
    assert page.waiting.isVisible()
    clerk.undo(lambda: clerk.state(alike[0]) == "MOI")
    clerk.wait(lambda: len(page.groups[LIKELY]) == 1)


def test_different_ones_are_remembered(clerk: Clerk, page: RepeatsPage, alike: tuple[int, int]) -> None:
    page.list.setFocus()
    clerk.press(Qt.Key.Key_D, CTRL)
    clerk.wait(lambda: page.groups[LIKELY] == [])
    page.reload()
    clerk.wait(lambda: not page._asker.busy)
    assert page.groups[LIKELY] == []
    assert {clerk.state(i) for i in alike} == {"MOI"}
    clerk.wait(lambda: clerk.page.list.repeats.text() == "Gộp trùng")


def test_taken_apart_each_has_its_sender_and_number_again(
    clerk: Clerk, page: RepeatsPage, alike: tuple[int, int]
) -> None:
    before = [(p.number, p.organisation_id, p.state, p.content) for p in clerk.read(*alike)]
    page.merge_group()
    clerk.wait(lambda: len(page.groups[MERGED]) == 1)
    page.pills.chosen.emit(MERGED)
    assert page.apart.isVisible()
    assert not page.strong.isVisible()
    page.apart.click()
    clerk.wait(lambda: page.groups[MERGED] == [] and len(page.groups[LIKELY]) == 1)
    assert [(p.number, p.organisation_id, p.state, p.content) for p in clerk.read(*alike)] == before
    assert [p.merged_into_id for p in clerk.read(*alike)] == [None, None]


def test_one_that_does_not_belong_is_left_out_and_never_proposed_again(
    clerk: Clerk, page: RepeatsPage, alike: tuple[int, int], enter: Enter
) -> None:
    third = enter(content=f"{BASE}, thôn.", organisation_id=makers.organisation(clerk.context.vocabulary, "CCB"))
    clerk.wait(lambda: bool(page.groups[LIKELY]) and third in page.groups[LIKELY][0].ids)
    card = next(c for c in page.board.cards if c.text.id == third)
    card.away.emit(third)
    page.merge_group()
    clerk.wait(lambda: len(page.groups[MERGED]) == 1)
    clerk.wait(lambda: page.groups[LIKELY] == [])
    assert clerk.state(third) == "MOI"


def test_later_goes_on_to_the_next_group_and_esc_back_to_the_list(
    clerk: Clerk, page: RepeatsPage, enter: Enter
) -> None:
    enter(content="Đề nghị công khai kết luận thanh tra các dự án")
    enter(content="Đề nghị công khai kết luận thanh tra các dự án!")
    clerk.wait(lambda: len(page.groups[LIKELY]) == 2)
    assert page.list.currentRow() == 0
    page.skip.click()
    assert page.list.currentRow() == 1
    page.skip.click()
    assert page.list.currentRow() == 0
    page.list.setFocus()
    clerk.press(Qt.Key.Key_Escape)
    assert clerk.page.list.isVisible()


def test_chosen_ones_are_merged_from_the_list(clerk: Clerk, alike: tuple[int, int]) -> None:
    dialog = clerk.begin("merge", MergeDialog, *alike)
    clerk.finish(dialog)
    clerk.page.list.choose_view("merged")
    clerk.wait_for_rows(alike[1])
    clerk.page.list.acts.begin("unmerge", [alike[1]])
    clerk.wait_for_rows()
    assert clerk.state(alike[1]) == "MOI"
