"""The year's supervision plan at work: changed or cancelled with a reason, what is not done goes over to next year."""

from collections.abc import Mapping, Sequence
from typing import Any

from mttq_desktop.errors import Problem, Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.listing import values
from mttq_desktop.queries.supervisions import plan
from mttq_desktop.records.supervisions import SUPERVISION, Supervision, SupervisionState
from mttq_desktop.services.keeping import amend, checked, existing, keep, move
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.fold import clean
from mttq_desktop.text.numbers import whole

ORIGIN = "supervision plan"
_COPIED = ("content", "field", "form", "chair_id", "level", "unit_id", "bodies_text", "scope", "basis", "partners",
           "bodies", "timing")  # fmt: skip


def adjust(
    database: Database, record_id: int, changes: Mapping[str, Any], reason: str, vocabulary: Vocabulary
) -> None:
    """Change time, form or chair of what is planned; the reason stays with it."""
    with database.writing(ORIGIN, "Điều chỉnh kế hoạch giám sát") as writing:
        record = existing(writing.session, SUPERVISION, record_id)
        if record.state in (SupervisionState.CLOSED, SupervisionState.CANCELLED):
            raise Refused("Cuộc giám sát đã xong hoặc đã hủy nên không điều chỉnh.", "Mở lại cuộc giám sát trước.")
        fresh: dict[str, Any] = dict(changes)
        if "timing" in fresh and fresh["timing"] != record.timing:
            fresh |= {"planned_from": None, "planned_to": None}
        amend(writing, SUPERVISION, record_id, fresh | {"plan_reason": _reason(reason)}, vocabulary)
        writing.say(f"Điều chỉnh kế hoạch: {record.number}")


def cancel(database: Database, ids: Sequence[int], reason: str, vocabulary: Vocabulary) -> int:
    """Take these out of the plan, each with the reason."""
    with database.writing(ORIGIN, f"Hủy {whole(len(ids))} cuộc giám sát khỏi kế hoạch") as writing:
        for record_id in ids:
            amend(writing, SUPERVISION, record_id, {"plan_reason": _reason(reason)}, vocabulary)
            move(writing, SUPERVISION, record_id, SupervisionState.CANCELLED, vocabulary)
    return len(ids)


def carry_over(database: Database, year: int, vocabulary: Vocabulary, ids: Sequence[int] | None = None) -> int:
    """Copy what is not done into the next year's plan, each once; returns how many."""
    with database.writing(ORIGIN, f"Chép việc chưa xong sang kế hoạch giám sát {year + 1}") as writing:
        left = plan(writing.session, year).unfinished
        wanted = [i for i in left if ids is None or i in ids]
        if not wanted:
            raise Refused(
                f"Kế hoạch năm {year} không còn cuộc giám sát nào để chép.",
                "Chỉ chép cuộc chưa có báo cáo, và mỗi cuộc một lần.",
            )
        for record_id in wanted:
            _copy(writing, record_id, year + 1, vocabulary)
    return len(wanted)


def _copy(writing: Writing, record_id: int, year: int, vocabulary: Vocabulary) -> None:
    (found,) = values(writing.session, SUPERVISION, [record_id], _COPIED)
    given = dict(zip(_COPIED, found[1:], strict=True))
    if given["timing"]:
        given["timing"] = given["timing"].replace(str(year - 1), str(year))
    made = {**given, "year": year, "state": SupervisionState.TENTATIVE.value}
    copied = keep(writing, checked(SUPERVISION, made, vocabulary), vocabulary)
    writing.session.get_one(Supervision, copied).carried_from_id = record_id


def _reason(text: str) -> str:
    if not clean(text):
        said = "Cần ghi lý do điều chỉnh, hủy."
        advice = "Kế hoạch đã thống nhất; đổi thì phải nói vì sao."
        raise Refused(said, advice, (Problem("missing", said, field="plan_reason"),))
    return clean(text)
