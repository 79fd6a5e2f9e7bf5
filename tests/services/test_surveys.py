"""Surveys are kept only when their counts agree; days and shares follow from them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import calendar
from mttq_desktop.queries.deadlines import of_record
from mttq_desktop.queries.listing import Filter, ids, values
from mttq_desktop.records.surveys import SATISFACTION_SURVEY, SURVEY_ANSWER, THRESHOLD, SatisfactionSurvey, Threshold
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.catalogues import save_entry
from mttq_desktop.services.keeping import Draft, PartRow, checked, keep
from mttq_desktop.store.database import Database
from tests.makers import unit


def a_survey(words: Vocabulary, **given: Any) -> Draft:
    values = {
        "level": "XA", "form": "P1", "unit_id": unit(words, "Xã Đại Hiệp"), "mode": "TT",
        "starts_on": date(2024, 2, 19), "ends_on": date(2024, 3, 4), "households": 200, "chosen": 150,
        "ballots_out": 150, "ballots_in": 120, "ballots_valid": 90,
    } | given  # fmt: skip
    return checked(SATISFACTION_SURVEY, values, words)


def answers(words: Vocabulary, *counts: tuple[int, int, int]) -> list[PartRow]:
    rows = [{"question": n, "satisfied": yes, "dissatisfied": no, "no_opinion": none, "overall": n == len(counts)}
            for n, (yes, no, none) in enumerate(counts, start=1)]  # fmt: skip
    return [PartRow(checked(SURVEY_ANSWER, row, words)) for row in rows]


@pytest.mark.parametrize(("given", "field", "said"), [
    ({"chosen": 201}, "chosen", "không thể nhiều hơn tổng số hộ"),
    ({"ballots_in": 151}, "ballots_in", "không thể nhiều hơn số phiếu phát ra"),
    ({"ballots_valid": 121}, "ballots_valid", "không thể nhiều hơn số phiếu thu về"),
    ({"ends_on": date(2024, 2, 18)}, "ends_on", "trước ngày bắt đầu"),
])  # fmt: skip
def test_counts_and_days_out_of_order_are_told(
    vocabulary: Vocabulary, given: dict[str, Any], field: str, said: str
) -> None:
    (problem,) = a_survey(vocabulary, **given).problems
    assert problem.field == field
    assert said in problem.message
    assert problem.is_error


@pytest.mark.parametrize(("name", "level", "codes"), [
    ("Xã Đại Hiệp", "XA", []), ("Thị trấn Ái Nghĩa", "XA", ["unit_id"]), ("Phường Tân Thạnh", "XA", ["unit_id"]),
    ("Huyện Đại Lộc", "XA", ["unit_id"]), ("Huyện Đại Lộc", "HUYEN", ["form"]), ("Xã Đại Hiệp", "HUYEN", ["unit_id"]),
    ("Thị trấn Ái Nghĩa", "KDC", []),
])  # fmt: skip
def test_a_commune_survey_is_held_in_a_commune(
    vocabulary: Vocabulary, name: str, level: str, codes: list[str]
) -> None:
    found = a_survey(vocabulary, unit_id=unit(vocabulary, name), level=level)
    wrong = [p.field for p in found.problems if p.is_error] or [p.field for p in found.problems]
    assert wrong == codes


def test_the_share_of_overall_satisfaction_follows(store: Database, vocabulary: Vocabulary) -> None:
    parts = {SURVEY_ANSWER.name: answers(vocabulary, (80, 10, 0), (85, 3, 2))}
    with store.writing("test", "Thêm") as writing:
        ident = keep(writing, a_survey(vocabulary), vocabulary, parts=parts)
    with store.reading() as session:
        assert session.get_one(SatisfactionSurvey, ident).overall_share == Decimal("94.44")
    with store.writing("test", "Bỏ các câu") as writing:
        keep(writing, a_survey(vocabulary), vocabulary, ident, parts={SURVEY_ANSWER.name: []})
    with store.reading() as session:
        assert session.get_one(SatisfactionSurvey, ident).overall_share is None


def test_answers_that_do_not_make_up_the_valid_ballots_are_refused(store: Database, vocabulary: Vocabulary) -> None:
    parts = {SURVEY_ANSWER.name: answers(vocabulary, (80, 10, 0), (85, 3, 1))}
    said = r"dòng 2: Câu 2: .* = 89, thiếu 1 so với 90"
    with store.writing("test", "Thêm") as writing, pytest.raises(Refused, match=said):
        keep(writing, a_survey(vocabulary), vocabulary, parts=parts)


@pytest.mark.parametrize(("starts", "last"), [
    (date(2024, 3, 4), date(2024, 4, 1)), (date(2024, 2, 5), date(2024, 3, 11)), (date(2024, 4, 15), date(2024, 5, 16)),
])  # fmt: skip
def test_twenty_days_leave_out_weekends_and_holidays_but_count_a_saturday_worked_instead(
    store: Database, vocabulary: Vocabulary, starts: date, last: date
) -> None:
    with store.writing("test", "Thêm") as writing:
        ident = keep(writing, a_survey(vocabulary, starts_on=starts, ends_on=starts), vocabulary)
    with store.reading() as session:
        days = of_record(session, SATISFACTION_SURVEY, ident, calendar(session))
    assert [due.day for deadline, due, _ in days if deadline.code == "ntm_window"] == [last]


def _verdicts(store: Database) -> list[str | None]:
    with store.reading() as session:
        return list(session.scalars(select(SatisfactionSurvey.verdict).order_by(SatisfactionSurvey.id)))


def test_the_verdict_by_the_threshold_of_the_day_is_kept_and_filtered(store: Database, vocabulary: Vocabulary) -> None:
    good, bad = answers(vocabulary, (85, 3, 2), (85, 3, 2)), answers(vocabulary, (40, 50, 0), (40, 50, 0))
    with store.writing("test", "Thêm") as writing:
        for hamlet, rows in (("Một", good), ("Hai", bad), ("Ba", [])):
            keep(writing, a_survey(vocabulary, hamlet=hamlet), vocabulary, parts={SURVEY_ANSWER.name: rows})
    assert _verdicts(store)[:2] == ["DAT", "KHONG"]
    with store.reading() as session:
        failed = list(ids(session, SATISFACTION_SURVEY, Filter().having("verdict", "KHONG")))
        assert values(session, SATISFACTION_SURVEY, failed, ("hamlet",)) == [(failed[0], "Hai")]


def test_another_threshold_judges_anew_and_so_does_taking_it_back(store: Database, vocabulary: Vocabulary) -> None:
    parts = {SURVEY_ANSWER.name: answers(vocabulary, (85, 3, 2), (85, 3, 2))}
    with store.writing("test", "Thêm") as writing:
        keep(writing, a_survey(vocabulary), vocabulary, parts=parts)
    assert _verdicts(store) == ["DAT"]
    with store.reading() as session:
        row = session.scalars(
            select(Threshold).where(Threshold.form == "P1", Threshold.valid_from <= date(2024, 2, 19))
            .order_by(Threshold.valid_from.desc())
        ).first()  # fmt: skip
        assert row is not None
        stored = {n: getattr(row, n) for n in THRESHOLD.columns}
    harder = checked(THRESHOLD, stored | {"overall_share": Decimal("99.99")}, vocabulary)
    save_entry(store, harder, vocabulary, row.id)
    assert _verdicts(store) == ["KHONG"]
    with store.reading() as session:
        last = last_undoable(session)
    assert last is not None
    undo(store, last.id)
    assert _verdicts(store) == ["DAT"]


def test_without_a_threshold_on_its_day_nothing_is_judged(store: Database, vocabulary: Vocabulary) -> None:
    long_ago = date(2001, 3, 5)
    with store.writing("test", "Thêm") as writing:
        keep(writing, a_survey(vocabulary, starts_on=long_ago, ends_on=long_ago,
                               unit_id=unit(vocabulary, "Xã Đại Hiệp")), vocabulary)  # fmt: skip
    assert _verdicts(store) == ["CHUA"]
