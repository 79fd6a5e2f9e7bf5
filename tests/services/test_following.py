"""What follows from records is the same whether it is worked out record by record or once for many."""

from datetime import date
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.deadlines import DEADLINE_RULE, DueDay
from mttq_desktop.services.following import put_off, renew
from mttq_desktop.services.practice_duties import supervision
from mttq_desktop.store.database import Database

TODAY = date(2024, 4, 5)


def _days(session: Session) -> set[Any]:
    d = DueDay
    return set(session.execute(select(d.kind, d.record_id, d.code, d.due_on, d.done_on, d.rule_id)).all())


def test_put_off_it_is_worked_out_at_the_end(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Thử") as writing:
        with put_off(writing):
            supervision.fill(writing, vocabulary, Random(7), TODAY)
            assert _days(writing.session) == set()
        found = _days(writing.session)
        renew(writing)
        assert found == _days(writing.session) != set()


def test_a_rule_changed_in_the_same_act_counts_at_once(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Thử") as writing:
        supervision.fill(writing, vocabulary, Random(7), TODAY)
        before = _days(writing.session)
        for rule in writing.session.scalars(select(DEADLINE_RULE.record).where(DEADLINE_RULE.record.days.is_not(None))):
            rule.days = (rule.days or 0) + 7
        renew(writing)
        after = _days(writing.session)
    assert {row[:3] for row in after} == {row[:3] for row in before}
    assert before - after, "counted days have moved"
