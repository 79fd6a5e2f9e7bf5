"""Periodic reports: who owes what, versions, sending back with the reason, figures in three states, all together."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.expected import Expected, Standing, expected
from mttq_desktop.queries.indicators import MISSING, NONE, By, Value, counted, number
from mttq_desktop.queries.reports import Sheet
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM
from mttq_desktop.records.deadlines import DeadlineRule
from mttq_desktop.records.periodic import PeriodicReport
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.periodic import (
    Arrival,
    Board,
    TypedFigure,
    accept,
    board,
    consolidated,
    letter_of_return,
    open_sheet,
    prefill,
    receive,
    reopen,
    save_figures,
    save_text,
    send_back,
)
from mttq_desktop.services.practice_duties.periodic import fill
from mttq_desktop.store.database import Database
from tests.makers import organisation, unit

HALF = Period.parse("2024-H1")
DUE, TODAY = date(2024, 6, 10), date(2024, 6, 20)


def the_board(store: Database, period: Period = HALF, today: date = TODAY) -> Board:
    with store.reading() as session:
        return board(session, period, today)


def sender(store: Database, name: str) -> Expected:
    return next(s for s in the_board(store).senders if s.name == name)


def came(store: Database, name: str = "Hội Nông dân tỉnh", day: date = date(2024, 6, 5)) -> int:
    return receive(store, sender(store, name), Arrival(day, "12/BC-HND"))


def the_sheet(store: Database, report: int) -> Sheet:
    with store.reading() as session:
        return open_sheet(session, report, TODAY)


def typed(**figures: Value) -> dict[str, TypedFigure]:
    return {code: TypedFigure(value) for code, value in figures.items()}


# ── who owes what ──


@pytest.mark.parametrize(("period", "senders", "due"), [
    ("2024-H1", 24, date(2024, 6, 10)), ("2024", 24, date(2024, 11, 25)), ("2023-H1", 24, date(2023, 6, 12)),
    ("2025-H1", 23, date(2025, 6, 10)), ("2025", 84, date(2025, 11, 25)), ("2024-Q1", 0, None),
])  # fmt: skip
def test_six_organisations_and_the_units_of_the_day_report(
    store: Database, period: str, senders: int, due: date | None
) -> None:
    found = the_board(store, Period.parse(period))
    assert len(found.senders) == senders
    assert found.due_on == due


def test_before_the_day_a_report_is_awaited_after_it_is_missing(store: Database) -> None:
    assert len(the_board(store, today=DUE).having(Standing.AWAITED)) == 24
    assert the_board(store, today=DUE).late == ()
    assert len(the_board(store).having(Standing.MISSING)) == len(the_board(store).late) == 24


def test_the_office_sets_the_closing_days(store: Database) -> None:
    with store.writing("test", "Ngày chốt") as writing:
        rule = writing.session.query(DeadlineRule).filter_by(code="rep_6m").one()
        rule.closing = "15/3; 14/6; 20/9; 30/11"
    assert the_board(store).due_on == date(2024, 6, 14)
    assert the_board(store, Period.parse("2024-9M")).due_on == date(2024, 9, 20)


def test_in_time_or_late_is_decided_by_the_first_sending(store: Database) -> None:
    in_time = came(store)
    came(store, "Tỉnh đoàn", date(2024, 6, 12))
    send_back(store, in_time, "Thiếu số liệu hộ nghèo", date(2024, 6, 7))
    came(store, day=date(2024, 6, 15))
    farmers, youth = sender(store, "Hội Nông dân tỉnh"), sender(store, "Tỉnh đoàn")
    assert (farmers.standing, farmers.late, youth.late) == (Standing.RECEIVED, False, True)
    with store.reading() as session:
        figures = [counted(session, c, HALF, TODAY).value for c in ("E05.1", "E05.2", "E05.3")]
    assert figures == [1, 1, 22]


def test_whoever_reports_unasked_is_shown_too(store: Database, vocabulary: Vocabulary) -> None:
    commune = unit(vocabulary, "Xã Đại Hiệp")
    asked = sender(store, "Huyện Đại Lộc")
    receive(store, Expected(None, commune, "Xã Đại Hiệp", HALF, asked.due_on, asked.standing, late=False),
            Arrival(date(2024, 6, 3)))  # fmt: skip
    last = the_board(store).senders[-1]
    assert (last.name, last.expected, last.standing) == ("Xã Đại Hiệp", False, Standing.RECEIVED)


# ── versions, sending back, accepting ──


def test_a_returned_report_is_sent_again_as_a_version_that_starts_from_the_one_before(store: Database) -> None:
    first = came(store)
    save_figures(store, first, typed(A01=number(7), A02=NONE))
    save_text(store, first, "UD", "Đúng tiến độ")
    send_back(store, first, "  Thiếu chữ ký ", date(2024, 6, 7))
    assert sender(store, "Hội Nông dân tỉnh").standing is Standing.RETURNED
    second = came(store, day=date(2024, 6, 8))
    save_figures(store, second, typed(A01=number(9)))
    accept(store, second)
    with store.reading() as session:
        old, new = session.get_one(PeriodicReport, first), session.get_one(PeriodicReport, second)
    assert (old.version, old.state, old.returned_reason) == (1, "TRA", "Thiếu chữ ký")
    assert (new.version, new.state, new.due_on) == (2, "DUYET", DUE)
    assert [the_sheet(store, r).line("A01").reported for r in (first, second)] == [number(7), number(9)]
    assert the_sheet(store, second).line("A02").reported == NONE
    assert the_sheet(store, second).texts == {"UD": "Đúng tiến độ"}
    assert [v.id for v in sender(store, "Hội Nông dân tỉnh").versions] == [first, second]


def test_a_report_is_sent_back_only_with_a_reason(store: Database) -> None:
    report = came(store)
    with pytest.raises(Refused, match="lý do"):
        send_back(store, report, "   ", TODAY)
    assert sender(store, "Hội Nông dân tỉnh").standing is Standing.RECEIVED


def test_an_accepted_report_is_closed_until_it_is_opened_again(store: Database) -> None:
    report = came(store)
    accept(store, report)
    with pytest.raises(Refused, match="đã duyệt"):
        save_figures(store, report, typed(A01=number(1)))
    with pytest.raises(Refused, match="đã duyệt"):
        save_text(store, report, "UD", "x")
    with pytest.raises(Refused, match="đã duyệt"):
        came(store)
    reopen(store, report)
    assert save_figures(store, report, typed(A01=number(1))) == 1


def test_only_what_was_received_is_accepted(store: Database) -> None:
    report = came(store)
    send_back(store, report, "Thiếu số", TODAY)
    with pytest.raises(Refused, match="Chỉ duyệt báo cáo đã nhận"):
        accept(store, report)


def test_the_letter_of_return_says_what_when_and_why(store: Database) -> None:
    report = came(store)
    with store.reading() as session:
        text = letter_of_return(session, report, "Thiếu số liệu hộ nghèo.", date(2024, 6, 7))
    assert text.startswith("V/v bổ sung, chỉnh sửa báo cáo")
    assert "\n\nKính gửi: Hội Nông dân tỉnh\n\n" in text
    assert "Ngày 05/6/2024" in text
    assert "Báo cáo số 12/BC-HND" in text
    assert "6 tháng đầu năm 2024" in text
    assert "Thiếu số liệu hộ nghèo." in text
    assert "trước ngày 12/6/2024" in text
    assert "{" not in text


# ── figures ──


def test_only_what_differs_is_written(store: Database) -> None:
    report = came(store)
    assert save_figures(store, report, typed(A01=number(7), A02=NONE, A03=MISSING)) == 2
    assert save_figures(store, report, typed(A01=number(7), A02=NONE)) == 0
    assert save_figures(store, report, typed(A01=MISSING)) == 1
    assert the_sheet(store, report).line("A01").reported == MISSING


def test_figures_counted_from_records_are_filled_in_where_nothing_was_typed(
    store: Database, vocabulary: Vocabulary
) -> None:
    values = {"campaign": "NTM", "content": "Đường hoa", "organisation_id": organisation(vocabulary, "HND"),
              "unit_id": unit(vocabulary, "Xã Đại Hiệp"), "period": "2024-Q2", "funds": 5_000_000}  # fmt: skip
    with store.writing("test", "Thêm") as writing:
        keep(writing, checked(CAMPAIGN_ITEM, values, vocabulary), vocabulary)
    report = came(store)
    save_figures(store, report, typed(A01=number(4)))
    assert prefill(store, report, TODAY) == 1
    sheet = the_sheet(store, report)
    assert (sheet.line("A01").reported, sheet.line("A01").counted) == (number(4), number(1))
    assert sheet.line("A01").difference == number(3)
    assert sheet.line("A02").reported == sheet.line("A02").counted == number(5_000_000)
    assert sheet.line("A03").reported == MISSING
    district = came(store, "Huyện Đại Lộc")
    assert the_sheet(store, district).line("A02").counted == number(5_000_000)
    assert the_sheet(store, came(store, "Huyện Duy Xuyên")).line("A02").counted == number(0)


def test_last_year_is_what_the_same_sender_reported(store: Database, vocabulary: Vocabulary) -> None:
    before = next(s for s in the_board(store, Period.parse("2023-H1")).senders if s.name == "Hội Nông dân tỉnh")
    old = receive(store, before, Arrival(date(2023, 6, 6)))
    save_figures(store, old, typed(A06=number(11)))
    report = came(store)
    assert the_sheet(store, report).line("A06").last_year == NONE
    accept(store, old)
    assert the_sheet(store, report).line("A06").last_year == number(11)


def test_all_accepted_reports_together(store: Database) -> None:
    farmers, youth = came(store), came(store, "Tỉnh đoàn")
    district, other = came(store, "Huyện Đại Lộc"), came(store, "Huyện Duy Xuyên")
    save_figures(store, farmers, typed(A01=number(7), A12=number(10), A14=number(5), A15=number(50), A16=NONE))
    save_figures(store, youth, typed(A01=number(2), A12=number(6), A14=number(1), A16=NONE))
    save_figures(store, district, typed(A05=number(12), A34=number(Decimal("91.5"))))
    save_figures(store, other, typed(A05=number(3), A34=number(Decimal("88.25"))))
    for report in (farmers, youth, district):
        accept(store, report)
    with store.reading() as session:
        bodies, units = consolidated(session, HALF, By.ORGANISATION), consolidated(session, HALF, By.UNIT)
    assert (bodies["A01"], bodies["A12"], bodies["A15"]) == (number(9), number(16), number(Decimal("37.50")))
    assert (bodies["A16"], bodies["A02"], bodies["A05"]) == (NONE, MISSING, MISSING)
    assert (units["A05"], units["A34"], units["A01"]) == (number(12), number(Decimal("91.5")), MISSING)
    accept(store, other)
    with store.reading() as session:
        units = consolidated(session, HALF, By.UNIT)
    assert (units["A05"], units["A34"]) == (number(15), number(Decimal("88.25")))


# ── the practice province ──


@pytest.mark.parametrize("today", [date(2024, 4, 5), date(2025, 3, 3), date(2025, 12, 20)])
def test_practice_reports_stand_in_every_state(store: Database, today: date) -> None:
    with store.reading() as session:
        words = read_vocabulary(session)
    with store.writing("practice", "Nạp") as writing:
        fill(writing, words, Random(5), today)
    found = the_board(store, Period(today.year - (today.month < 12), "Y"), today)
    by_state = {s: len(found.having(s)) for s in Standing}
    assert by_state[Standing.MISSING] == 1
    assert (by_state[Standing.RETURNED], by_state[Standing.RECEIVED], by_state[Standing.AWAITED]) == (2, 2, 0)
    assert by_state[Standing.ACCEPTED] >= len(found.senders) - 5
    assert 3 <= len(found.late) <= 4
    with store.reading() as session:
        reports = session.query(PeriodicReport).all()
        assert all(r.received_on and r.received_on <= today for r in reports)
        assert consolidated(session, found.period, By.UNIT)["A05"].amount
        assert expected(session, found.period, today)[0].name == "Ủy ban MTTQ Việt Nam tỉnh"


def test_practice_reports_are_the_same_for_the_same_numbers(store: Database, vocabulary: Vocabulary) -> None:
    made = []
    for _ in range(2):
        with pytest.raises(RuntimeError), store.writing("practice", "Nạp") as writing:
            fill(writing, vocabulary, Random(5), date(2024, 4, 5))
            reports = writing.session.query(PeriodicReport).order_by(PeriodicReport.id)
            made.append([(r.number, r.received_on, r.state) for r in reports])
            raise RuntimeError("written twice from the same beginning")
    assert made[0] == made[1]
    assert len(made[0]) == 47
