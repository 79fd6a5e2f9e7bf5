"""How tasks of a plan and items agreed at meetings went: state, result and day of several in one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.meetings import RESOLUTION
from mttq_desktop.records.plans import JOINT_TASK
from mttq_desktop.rules.tasks import TaskState, kept_state, settled_day
from mttq_desktop.services.keeping import checked, existing, keep
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.fold import clean_lines
from mttq_desktop.text.numbers import whole

DONE_ON: Mapping[str, str] = {JOINT_TASK.name: "finished_on", RESOLUTION.name: "done_on"}
"""The field that holds the day on which a record of the kind was finished."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known now of one task or agreed item."""

    id: int
    state: str
    result: str = ""
    done_on: date | None = None


def record_progress(
    database: Database, kind: Kind[Any], given: Sequence[Progress], today: date, vocabulary: Vocabulary
) -> int:
    """Write state, result and day of several records in one act; returns how many."""
    with database.writing("progress", f"Ghi tiến độ {whole(len(given))} {kind.one}") as writing:
        for one in given:
            write_progress(writing, kind, one, today, vocabulary)
    return len(given)


def write_progress(
    writing: Writing, kind: Kind[Any], one: Progress, today: date, vocabulary: Vocabulary, **more: Any
) -> None:
    """Write one inside an act; what is finished needs its result, its day is today where none is typed."""
    record = existing(writing.session, kind, one.id)
    state, result = TaskState(kept_state(one.state)), clean_lines(one.result) or None
    values = {n: getattr(record, n) for n in kind.columns}
    before = TaskState(kept_state(record.state))
    values |= {"state": state.value, "result": result, DONE_ON[kind.name]: settled_day(state, one.done_on, today)}
    assert kind.steps is not None
    if state is not before and (why := kind.steps.flow.refusal(before, state, values)):
        name = " ".join(record.content.split())[:60]
        raise Refused(f"{kind.one.capitalize()} “{name}”: {why}", "Ghi đủ rồi lưu lại.")
    keep(writing, checked(kind, {**values, **more}, vocabulary), vocabulary, one.id)
