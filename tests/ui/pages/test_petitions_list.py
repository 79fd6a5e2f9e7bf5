"""The list of petitions: found without tones, filtered, sorted, saved, chosen, exported."""

import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from mttq_desktop.fields import Key
from mttq_desktop.queries.listing import Filter, count
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.ui import entries
from mttq_desktop.ui.pages.petitions_list import PetitionList
from mttq_desktop.ui.pages.petitions_preview import PetitionPreview
from mttq_desktop.ui.table_model import RecordTableModel
from tests import makers
from tests.ui.pages.conftest import CTRL, Clerk

Enter = Callable[..., int]
FILTERS = (
    "organisation_id", "sender_unit_id", "field", "authorities", "commune_id", "level", "severity", "source", "state",
)  # fmt: skip


@pytest.fixture
def practised(practice_file: Path, start: Callable[[Path], Clerk], tmp_path: Path) -> Clerk:
    """A window over the practice province."""
    folder = tmp_path / "thực hành"
    folder.mkdir()
    shutil.copy(practice_file, folder / practice_file.name)
    return start(folder)


def _preview(clerk: Clerk) -> PetitionPreview:
    preview = clerk.page.list.preview
    assert isinstance(preview, PetitionPreview)
    return preview


# ── finding ──


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kien nghi dat dai", "land"), ("KIẾN NGHỊ ĐẤT ĐAI", "land"), ("dai loc", "district"), ("Q1-0003", "road"),
        ("KN-2024-Q1-0002", "district"),
    ],
)  # fmt: skip
def test_words_are_found_without_tones_and_by_number(clerk: Clerk, enter: Enter, words: str, found: str) -> None:
    vocabulary = clerk.context.vocabulary
    ids = {
        "land": enter(content="Kiến nghị cấp giấy chứng nhận đất đai", field="DD"),
        "district": enter(content="Đề nghị xây chợ", sender_unit_id=makers.unit(vocabulary, "Huyện Đại Lộc")),
        "road": enter(content="Đề nghị sửa cầu"),
    }
    clerk.page.list.search(words)
    clerk.wait_for_rows(ids[found])
    clerk.page.list.bar.clear()
    clerk.wait_for_rows(*ids.values())


def test_the_search_above_every_page_opens_the_list(clerk: Clerk, enter: Enter) -> None:
    wanted, _ = enter(content="Đề nghị nạo vét kênh Phú Ninh"), enter()
    clerk.window.open_page(entries.TODAY)
    clerk.window.search_entered.emit("kenh phu ninh")
    clerk.wait(lambda: clerk.window.current_key == entries.PETITIONS)
    clerk.wait_for_rows(wanted)


def test_a_narrow_list_has_all_its_columns_and_no_preview(clerk: Clerk, enter: Enter) -> None:
    number, page = enter(), clerk.page.list
    clerk.wait_for_rows(number)
    assert page.preview is not None
    assert page.preview.isVisible()
    clerk.window.resize(911, 512)
    view, preview = page.table.view, page.preview
    clerk.wait(lambda: not preview.isVisible())
    clerk.wait(lambda: sum(view.columnWidth(i) for i in page.table.columns.shown()) <= view.viewport().width())
    clerk.window.resize(1366, 768)
    clerk.wait(page.preview.isVisible)


def test_the_search_is_empty_again_once_its_hit_is_open(clerk: Clerk, enter: Enter) -> None:
    wanted, box = enter(content="Đề nghị nạo vét kênh Phú Ninh"), clerk.window.search_box
    clerk.window.open_page(entries.TODAY)
    clerk.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(box, "kenh phu ninh")
    clerk.wait(lambda: box.popup().isVisible())
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: clerk.window.current_key == entries.PETITIONS)
    assert clerk.page.record.facts is not None
    assert (clerk.page.record.facts.id, box.text()) == (wanted, "")
    clerk.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(box, "khong co gi nhu the")
    clerk.wait(lambda: box.popup().isVisible())
    clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_Return)
    assert box.text() == "khong co gi nhu the", "what found nothing can be mended"


def test_every_filter_keeps_as_many_as_it_says(practised: Clerk) -> None:
    """One window for all of them: opening it on the practice province takes longer than the filters."""
    page = practised.page.list
    model = page.table.model
    practised.wait(lambda: not model.busy and len(model.ids) > 0)
    every = len(model.ids)
    for name in FILTERS:
        panel = page.bar.open_filter(name)
        counts = page.facets(name)
        best = max((k for k in counts if k is not None), key=lambda k: counts[k])
        row = next(r for r in range(panel.list.count()) if _key(panel, r) == best)
        panel.list.item(row).setCheckState(Qt.CheckState.Checked)
        practised.wait(partial(_rests_at, model, counts[best]))
        assert page.bar.chosen == {name: (best,)}
        assert counts[best] < every, name
        page.bar.clear()
        practised.wait(partial(_rests_at, model, every))


def _rests_at(model: RecordTableModel, count: int) -> bool:
    return not model.busy and len(model.ids) == count


def _key(panel: object, row: int) -> Key | None:
    key: Key | None = panel.list.item(row).data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]  # FilterPanel
    return key


def test_every_pill_shows_as_many_as_it_counts(practised: Clerk) -> None:
    page = practised.page.list
    practised.wait(lambda: page.bar.views._views["all"].count is not None)
    assert set(page.bar.views._views) == {"all", "sorting", "ready", "sent", "late", "answered", "merged", "trash"}
    for key, view in page.bar.views._views.items():
        page.choose_view(key)
        practised.wait(partial(_shows_its_count, page, key))
        assert (view.count == 0) == (key == "trash"), "the practice province shows every view at work"


def _shows_its_count(page: PetitionList, key: str) -> bool:
    return _rests_at(page.table.model, page.bar.views._views[key].count or 0)


def test_conditions_that_exclude_each_other_keep_nothing(clerk: Clerk, enter: Enter) -> None:
    made = enter()
    clerk.wait_for_rows(made)
    page = clerk.page.list
    page.bar.set_chosen({"state": ("CHUYEN",)})
    page.choose_view("sorting")
    clerk.wait_for_rows()
    clerk.wait(lambda: page.bar.views._views["sorting"].count == 0)
    page.bar.clear()
    clerk.wait_for_rows(made)


def test_nothing_found_says_so_and_how_to_go_on(clerk: Clerk, enter: Enter) -> None:
    made = enter()
    clerk.page.list.search("không đâu có")
    clerk.wait_for_rows()
    table = clerk.page.list.table
    assert table.empty.isVisible()
    assert "khớp bộ lọc" in table.empty.accessibleName()
    table.empty.button.click()
    clerk.wait_for_rows(made)


def test_what_waits_does_not_become_less_by_filtering(clerk: Clerk, enter: Enter) -> None:
    enter(), enter(content="Đề nghị xây chợ")
    clerk.wait(lambda: clerk.window.sidebar.pages.counts[entries.PETITIONS] == 2)
    clerk.page.list.search("cho")
    clerk.wait(lambda: clerk.page.list.bar.views._views["all"].count == 1)
    clerk.wait(lambda: not clerk.page.list._counting.busy)
    assert clerk.window.sidebar.pages.counts[entries.PETITIONS] == 2


# ── order ──


def test_any_column_sorts_both_ways(clerk: Clerk, enter: Enter) -> None:
    vocabulary = clerk.context.vocabulary
    roads, health = makers.authority(vocabulary, "Sở Giao thông vận tải"), makers.authority(vocabulary, "Sở Y tế")
    first = enter(content="Ăn uống", field="GT", people=30, received_on=date(2024, 1, 5), authorities=(roads,))
    second = enter(content="Đường sá", field="YT", people=4, received_on=date(2024, 3, 5), authorities=(health,),
                   organisation_id=makers.organisation(vocabulary, "LDLD"))  # fmt: skip
    clerk.wait_for_rows(first, second)
    orders = {
        "number": [first, second], "content": [first, second], "people": [second, first],
        "received_on": [first, second], "field": [first, second], "authorities": [first, second],
    }  # fmt: skip
    table = clerk.page.list.table
    for key, wanted in orders.items():
        table.sort_by(key)
        clerk.wait(lambda w=wanted: list(table.model.ids) == w)  # type: ignore[misc]  # mypy cannot infer the lambda
        table.sort_by(key, descending=True)
        clerk.wait(lambda w=wanted: list(table.model.ids) == w[::-1])  # type: ignore[misc]  # as above


def test_a_click_on_a_heading_sorts_and_another_turns_round(clerk: Clerk, enter: Enter) -> None:
    a, b = enter(content="Ăn uống"), enter(content="Đường sá")
    clerk.wait_for_rows(a, b)
    table = clerk.page.list.table
    column = next(i for i, c in enumerate(table.model.columns) if c.key == "content")
    table.view.horizontalHeader().sectionClicked.emit(column)
    clerk.wait(lambda: not table.model.busy and list(table.model.ids) == [a, b])
    table.view.horizontalHeader().sectionClicked.emit(column)
    clerk.wait(lambda: not table.model.busy and list(table.model.ids) == [b, a])


# ── saved views ──


def test_a_saved_view_brings_filters_and_order_back(clerk: Clerk, enter: Enter) -> None:
    roads = [enter(content="Đường Ăn"), enter(content="Đường Đá")]
    other = enter(field="YT", content="Trạm y tế")
    page = clerk.page.list
    page.bar.set_chosen({"field": ("GT",)})
    page.reload()
    clerk.wait_for_rows(*roads)
    page.table.sort_by("content")
    clerk.wait(lambda: list(page.table.model.ids) == roads)
    page.save_current("Đường sá của tôi")
    key = page.view_key
    assert key.startswith("saved/")
    page.choose_view("all")
    page.bar.clear()
    page.table.sort_by("number", descending=True)
    clerk.wait(lambda: list(page.table.model.ids) == [other, *roads[::-1]])
    page.choose_view(key)
    clerk.wait(lambda: list(page.table.model.ids) == roads)
    clerk.wait(lambda: page.bar.views._views[key].count == 2)
    enter(content="Đường Bê")
    clerk.wait(lambda: page.bar.views._views[key].count == 3)
    page.remove_saved()
    assert key not in page.bar.views._views


# ── one and several ──


def test_one_petition_is_previewed_with_its_next_act_and_why_its_day(clerk: Clerk) -> None:
    (made,) = makers.forwarded(clerk.store, clerk.context.vocabulary, 1, date(2024, 2, 26), "Sở Giao thông vận tải")
    clerk.wait_for_rows(made)
    clerk.choose(made)
    pane = _preview(clerk).one
    assert pane.number.text() == "KN-2024-Q1-0001"
    assert pane.strong.text() == "Đôn đốc…"
    assert any("Chuyển Sở GTVT" in h.text for h in pane.timeline.happenings)
    assert pane.why.isVisible()


def test_acts_on_several_say_for_how_many(clerk: Clerk, enter: Enter) -> None:
    new = enter(content="Đề nghị xây chợ")
    (sent,) = makers.forwarded(clerk.store, clerk.context.vocabulary, 1, date(2024, 3, 26), "Sở Y tế")
    clerk.wait_for_rows(new, sent)
    clerk.choose(new, sent)
    offers = {o.act.key: o.ids for o in _preview(clerk).acts.offers([new, sent])}
    assert offers["classify"] == (new,)
    assert offers["reply"] == (sent,)
    menu = QMenu()
    clerk.page.list.fill_menu(menu, [new, sent])
    assert "Phân loại… (1)" in [a.text() for a in menu.actions()]


def test_delete_moves_to_the_trash_and_ctrl_z_brings_back(clerk: Clerk, enter: Enter) -> None:
    made, other = enter(content="Đề nghị xây chợ"), enter()
    clerk.wait_for_rows(made, other)
    clerk.choose(made)
    clerk.page.list.table.view.setFocus()
    clerk.press(Qt.Key.Key_Delete)
    clerk.wait_for_rows(other)
    clerk.wait(lambda: "thùng rác" in clerk.toast())
    clerk.page.list.choose_view("trash")
    clerk.wait_for_rows(made)
    clerk.page.list.choose_view("all")
    clerk.undo(lambda: clerk.read(made)[0].deleted_on is None)
    clerk.wait_for_rows(made, other)


# ── out ──


def test_the_list_is_exported_as_it_is_shown(clerk: Clerk, enter: Enter, tmp_path: Path) -> None:
    enter(content="Ăn uống", petitioners="Bà Nguyễn Thị Thử"), enter(content="Đường sá")
    enter(content="Chợ", field="YT")
    page = clerk.page.list
    page.bar.set_chosen({"field": ("GT",)})
    page.reload()
    page.table.sort_by("content", descending=True)
    clerk.wait(lambda: not page.table.model.busy and len(page.table.model.ids) == 2)
    out = tmp_path / "danh sách.xlsx"
    page.export_to(out)
    clerk.wait(lambda: out.exists() and not clerk.program.jobs.busy)
    rows = [[str(c) for c in row if c is not None] for row in openpyxl.load_workbook(out).active.values]  # type: ignore[union-attr]  # a sheet
    written = "\n".join("|".join(r) for r in rows)
    assert written.index("Đường sá") < written.index("Ăn uống")
    assert "Chợ" not in written
    assert "Nguyễn Thị Thử" not in written, "personal data stays out"
    assert "Đã xuất 2 kiến nghị" in clerk.toast()


def test_another_period_shows_its_own(clerk: Clerk, enter: Enter) -> None:
    now, before = enter(), enter(period="2023-Q4", received_on=date(2023, 11, 2))
    clerk.wait_for_rows(now)
    page = clerk.page.list
    page.show_every_period(True)
    clerk.wait_for_rows(now, before)
    clerk.wait(lambda: "mọi kỳ" in page.table.foot.summary)
    page.show_every_period(False)
    clerk.window.period_chooser.set_period(type(page.period).parse("2023-Q4"))  # type: ignore[union-attr]  # set
    clerk.wait_for_rows(before)
    with clerk.store.reading() as session:
        assert count(session, PETITION, Filter()) == 2


def test_ctrl_e_and_alt_v_belong_to_the_list(clerk: Clerk) -> None:
    assert clerk.page.list.export.shortcut().toString() == "Ctrl+E"
    menu = QMenu()
    clerk.page.list.fill_list_menu(menu)
    words = [a.text() for a in menu.actions()]
    assert {"Lưu thành danh sách riêng…", "Hiện mọi kỳ", "Xuất ra Excel…", "In danh sách…"} <= set(words)
