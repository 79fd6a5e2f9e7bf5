"""Households, campaigns, surveys and communication as a person drives their pages."""

import gc
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.history import history
from mttq_desktop.queries.households import HELPED
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM, COMMUNICATION
from mttq_desktop.records.households import HOUSEHOLD, HOUSEHOLD_YEAR, Household
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.surveys import SATISFACTION_SURVEY, SURVEY_ANSWER, SatisfactionSurvey
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.store.database import Database
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.jobs import Jobs
from mttq_desktop.ui.masking import MaskedEditor
from mttq_desktop.ui.pages import communication_page, movement_page, survey_page
from mttq_desktop.ui.pages.act_dialog import ActDialog
from mttq_desktop.ui.pages.family import FamilyPage
from mttq_desktop.ui.pages.households_acts import CarryOverDialog, RegisterDialog, SupportDialog
from mttq_desktop.ui.pages.households_card import HouseholdCard
from mttq_desktop.ui.pages.households_year_end import YearEndDialog
from mttq_desktop.ui.pages.kind_page import KindPage
from mttq_desktop.ui.pages.surveys_card import UNCONFIRMED, SurveyCard
from mttq_desktop.ui.pages.tally_page import TallyPage
from tests.makers import organisation, unit
from tests.ui.pages.test_kind_page import PATIENCE_MS, TODAY, Told

NUMBER = "049190000001"
Make = Callable[[Context], FamilyPage]


@pytest.fixture
def context(store: Database, dressed: QApplication) -> Iterator[Context]:
    jobs = Jobs()
    yield Context(store, jobs, lambda: TODAY, Told())
    assert jobs.stop()
    # No question is still asked of a closed store, and no widget of this test is dressed again.
    assert QThreadPool.globalInstance().waitForDone(PATIENCE_MS)
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    gc.collect()


@pytest.fixture
def told(context: Context) -> Told:
    assert isinstance(context.shell, Told)
    return context.shell


def family(make: Make, context: Context, qtbot: QtBot) -> FamilyPage:
    page = make(context)
    qtbot.addWidget(page)
    page.resize(1120, 700)
    page.set_period(Period.parse("2024-Q1"))
    page.show()
    page.opened()
    return page


def kind_page(page: FamilyPage, kind: Kind[Any]) -> KindPage:
    page.choose(kind.name)
    found = page.current
    assert isinstance(found, KindPage)
    return found


def kept(
    context: Context, kind: Kind[Any], values: Mapping[str, Any], part: Kind[Any] | None = None,
    *rows: dict[str, Any],
) -> int:  # fmt: skip
    words = context.vocabulary
    parts = {part.name: [PartRow(checked(part, row, words)) for row in rows]} if part is not None else None
    with context.database.writing("test", "Thêm") as writing:
        return keep(writing, checked(kind, values, words), words, parts=parts)


def a_household(context: Context, *years: dict[str, Any], **given: Any) -> int:
    words = context.vocabulary
    values = {"head": "Nguyễn Thị Mẫu", "commune_id": unit(words, "Xã Đại Hiệp"), "hamlet": "Thôn 2", "type": "N",
              "helper_id": organisation(words, "HND")} | given  # fmt: skip
    rows = [{"registered": False, "above_line": False} | y for y in years]
    return kept(context, HOUSEHOLD, values, HOUSEHOLD_YEAR, *rows)


def a_survey(context: Context, satisfied: int = 95, **given: Any) -> int:
    values = {
        "level": "XA", "form": "P1", "unit_id": unit(context.vocabulary, "Xã Đại Hiệp"), "mode": "TT",
        "starts_on": date(2024, 2, 19), "ends_on": date(2024, 3, 4), "households": 200, "chosen": 150,
        "ballots_out": 150, "ballots_in": 125, "ballots_valid": 100,
    } | given  # fmt: skip
    rows = [{"question": n, "satisfied": satisfied, "dissatisfied": 100 - satisfied, "no_opinion": 0,
             "overall": n == 2} for n in (1, 2)]  # fmt: skip
    return kept(context, SATISFACTION_SURVEY, values, SURVEY_ANSWER, *rows)


def words_in(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def done(dialog: ActDialog, qtbot: QtBot) -> str:
    """What the dialog did once it has closed itself, as in the window."""
    dialog.open()
    said: list[str] = []
    dialog.act_done.connect(lambda one: said.append(one.text))
    with qtbot.waitSignal(dialog.finished, timeout=PATIENCE_MS):
        dialog.try_it()
    return said[0]


def household(store: Database, ident: int) -> Household:
    with store.reading() as session:
        return session.get_one(Household, ident)


# ── one household ─────────────────────────────────────────────────────────────


def test_fields_of_the_latest_year_are_locked_and_say_where_they_are_changed(context: Context, qtbot: QtBot) -> None:
    ident = a_household(context, {"year": 2024, "type": "CN", "registered": True})
    bare = a_household(context, head="Trần Văn Thử")
    page = kind_page(family(movement_page.make, context, qtbot), HOUSEHOLD)
    page.open_record(ident)
    form = page.record.form
    assert [n for n, box in form.boxes.items() if not box.editor.isEnabled()] == ["type", "registered_year", "progress"]
    assert "dòng năm 2024" in form.editor("progress").toolTip()
    page.open_record(bare)
    assert all(box.editor.isEnabled() for box in form.boxes.values())


def test_the_card_takes_a_suggestion_over_and_says_why(context: Context, told: Told, qtbot: QtBot) -> None:
    ident = a_household(context, *({"year": y, "type": "TCN", "above_line": True} for y in (2021, 2022, 2023)))
    page = kind_page(family(movement_page.make, context, qtbot), HOUSEHOLD)
    page.open_record(ident)
    (card,) = page.record.side.findChildren(HouseholdCard)
    assert "3 năm liền (2021, 2022, 2023)" in words_in(card)
    card.take.click()
    qtbot.waitUntil(lambda: told.toasts == ["Đã ghi kết quả năm 2023"], timeout=PATIENCE_MS)
    assert household(context.database, ident).progress == "TBV"


def test_a_number_is_masked_in_form_and_history(context: Context, vocabulary: Vocabulary, qtbot: QtBot) -> None:
    ident = a_household(context, id_number=NUMBER)
    page = kind_page(family(movement_page.make, context, qtbot), HOUSEHOLD)
    page.open_record(ident)
    editor = page.record.form.editor("id_number")
    assert isinstance(editor, MaskedEditor)
    assert editor.line.text() == "••••••••0001"
    assert page.record.draft().values["id_number"] == NUMBER
    editor.set_text("049190000002")
    page.record.form.dirty = True
    with qtbot.waitSignal(page.record.did, timeout=PATIENCE_MS):
        page.record.save()
    with context.database.reading() as session:
        changes = [c for entry in history(session, HOUSEHOLD, ident, vocabulary) for c in entry.changes]
    assert [(c.old, c.new) for c in changes if c.name == "id_number"] == [("••••••••0001", "••••••••0002")]


def test_the_same_household_is_told_while_typing(context: Context, qtbot: QtBot) -> None:
    ident = a_household(context, id_number=NUMBER)
    page = kind_page(family(movement_page.make, context, qtbot), HOUSEHOLD)
    page.add_new()
    form, near = page.record.form, page.record.near
    form.set_value("head", "nguyen thi mau")
    form.editor("commune_id").pick(unit(context.vocabulary, "Xã Đại Hiệp"))
    form.editor("commune_id").edited.emit()
    qtbot.waitUntil(lambda: [n.id for n in near.found] == [ident], timeout=PATIENCE_MS)
    assert near.isVisibleTo(page)
    form.set_value("hamlet", "Thôn 9")
    form.editor("hamlet").edited.emit()
    qtbot.waitUntil(lambda: near.found == (), timeout=PATIENCE_MS)
    form.set_value("id_number", NUMBER)
    form.editor("id_number").edited.emit()
    qtbot.waitUntil(lambda: [n.sure for n in near.found] == [True], timeout=PATIENCE_MS)
    assert not near.isHidden()


def test_a_doubtful_result_is_told_below_its_row_and_may_stand(context: Context, qtbot: QtBot) -> None:
    ident = a_household(context, {"year": 2023, "type": "CN", "above_line": True, "registered": True})
    page = kind_page(family(movement_page.make, context, qtbot), HOUSEHOLD)
    page.open_record(ident)
    row = page.record.grids[HOUSEHOLD_YEAR.name].rows[0]
    row.editors["progress"].pick("TBV")
    row.editors["progress"].edited.emit()
    with qtbot.waitSignal(page.record.did, timeout=PATIENCE_MS):
        page.record.save()
    assert household(context.database, ident).progress == "TBV"
    told = page.record.grids[HOUSEHOLD_YEAR.name].read({})[0].draft
    assert told.errors == ()
    assert "Mới 1 năm liền" in told.problems[0].message


# ── several households ────────────────────────────────────────────────────────


def test_several_are_registered_helped_and_carried_over_from_the_list(
    context: Context, told: Told, qtbot: QtBot
) -> None:
    ids = [a_household(context, head=f"Lê Thị {n}") for n in ("An", "Bình")]
    page = family(movement_page.make, context, qtbot)
    register = RegisterDialog(context, ids, page)
    register.form.set_value("year", "2023")
    assert done(register, qtbot) == "Đã đăng ký thoát nghèo năm 2023 cho 2 hộ"
    support = SupportDialog(context, ids, page)
    support.form.editor("type").pick("CON")
    support.form.set_value("value", "7 tr")
    assert done(support, qtbot) == "Đã ghi hỗ trợ cho 2 hộ"
    assert done(CarryOverDialog(context, ids, page), qtbot) == "Đã chuyển 2 hộ sang năm 2024"
    one = household(context.database, ids[0])
    assert (one.registered_year, one.support_value, one.progress) == (2023, 7_000_000, "DG")


def test_an_act_with_an_empty_field_stays_open_and_writes_nothing(context: Context, qtbot: QtBot) -> None:
    ident = a_household(context)
    page = family(movement_page.make, context, qtbot)
    support = SupportDialog(context, [ident], page)
    support.open()
    support.try_it()
    assert support.form.boxes["type"].editor.box.property("problem") == "error"
    assert household(context.database, ident).support_value is None


@pytest.fixture
def year_end(context: Context, qtbot: QtBot) -> YearEndDialog:
    for head, marks in (("An", {"type": "CN", "above_line": True}), ("Bình", {"type": "N", "registered": True})):
        a_household(context, {"year": 2023, **marks}, head=head)
    page = family(movement_page.make, context, qtbot)
    dialog = YearEndDialog(context, page, 2023, unit(context.vocabulary, "Xã Đại Hiệp"))
    dialog.open()
    return dialog


def test_a_commune_is_reviewed_in_one_grid_by_keyboard(
    year_end: YearEndDialog, context: Context, qtbot: QtBot
) -> None:
    assert [line.one.head for line in year_end.lines] == ["An", "Bình"]
    first, second = year_end.lines
    assert first.hint.text() == "← Thoát nghèo"
    QTest.keyClick(first.editors["progress"].box, Qt.Key.Key_Return)
    qtbot.waitUntil(second.editors["progress"].box.hasFocus, timeout=PATIENCE_MS)
    year_end.take_all()
    assert [line.editors["progress"].text() for line in year_end.lines] == ["Thoát nghèo", "Không hoàn thành"]
    assert not year_end.all_button.isEnabled()
    assert done(year_end, qtbot) == "Đã ghi kết quả cuối năm 2023 của 2 hộ"
    assert household(context.database, first.one.id).progress == "TH"


def test_ticking_the_line_changes_the_suggestion_at_once(year_end: YearEndDialog) -> None:
    line = year_end.lines[1]
    assert line.hint.text() == "← Không hoàn thành"
    line.editors["above_line"].set_text("Có")
    line.editors["above_line"].edited.emit()
    assert line.hint.text() == "← Thoát nghèo"
    assert "năm đầu" in line.hint.toolTip()


def test_a_word_that_is_no_result_is_shown_and_nothing_is_written(year_end: YearEndDialog) -> None:
    editor = year_end.lines[0].editors["progress"]
    editor.set_text("không có kết quả này")
    year_end.try_it()
    assert editor.box.property("problem") == "error"
    assert "không có trong danh mục" in year_end.trouble.text()


def test_the_board_opens_the_households_behind_a_number(context: Context, told: Told, qtbot: QtBot) -> None:
    ident = a_household(context, {"year": 2024})
    page = family(movement_page.make, context, qtbot)
    page.choose("tally")
    board = page.current
    assert isinstance(board, TallyPage)
    qtbot.waitUntil(lambda: board.tally is not None, timeout=PATIENCE_MS)
    assert board.tally is not None
    assert board.tally.total[HELPED].value == 1
    board.table.setCurrentCell(0, 1)
    QTest.keyClick(board.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list(board.rows.table.model.ids) == [ident], timeout=PATIENCE_MS)
    board.rows.reject()
    board.copy()
    first, *_, last = QGuiApplication.clipboard().text().split("\n")
    assert first.startswith("Tổ chức\tNhận giúp")
    assert last.startswith("Tổng cộng\t1\t0")


@pytest.mark.parametrize(("personal", "there"), [(False, False), (True, True)])
def test_personal_data_goes_to_excel_only_when_asked_for(
    context: Context, told: Told, qtbot: QtBot, tmp_path: Path, personal: bool, there: bool
) -> None:
    a_household(context, id_number=NUMBER)
    page = kind_page(family(movement_page.make, context, qtbot), HOUSEHOLD)
    target = tmp_path / "ho.xlsx"
    page.list.export_to(target, personal=personal)
    qtbot.waitUntil(lambda: bool(told.toasts), timeout=PATIENCE_MS)
    sheet = load_workbook(target).worksheets[0]
    cells = {str(c.value) for row in sheet.iter_rows() for c in row}
    assert (NUMBER in cells, "Nguyễn Thị Mẫu" in cells) == (there, there)
    assert ("Không kèm dữ liệu cá nhân" in told.toasts[0]) is not there


def test_land_and_money_are_summed_in_the_foot(context: Context, qtbot: QtBot) -> None:
    words = context.vocabulary
    for land in ("120.5", "0.25"):
        kept(context, CAMPAIGN_ITEM, checked(CAMPAIGN_ITEM, {
            "campaign": "NTM", "content": f"Đường thôn {land}", "organisation_id": organisation(words, "HND"),
            "period": "2024-Q1", "funds": 1_000_000, "land": CAMPAIGN_ITEM.field("land").parse(
                land.replace(".", ","), context.place()),
        }, words).values)  # fmt: skip
    page = kind_page(family(movement_page.make, context, qtbot), CAMPAIGN_ITEM)
    foot = page.list.table.foot
    qtbot.waitUntil(lambda: "120,75 m² đất" in foot.summary, timeout=PATIENCE_MS)
    assert "2.000.000 đồng" in foot.summary


# ── surveys ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("satisfied", "given", "verdict", "said"), [
    (95, {}, "Đạt ngưỡng", "Tỷ lệ hài lòng chung 95%, đạt mức tối thiểu 90%."),
    (85, {}, "Chưa đạt ngưỡng", "Tỷ lệ hài lòng chung 85%, chưa đạt mức tối thiểu 90%."),
    (85, {"starts_on": date(2018, 2, 19), "ends_on": date(2018, 3, 5)}, "Đạt ngưỡng", "HD 78/HD-MTTW-BTT"),
    (95, {"form": "KDC", "level": "KDC"}, "Chưa xét được", "Không có ngưỡng nào"),
    (95, {"ends_on": date(2024, 3, 29)}, "Đạt ngưỡng", "sau hạn 18/3/2024"),
])  # fmt: skip
def test_the_card_judges_by_the_threshold_of_the_day(
    context: Context, qtbot: QtBot, satisfied: int, given: dict[str, Any], verdict: str, said: str
) -> None:
    ident = a_survey(context, satisfied, **given)
    page = kind_page(family(survey_page.make, context, qtbot), SATISFACTION_SURVEY)
    page.open_record(ident)
    (card,) = page.record.side.findChildren(SurveyCard)
    words = words_in(card)
    pills = [p.accessibleName() for p in card.findChildren(QWidget)]
    assert verdict in pills
    assert said in words
    unconfirmed = given.get("starts_on") is None and given.get("form") is None
    assert (UNCONFIRMED in words) is unconfirmed
    share = f"{satisfied}% phiếu hợp lệ ({satisfied * 100 // 125}% phiếu thu về)"
    assert share in words


def test_answers_that_do_not_add_up_are_told_in_their_row(context: Context, qtbot: QtBot) -> None:
    ident = a_survey(context)
    page = kind_page(family(survey_page.make, context, qtbot), SATISFACTION_SURVEY)
    page.open_record(ident)
    grid = page.record.grids[SURVEY_ANSWER.name]
    grid.rows[0].editors["satisfied"].set_text("90")
    grid.rows[1].editors["overall"].set_text("Không")
    page.record.dirty_parts = True
    page.record.save()
    assert "90 + 5 + 0 = 95, thiếu 5 so với 100 phiếu hợp lệ" in grid.rows[0].below.text()
    assert "Chưa đánh dấu câu nào" in grid.rows[1].below.text()
    assert page.record.tabs.current == SURVEY_ANSWER.name
    with context.database.reading() as session:
        assert str(session.get_one(SatisfactionSurvey, ident).overall_share) == "95"


# ── communication ─────────────────────────────────────────────────────────────


def test_partners_are_marked_on_several_and_the_views_follow(context: Context, told: Told, qtbot: QtBot) -> None:
    words = context.vocabulary
    ids = [kept(context, COMMUNICATION, {"channel": c, "content": "Gương người tốt", "period": "2024-Q1", "items": 1,
                                         "organisation_id": organisation(words, "HND")}) for c in ("WEB", "FB")]
    page = kind_page(family(communication_page.make, context, qtbot), COMMUNICATION)
    dialog = communication_page.ShareDialog(context, ids[:1], page)
    dialog.form.editor("shared_with").pick((organisation(words, "MTTQ"),))
    assert done(dialog, qtbot) == "Đã ghi liên thông cho 1 hoạt động"
    for view, wanted in (("shared", ids[:1]), ("alone", ids[1:])):
        page.list.choose_view(view)
        qtbot.waitUntil(partial(_shows, page, wanted), timeout=PATIENCE_MS)


def _shows(page: KindPage, wanted: list[int]) -> bool:
    return list(page.list.table.model.ids) == wanted
