"""The watch over every kind: days owed with who owes them, and what a year asks for and nobody did yet."""

from datetime import date
from pathlib import Path

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Place, Vocabulary
from mttq_desktop.queries.deadlines import of_record, rule_on, rules
from mttq_desktop.queries.dialogues import communes_without
from mttq_desktop.queries.rollup import Units
from mttq_desktop.queries.yearly import gaps
from mttq_desktop.records.deadlines import DEADLINE_RULE, DeadlineRule
from mttq_desktop.records.dialogues import DIALOGUE
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION
from mttq_desktop.records.plans import JOINT_PLAN
from mttq_desktop.records.register import EVERY_KIND
from mttq_desktop.records.supervisions import SUPERVISION, SUPERVISION_SESSION
from mttq_desktop.rules.period import Period
from mttq_desktop.services.catalogues import save_entry, trash_entries
from mttq_desktop.services.keeping import Draft, PartRow, checked, draft
from mttq_desktop.services.records import save_record, trash_records
from mttq_desktop.services.reports import paper_named, write_report
from mttq_desktop.services.watching_duties import duties
from mttq_desktop.store.database import Database
from mttq_desktop.text.days import Calendar
from tests.every_kind.test_round_trips import samples, typed
from tests.makers import DAY, unit

TODAY = date(2024, 4, 5)


def _draft(words: Vocabulary, kind: object, **given: object) -> Draft:
    values = {**samples(kind, words), **given}  # type: ignore[arg-type]  # any kind
    return checked(kind, values, words)  # type: ignore[arg-type]  # as above


def _team(store: Database, words: Vocabulary, session_on: date, **given: object) -> int:
    """A supervision by a team with one working session."""
    empty = dict.fromkeys(("notified_on", "body_reported_on", "ended_on", "reported_on", "recommended_on",
                           "concluded_on"))  # fmt: skip
    whole = _draft(words, SUPERVISION, form="HT2", **{**empty, **given})
    meeting = _draft(words, SUPERVISION_SESSION, held_on=session_on)
    return save_record(store, whole, words, {SUPERVISION_SESSION.name: [PartRow(meeting)]})


def test_the_legal_days_of_a_team_are_counted_back_from_its_first_session(
    store: Database, vocabulary: Vocabulary
) -> None:
    made = _team(store, vocabulary, date(2024, 5, 20))
    with store.reading() as session:
        days = {d.code: due.day for d, due, _ in of_record(session, SUPERVISION, made, Calendar({}, frozenset()))}
    # 20/5/2024 is a Monday: 15 days back is Sunday 05/5, moved up to Friday 03/5; 7 days back is Monday 13/5.
    assert days == {"gs_notify": date(2024, 5, 3), "gs_target_report": date(2024, 5, 13)}


def test_a_day_that_was_kept_is_no_longer_owed_and_comes_back_when_undone(
    store: Database, vocabulary: Vocabulary
) -> None:
    late = _team(store, vocabulary, date(2024, 4, 15))
    with store.reading() as session:
        found = [d for d in duties(session, vocabulary, TODAY, 7) if d.record == (SUPERVISION.name, late)]
    assert [d.due for d in found] == [date(2024, 3, 29), date(2024, 4, 8)]
    trash_records(store, SUPERVISION, [late])
    with store.reading() as session:
        assert not [d for d in duties(session, vocabulary, TODAY, 7) if d.record == (SUPERVISION.name, late)]
    trash_records(store, SUPERVISION, [late], back=True)
    with store.reading() as session:
        assert [d for d in duties(session, vocabulary, TODAY, 7) if d.record == (SUPERVISION.name, late)]


def test_another_rule_counts_the_open_days_anew(store: Database, vocabulary: Vocabulary) -> None:
    made = _team(store, vocabulary, date(2024, 5, 20))
    with store.reading() as session:
        rule = session.query(DeadlineRule).filter_by(code="gs_target_report").one()
    values = {n: getattr(rule, n) for n in DEADLINE_RULE.form} | {"days": -10}
    save_entry(store, checked(DEADLINE_RULE, values, vocabulary), vocabulary, rule.id)
    with store.reading() as session:
        days = {d.code: due.day for d, due, _ in of_record(session, SUPERVISION, made, Calendar({}, frozenset()))}
    assert days["gs_target_report"] == date(2024, 5, 10)


def test_who_owes_an_agreed_item_is_named(store: Database, vocabulary: Vocabulary) -> None:
    item = _draft(vocabulary, RESOLUTION, due_on=date(2024, 4, 1), done_on=None, state="DANG")
    save_record(store, _draft(vocabulary, JOINT_MEETING), vocabulary, {RESOLUTION.name: [PartRow(item)]})
    with store.reading() as session:
        (found,) = [d for d in duties(session, vocabulary, TODAY, 7) if d.record and d.record[0] == RESOLUTION.name]
    assert found.who == vocabulary.target("organisation").entries[0].short
    assert found.due == date(2024, 4, 1)


def test_a_year_without_its_plan_is_told_until_there_is_one(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        before = {(g.code, g.year): g for g in gaps(session, TODAY)}
    assert before["plan_year", 2024].due == date(2024, 2, 29)
    read = draft(JOINT_PLAN, typed(JOINT_PLAN, samples(JOINT_PLAN, vocabulary) | {"year": 2024}, vocabulary),
                 Place(vocabulary, DAY))  # fmt: skip
    save_record(store, read, vocabulary)
    with store.reading() as session:
        assert ("plan_year", 2024) not in {(g.code, g.year) for g in gaps(session, TODAY)}


def test_results_are_told_to_the_councils_each_half_year(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    def told(today: date) -> list[tuple[str, date]]:
        with store.reading() as session:
            return [(g.period.code, g.due) for g in gaps(session, today) if g.code == "gs_report_6m"]

    assert told(date(2024, 4, 5)) == []
    assert told(date(2024, 5, 10)) == [("2024-H1", date(2024, 6, 30))]
    assert told(date(2024, 12, 1)) == [("2024-H1", date(2024, 6, 30)), ("2024", date(2024, 12, 31))]
    write_report(store, "D08", Period.parse("2024-H1"), tmp_path / "d08.docx", date(2024, 7, 1))
    assert told(date(2024, 12, 1)) == [("2024", date(2024, 12, 31))]
    with store.reading() as session:
        lines = [d.text for d in duties(session, vocabulary, date(2024, 12, 1), 7) if d.code == "gs_report_6m"]
    assert lines == ["Năm 2024: HĐND, UBND nghe Mặt trận thông báo kết quả giám sát"]


def test_a_rule_that_changes_with_the_year_is_asked_on_its_own_last_day(
    store: Database, vocabulary: Vocabulary
) -> None:
    with store.reading() as session:
        rule = session.query(DeadlineRule).filter_by(code="meet_year").one()
        values = {n: getattr(rule, n) for n in DEADLINE_RULE.form}
    save_entry(store, checked(DEADLINE_RULE, values | {"valid_to": date(2024, 6, 1)}, vocabulary), vocabulary, rule.id)
    newer = values | {"valid_from": date(2024, 6, 2), "closing": "31/7; 15/12"}
    save_entry(store, checked(DEADLINE_RULE, newer, vocabulary), vocabulary)
    with store.reading() as session:
        found = [(g.period.code, g.due) for g in gaps(session, date(2024, 12, 20)) if g.code == "meet_year"]
    assert found == [("2024-H1", date(2024, 7, 31)), ("2024", date(2024, 12, 15))]


def test_a_version_thrown_away_lets_the_one_before_go_on(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        rule = session.query(DeadlineRule).filter_by(code="gs_notify").one()
        values = {n: getattr(rule, n) for n in DEADLINE_RULE.form} | {"valid_from": date(2024, 7, 1), "days": -20}
    new = save_entry(store, checked(DEADLINE_RULE, values, vocabulary), vocabulary)

    def on(day: date) -> int | None:
        with store.reading() as session:
            found = rule_on(rules(session), "gs_notify", day)
        return found.term.days if found else None

    assert [on(date(2024, 6, 30)), on(date(2024, 7, 1))] == [-15, -20]
    trash_entries(store, DEADLINE_RULE, [new])
    assert [on(date(2024, 6, 30)), on(date(2024, 7, 1))] == [-15, -15]
    trash_entries(store, DEADLINE_RULE, [new], back=True)
    assert [on(date(2024, 6, 30)), on(date(2024, 7, 1))] == [-15, -20]


def test_two_versions_of_a_rule_from_one_day_are_refused(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        rule = session.query(DeadlineRule).filter_by(code="gs_notify").one()
        values = {n: getattr(rule, n) for n in DEADLINE_RULE.form}
    with pytest.raises(Refused, match="có hiệu lực từ ngày 01/01/2020"):
        save_entry(store, checked(DEADLINE_RULE, values | {"days": -20}, vocabulary), vocabulary)
    with store.reading() as session:
        assert [r.days for r in session.query(DeadlineRule).filter_by(code="gs_notify")] == [-15]


def test_a_dialogue_counts_for_what_the_commune_became(store: Database, vocabulary: Vocabulary) -> None:
    old = unit(vocabulary, "Xã Đại Hiệp", date(2025, 3, 1))
    with store.reading() as session:
        became = Units.read(session).standing(old, date(2025, 12, 31))
        assert became in communes_without(session, 2025)
    held = _draft(vocabulary, DIALOGUE, level="commune", unit_id=old, held_on=date(2025, 3, 1), purpose="DCCS")
    save_record(store, held, vocabulary)
    with store.reading() as session:
        assert became not in communes_without(session, 2025)


def test_communes_without_a_dialogue_are_counted_by_who_they_are(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        assert len(communes_without(session, 2024)) == 241
    commune = unit(vocabulary, "Xã Đại Hiệp")
    held = _draft(vocabulary, DIALOGUE, level="commune", unit_id=commune, held_on=date(2024, 3, 1), purpose="DCCS")
    save_record(store, held, vocabulary)
    apart = _draft(vocabulary, DIALOGUE, level="commune", unit_id=commune, held_on=date(2023, 3, 1), purpose="SAUGS")
    save_record(store, apart, vocabulary)
    with store.reading() as session:
        assert len(communes_without(session, 2024)) == 240
        assert commune not in communes_without(session, 2024)
        assert commune in communes_without(session, 2023)


def test_what_had_to_precede_an_event_is_not_chased_after_it(store: Database, vocabulary: Vocabulary) -> None:
    over = _team(store, vocabulary, date(2024, 3, 20))
    with store.reading() as session:
        assert not [d for d in duties(session, vocabulary, TODAY, 7) if d.record == (SUPERVISION.name, over)]
        codes = [d.code for d, _, done in of_record(session, SUPERVISION, over, Calendar({}, frozenset())) if not done]
    assert codes == ["gs_notify", "gs_target_report"]


def test_the_paper_by_which_a_duty_is_done_is_one_of_its_record() -> None:
    named = [(kind, d.paper) for kind in EVERY_KIND for d in kind.deadlines if d.paper]
    assert {paper for _, paper in named} == {"D10", "D14", "D16", "D19", "D24"}
    for kind, paper in named:
        assert paper_named(paper, kind).of(kind)
