"""Joint plans: hiệp thương, tasks that follow from it, progress, what goes over into the next year."""

from datetime import date
from typing import Any

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries import plans as queries
from mttq_desktop.queries.deadlines import owed
from mttq_desktop.queries.listing import targets_of
from mttq_desktop.records.plans import (
    JOINT_PLAN,
    JOINT_TASK,
    TASK_PROPOSAL,
    Decision,
    JointPlan,
    JointTask,
    TaskProposal,
)
from mttq_desktop.rules.tasks import Standing
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.services.plans import Verdict, carry_over, decide
from mttq_desktop.services.progress import Progress, record_progress
from mttq_desktop.store.database import Database
from tests.makers import organisation

TODAY = date(2024, 4, 5)
PLAN = {"year": 2024, "title": "Kế hoạch liên tịch năm 2024"}


def _section(vocabulary: Vocabulary, code: str) -> int:
    return int(vocabulary.target("programme_section").find(code, TODAY)[0].key)


def _proposal(vocabulary: Vocabulary, code: str, content: str, **given: Any) -> dict[str, Any]:
    return {"year": 2024, "organisation_id": organisation(vocabulary, code), "content": content,
            "section_id": _section(vocabulary, "II.1"), "timing": "Quý II", "decision": "CHO", **given}  # fmt: skip


@pytest.fixture
def proposals(store: Database, vocabulary: Vocabulary) -> list[int]:
    """A plan with three proposals."""
    rows = [_proposal(vocabulary, c, t) for c, t in (("HND", "Giúp hộ nghèo"), ("CCB", "Tuyên truyền"),
                                                   ("LHPN", "Tập huấn chung"))]  # fmt: skip
    with store.writing("test", "Kế hoạch") as writing:
        parts = {TASK_PROPOSAL.name: [PartRow(checked(TASK_PROPOSAL, r, vocabulary)) for r in rows]}
        keep(writing, checked(JOINT_PLAN, PLAN, vocabulary), vocabulary, parts=parts)
    with store.reading() as session:
        return [p.id for p in session.query(TaskProposal).order_by(TaskProposal.position)]


def _task(store: Database, task_id: int) -> JointTask:
    with store.reading() as session:
        task = session.get(JointTask, task_id)
        assert task is not None
        session.expunge(task)
    return task


def _read(store: Database, proposal: int) -> TaskProposal:
    with store.reading() as session:
        found = session.get(TaskProposal, proposal)
        assert found is not None
        session.expunge(found)
    return found


def test_accepted_proposals_become_tasks_linked_both_ways(
    store: Database, vocabulary: Vocabulary, proposals: list[int]
) -> None:
    farmers, veterans = organisation(vocabulary, "HND"), organisation(vocabulary, "CCB")
    made = decide(store, proposals[:2], Verdict(Decision.ACCEPTED, TODAY, partners=(veterans,)), vocabulary)
    task = _task(store, made[0])
    assert (task.content, task.lead_id, task.proposed_by_id) == ("Giúp hộ nghèo", farmers, farmers)
    assert (task.starts_on, task.ends_on) == (date(2024, 4, 1), date(2024, 6, 30))
    assert [_task(store, i).position for i in made] == [0, 1]
    assert _read(store, proposals[0]).task_id == made[0]
    with store.reading() as session:
        assert queries.proposals_of(session, made) == dict(zip(made, proposals, strict=False))
        assert targets_of(session, JOINT_TASK, "partners", made)[made[0]] == (veterans,)
        plan = session.query(JointPlan).one()
        assert (plan.tasks_agreed, plan.tasks_done) == (2, 0)


@pytest.mark.parametrize("decision", [Decision.CHANGED, Decision.REFUSED])
def test_changing_or_refusing_needs_a_reason(
    store: Database, vocabulary: Vocabulary, proposals: list[int], decision: Decision
) -> None:
    with pytest.raises(Refused, match="phải ghi lý do") as refused:
        decide(store, proposals, Verdict(decision, TODAY, "  "), vocabulary)
    assert refused.value.problems[0].field == "reason"
    assert _read(store, proposals[0]).decision == "CHO"


def test_a_changed_proposal_keeps_its_own_words_and_its_task_the_agreed_ones(
    store: Database, vocabulary: Vocabulary, proposals: list[int]
) -> None:
    agreed = Verdict(Decision.CHANGED, TODAY, "Ghép hai lớp", "Tập huấn chung, hai lớp", "Quý III")
    (made,) = decide(store, proposals[2:], agreed, vocabulary)
    proposal, task = _read(store, proposals[2]), _task(store, made)
    assert (proposal.content, proposal.agreed_content) == ("Tập huấn chung", "Tập huấn chung, hai lớp")
    assert (proposal.reason, proposal.decided_on) == ("Ghép hai lớp", TODAY)
    assert (task.content, task.timing, task.ends_on) == ("Tập huấn chung, hai lớp", "Quý III", date(2024, 9, 30))


def test_a_second_decision_changes_the_same_task_or_withdraws_it(
    store: Database, vocabulary: Vocabulary, proposals: list[int]
) -> None:
    (made,) = decide(store, proposals[:1], Verdict(Decision.ACCEPTED, TODAY), vocabulary)
    again = decide(store, proposals[:1], Verdict(Decision.CHANGED, TODAY, "Lùi lại", timing="Quý IV"), vocabulary)
    assert again == (made,)
    assert _task(store, made).ends_on == date(2024, 12, 31)
    assert decide(store, proposals[:1], Verdict(Decision.REFUSED, TODAY, "Trùng việc"), vocabulary) == ()
    assert _task(store, made).deleted_on is not None
    assert _read(store, proposals[0]).task_id is None


def test_agreeing_once_more_leaves_the_task_as_it_was_worked_on(
    store: Database, vocabulary: Vocabulary, proposals: list[int]
) -> None:
    (made,) = decide(store, proposals[:1], Verdict(Decision.ACCEPTED, TODAY), vocabulary)
    with store.writing("test", "Sửa nhiệm vụ") as writing:
        task = writing.session.get(JointTask, made)
        assert task is not None
        task.content, task.ends_on = "Giúp 40 hộ nghèo", date(2024, 5, 20)
    again = decide(store, proposals[:2], Verdict(Decision.ACCEPTED, TODAY), vocabulary)
    assert again[0] == made
    assert (_task(store, made).content, _task(store, made).ends_on) == ("Giúp 40 hộ nghèo", date(2024, 5, 20))


def test_a_task_that_was_begun_is_not_withdrawn(
    store: Database, vocabulary: Vocabulary, proposals: list[int]
) -> None:
    (made,) = decide(store, proposals[:1], Verdict(Decision.ACCEPTED, TODAY), vocabulary)
    record_progress(store, JOINT_TASK, [Progress(made, "DANG")], TODAY, vocabulary)
    with pytest.raises(Refused, match="đã thực hiện"):
        decide(store, proposals[:1], Verdict(Decision.REFUSED, TODAY, "Trùng việc"), vocabulary)
    assert _read(store, proposals[0]).decision == "DY"


def test_one_hiep_thuong_over_many_is_one_act_and_taken_back_whole(
    store: Database, vocabulary: Vocabulary, proposals: list[int]
) -> None:
    decide(store, proposals, Verdict(Decision.ACCEPTED, TODAY), vocabulary)
    with store.reading() as session:
        done = last_undoable(session)
        assert done is not None
    undo(store, done.id)
    assert [_read(store, p).decision for p in proposals] == ["CHO"] * 3
    with store.reading() as session:
        assert queries.tasks(session, 2024) == ()


def test_progress_of_several_is_written_at_once_and_closes_the_due_day(
    store: Database, vocabulary: Vocabulary, proposals: list[int]
) -> None:
    made = decide(store, proposals, Verdict(Decision.ACCEPTED, TODAY), vocabulary)
    given = [Progress(made[0], "XONG", "Đã giúp 12 hộ", date(2024, 4, 2)), Progress(made[1], "CHAM")]
    assert record_progress(store, JOINT_TASK, given, TODAY, vocabulary) == 2
    assert (_task(store, made[0]).finished_on, _task(store, made[0]).state) == (date(2024, 4, 2), "XONG")
    assert _task(store, made[1]).state == "DANG"
    with store.reading() as session:
        still = {o.record_id for o in owed(session, date(2024, 12, 31), kinds=[JOINT_TASK])}
        assert still == {made[1], made[2]}
        assert session.query(JointPlan).one().tasks_done == 1


def test_what_is_finished_needs_its_result(store: Database, vocabulary: Vocabulary, proposals: list[int]) -> None:
    made = decide(store, proposals, Verdict(Decision.ACCEPTED, TODAY), vocabulary)
    given = [Progress(made[0], "DANG"), Progress(made[1], "XONG")]
    with pytest.raises(Refused, match="Chưa ghi kết quả"):
        record_progress(store, JOINT_TASK, given, TODAY, vocabulary)
    assert _task(store, made[0]).state == "CHUA"


def test_unfinished_tasks_go_over_into_the_next_year_once(
    store: Database, vocabulary: Vocabulary, proposals: list[int]
) -> None:
    made = decide(store, proposals, Verdict(Decision.ACCEPTED, TODAY), vocabulary)
    record_progress(store, JOINT_TASK, [Progress(made[0], "XONG", "Xong")], TODAY, vocabulary)
    next_year = date(2025, 1, 10)
    plan, carried = carry_over(store, 2025, next_year, vocabulary)
    assert len(carried) == 2
    with store.reading() as session:
        begun = session.get(JointPlan, plan)
        assert begun is not None
        assert (begun.year, begun.title) == (2025, "Kế hoạch liên tịch năm 2025")
        new = queries.tasks(session, 2025)
        assert [(t.content, t.ends_on) for t in new] == [
            ("Tuyên truyền", date(2025, 6, 30)), ("Tập huấn chung", date(2025, 6, 30)),
        ]  # fmt: skip
        assert queries.carried_into(session, made[1]) == carried[0]
        stands = [t.standing(next_year) for t in queries.tasks(session, 2024)]
        assert stands == [Standing.DONE, Standing.CARRIED, Standing.CARRIED]
        assert {o.record_id for o in owed(session, date(2025, 12, 31), kinds=[JOINT_TASK])} == set(carried)
    with pytest.raises(Refused, match="không còn nhiệm vụ nào dở dang"):
        carry_over(store, 2025, next_year, vocabulary)


def test_a_year_is_counted_by_heading_and_by_organisation(
    store: Database, vocabulary: Vocabulary, proposals: list[int]
) -> None:
    made = decide(store, proposals, Verdict(Decision.ACCEPTED, TODAY), vocabulary)
    record_progress(store, JOINT_TASK, [Progress(made[0], "XONG", "Xong")], TODAY, vocabulary)
    later = date(2024, 7, 1)
    with store.reading() as session:
        lines = queries.tasks(session, 2024)
    (heading,) = queries.tallied(lines, lambda t: t.section_id, later)
    assert heading.key == _section(vocabulary, "II.1")
    assert heading.counts == {Standing.DONE: 1, Standing.LATE: 2}
    by_body = {t.key: t for t in queries.tallied(lines, lambda t: t.lead_id, later)}
    assert by_body[organisation(vocabulary, "CCB")].ids == {Standing.LATE: (made[1],)}
    assert sum(t.total for t in by_body.values()) == 3
