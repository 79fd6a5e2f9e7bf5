"""Acts on joint plans: what hiệp thương makes of proposals, and last year's unfinished tasks in a new plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from mttq_desktop.errors import Problem, Refused, Severity
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries import plans as queries
from mttq_desktop.queries.listing import targets_of
from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK, TASK_PROPOSAL, Decision, JointTask, TaskProposal
from mttq_desktop.rules.tasks import TaskState, carried_timing
from mttq_desktop.services.keeping import checked, existing, keep, trash
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.fold import clean, clean_lines
from mttq_desktop.text.numbers import whole

ORIGIN = "plan"
_SAID = {
    Decision.ACCEPTED: "Đồng ý", Decision.CHANGED: "Đồng ý có sửa đổi", Decision.REFUSED: "Không đưa vào kế hoạch",
    Decision.OPEN: "Để lại chờ hiệp thương",
}  # fmt: skip
_TAKEN_IN = (Decision.ACCEPTED, Decision.CHANGED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What hiệp thương made of proposals; words left out stay those of the proposal."""

    decision: Decision
    day: date
    reason: str = ""
    content: str = ""
    timing: str = ""
    product: str = ""
    partners: tuple[int, ...] = ()


def decide(database: Database, ids: Collection[int], verdict: Verdict, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Record one decision on several proposals in one act; returns the tasks that came of it.

    Changing or refusing needs a reason. Refused where the task of an earlier decision was begun already.
    """
    if verdict.decision in (Decision.CHANGED, Decision.REFUSED) and not clean(verdict.reason):
        told = Problem("missing", "Sửa hoặc không đưa vào thì phải ghi lý do.", Severity.ERROR, "reason")
        raise Refused(told.message, "Ghi lý do rồi làm lại.", (told,))
    with database.writing(ORIGIN, f"{_SAID[verdict.decision]} {whole(len(ids))} đề xuất") as writing:
        made = [_decide(writing, existing(writing.session, TASK_PROPOSAL, i), verdict, vocabulary) for i in ids]
    return tuple(i for i in made if i is not None)


def _decide(writing: Writing, proposal: TaskProposal, verdict: Verdict, vocabulary: Vocabulary) -> int | None:
    taken = verdict.decision in _TAKEN_IN
    proposal_id, task_id = proposal.id, _live_task(writing, proposal)
    if task_id is not None and verdict.decision is Decision.ACCEPTED and proposal.decision == Decision.ACCEPTED:
        return task_id  # agreed already: its task may have been worked on since
    values = {**_values(proposal), "decision": verdict.decision.value, "reason": clean_lines(verdict.reason) or None}
    values["decided_on"] = None if verdict.decision is Decision.OPEN else verdict.day
    values["agreed_content"] = clean_lines(verdict.content) or None if verdict.decision is Decision.CHANGED else None
    if taken:
        task_id = _keep_task(writing, proposal, verdict, task_id, vocabulary)
    elif task_id is not None:
        _drop_task(writing, task_id)
        task_id = None
    values["task_id"] = task_id
    keep(writing, checked(TASK_PROPOSAL, values, vocabulary), vocabulary, proposal_id)
    return task_id


def _values(proposal: TaskProposal) -> dict[str, Any]:
    return {n: getattr(proposal, n) for n in TASK_PROPOSAL.form}


def _live_task(writing: Writing, proposal: TaskProposal) -> int | None:
    task = writing.session.get(JointTask, proposal.task_id) if proposal.task_id is not None else None
    return task.id if task is not None and task.deleted_on is None else None


def _keep_task(
    writing: Writing, proposal: TaskProposal, verdict: Verdict, task_id: int | None, vocabulary: Vocabulary
) -> int:
    """The task that follows from an accepted proposal, new or changed."""
    values: dict[str, Any] = {
        "plan_id": proposal.plan_id, "year": proposal.year, "section_id": proposal.section_id,
        "content": clean_lines(verdict.content) or proposal.content, "lead_id": proposal.organisation_id,
        "timing": clean(verdict.timing) or proposal.timing, "product": clean(verdict.product) or proposal.product,
        "proposed_by_id": proposal.organisation_id,
    }  # fmt: skip
    if task_id is None:
        place = queries.next_position(writing.session, proposal.plan_id)
        values |= {"position": place, "partners": verdict.partners, "state": TaskState.NOT_YET.value}
    else:
        task = existing(writing.session, JOINT_TASK, task_id)
        values |= {"state": task.state, "starts_on": None, "ends_on": None}
        values |= {"partners": verdict.partners} if verdict.partners else {}
    return keep(writing, checked(JOINT_TASK, values, vocabulary), vocabulary, task_id)


def _drop_task(writing: Writing, task_id: int) -> None:
    task = existing(writing.session, JOINT_TASK, task_id)
    if task.state != TaskState.NOT_YET or task.result:
        raise Refused(
            f"Nhiệm vụ “{task.content[:60]}” đã thực hiện nên không rút khỏi kế hoạch được.",
            "Ghi nhiệm vụ là Không thực hiện, hoặc để nguyên quyết định cũ.",
        )
    trash(writing, JOINT_TASK, [task_id])


def carry_over(
    database: Database, year: int, today: date, vocabulary: Vocabulary, ids: Collection[int] | None = None
) -> tuple[int, tuple[int, ...]]:
    """Put last year's unfinished tasks into the plan of `year`, which is begun when there is none.

    Returns the plan and the new tasks. A task is carried over once; the old one is watched no more.
    """
    with database.writing(ORIGIN, "") as writing:
        waiting = queries.to_carry(writing.session, year - 1)
        chosen = [i for i in waiting if ids is None or i in ids]
        if not chosen:
            raise Refused(f"Năm {year - 1} không còn nhiệm vụ nào dở dang chưa chuyển.", "Không có gì để chuyển tiếp.")
        plan = queries.plan_of(writing.session, year) or _begin_plan(writing, year, vocabulary)
        made = tuple(_carry(writing, i, plan, year, today, vocabulary) for i in chosen)
        writing.say(f"Chuyển tiếp {whole(len(made))} nhiệm vụ năm {year - 1} sang năm {year}")
    return plan, made


def _begin_plan(writing: Writing, year: int, vocabulary: Vocabulary) -> int:
    before = queries.plan_of(writing.session, year - 1)
    values: dict[str, Any] = {"year": year, "title": f"Kế hoạch liên tịch năm {year}"}
    if before is not None:
        values["parties"] = targets_of(writing.session, JOINT_PLAN, "parties", [before]).get(before, ())
    return keep(writing, checked(JOINT_PLAN, values, vocabulary), vocabulary)


def _carry(writing: Writing, task_id: int, plan: int, year: int, today: date, vocabulary: Vocabulary) -> int:
    old = existing(writing.session, JOINT_TASK, task_id)
    values: dict[str, Any] = {n: getattr(old, n) for n in ("section_id", "content", "lead_id", "product", "state")}
    values |= {
        "plan_id": plan, "year": year, "timing": carried_timing(old.timing), "carried_from_id": task_id,
        "proposed_by_id": old.proposed_by_id, "note": f"Chuyển tiếp từ năm {year - 1}",
        "position": queries.next_position(writing.session, plan),
        "partners": targets_of(writing.session, JOINT_TASK, "partners", [task_id]).get(task_id, ()),
    }  # fmt: skip
    made = keep(writing, checked(JOINT_TASK, values, vocabulary), vocabulary)
    kept = {n: getattr(existing(writing.session, JOINT_TASK, task_id), n) for n in JOINT_TASK.columns}
    keep(writing, checked(JOINT_TASK, {**kept, "carried_on": today}, vocabulary), vocabulary, task_id)
    return made
