"""The watch of the office (C20): what is to be done, soonest first, each line with what it is about."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.board import Board, board
from mttq_desktop.queries.followed import Start, start
from mttq_desktop.queries.issued import report_letter
from mttq_desktop.queries.petitions import Open, untold
from mttq_desktop.queries.watch import Chart, Count, Happened, counts, last_act, since
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.lateness import due_soon, late, promised
from mttq_desktop.services.settings import read_settings
from mttq_desktop.services.watching_duties import Duty, duties
from mttq_desktop.text.numbers import whole

SOON_DAYS = 7
_SHOWN = 200
"""Lines of one sort; the tile above says how many there are in all."""
_QUARTERLY = "D04"
_URGED = ("gs_reply", "gs_escalate")
"""Rules of recommendations: what is late by them is done by a letter of reminder."""


class TaskKind(StrEnum):
    """What a line is about, and so what opening it does."""

    PETITION = "petition"
    REMIND = "remind"
    PROMISE = "promise"
    SENDER = "sender"
    TELL = "tell"
    REPORT = "report"
    DUTY = "duty"
    ASKED = "asked"
    URGE = "urge"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Task:
    """One line. `days` are those left (negative: late), None where no day is set; `ids` are its petitions.

    `record` is the kind's name and the id of a record of another kind; `code` the rule of a duty, `paper` the
    document by which it is done. REMIND and URGE are letters to write, about petitions and recommendations.
    """

    kind: TaskKind
    text: str
    who: str
    due: date | None = None
    days: int | None = None
    ids: tuple[int, ...] = ()
    record: tuple[str, int] | None = None
    code: str = ""
    paper: str = ""

    @property
    def late(self) -> bool:
        """Past its day."""
        return self.days is not None and self.days < 0


@dataclass(frozen=True)
class Watch:
    """Everything the start page shows."""

    period: Period
    figures: Start
    board: Board
    tasks: tuple[Task, ...]
    charts: dict[Chart, tuple[Count, ...]]
    news: tuple[Happened, ...]
    last_act: int


def watch(session: Session, vocabulary: Vocabulary, period: Period, today: date, seen: int | None) -> Watch:
    """What is due, late and missing, the charts, and what was done since the act last seen (None: the first time)."""
    settings = read_settings(session)
    senders = board(session, period, today, settings.organisation_code)
    return Watch(
        period, start(session, period, today, SOON_DAYS), senders,
        tuple(tasks(session, vocabulary, period, today, senders)),
        {chart: counts(session, chart, period, today) for chart in Chart},
        tuple(since(session, seen)) if seen is not None else (), last_act(session),
    )  # fmt: skip


def waiting(session: Session, vocabulary: Vocabulary, period: Period, today: date) -> int:
    """How many things there are to do, over all kinds."""
    settings = read_settings(session)
    senders = board(session, period, today, settings.organisation_code)
    return len(to_do(tasks(session, vocabulary, period, today, senders)))


def tasks(session: Session, vocabulary: Vocabulary, period: Period, today: date, senders: Board) -> list[Task]:
    """Lines in the order of their days; those without a day last."""
    found = [
        *_late(session, vocabulary, today), *_soon(session, vocabulary, today), *_promised(session, vocabulary, today),
        *_missing(senders, today), *_report(session, period, today), *_untold(session, vocabulary),
        *_duties(session, vocabulary, today),
    ]  # fmt: skip
    return sorted(found, key=lambda task: (task.due or date.max, task.text))


def _late(session: Session, vocabulary: Vocabulary, today: date) -> Iterator[Task]:
    for one in late(session, today)[:_SHOWN]:
        yield _answer(one.forwarding, vocabulary, today)


def _soon(session: Session, vocabulary: Vocabulary, today: date) -> Iterator[Task]:
    for one in due_soon(session, today, SOON_DAYS)[:_SHOWN]:
        yield _answer(one, vocabulary, today)


def _answer(one: Open, vocabulary: Vocabulary, today: date) -> Task:
    who = vocabulary.target("authority").short(one.authority_id)
    text = f"{one.number} · {' '.join(one.content.split())}"
    return Task(TaskKind.PETITION, text, who, one.due_on, (one.due_on - today).days, (one.petition_id,))


def _promised(session: Session, vocabulary: Vocabulary, today: date) -> Iterator[Task]:
    for one in promised(session, today, SOON_DAYS)[:_SHOWN]:
        who = vocabulary.target("authority").short(one.authority_id)
        text = f"{one.number} · Cơ quan hứa giải quyết xong"
        yield Task(TaskKind.PROMISE, text, who, one.expected_on, (one.expected_on - today).days, (one.petition_id,))


def _missing(senders: Board, today: date) -> Iterator[Task]:
    if today <= senders.period.end:
        return
    for sender in senders.missing:
        text = f"Chưa gửi ý kiến, kiến nghị {senders.period.label}"
        yield Task(TaskKind.SENDER, text, sender.name, senders.closing, (senders.closing - today).days)


def _report(session: Session, period: Period, today: date) -> Iterator[Task]:
    over = period.part.startswith("Q") and today > period.end
    if over and report_letter(session, _QUARTERLY, period) is None:
        yield Task(TaskKind.REPORT, f"Báo cáo tổng hợp ý kiến, kiến nghị {period.label}", "Tỉnh ủy, HĐND, UBND")


def _duties(session: Session, vocabulary: Vocabulary, today: date) -> Iterator[Task]:
    for one in duties(session, vocabulary, today, SOON_DAYS):
        days = (one.due - today).days
        yield Task(_sort_of(one), one.text, one.who, one.due, days, record=one.record, code=one.code, paper=one.paper)


def _sort_of(one: Duty) -> TaskKind:
    if one.record is None:
        return TaskKind.YEARLY
    return TaskKind.ASKED if one.code in _URGED else TaskKind.DUTY


def _untold(session: Session, vocabulary: Vocabulary) -> Iterator[Task]:
    places: dict[tuple[int | None, int | None], list[int]] = {}
    for one in untold(session):
        places.setdefault((one.organisation_id, one.unit_id), []).append(one.id)
    for (organisation, unit), ids in places.items():
        names = (vocabulary.target("organisation").short(organisation), vocabulary.units.label(unit))
        who = names[1] if unit is not None else names[0]
        yield Task(TaskKind.TELL, f"Thông báo kết quả trả lời {whole(len(ids))} kiến nghị", who, ids=tuple(ids))


def to_do(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Lines as things to do: late answers of one authority are one letter, its promises one line."""
    groups: dict[tuple[TaskKind, str], list[Task]] = {}
    alone: list[Task] = []
    for task in tasks:
        joins = task.late and task.kind in (TaskKind.PETITION, TaskKind.PROMISE, TaskKind.ASKED)
        groups.setdefault((task.kind, task.who), []).append(task) if joins else alone.append(task)
    joined = [_TOGETHER[kind](them) for (kind, _), them in groups.items()]
    return tuple(sorted([*alone, *joined], key=lambda task: (task.due or date.max, task.text)))


def _promises(them: Sequence[Task]) -> Task:
    if len(them) == 1:
        return them[0]
    text = f"{whole(len(them))} cam kết đã đến ngày, chưa báo kết quả"
    return replace(them[0], text=text, ids=_ids(task.ids for task in them))


def _reminder(them: Sequence[Task]) -> Task:
    return _letter(them, TaskKind.REMIND, "kiến nghị", _ids(task.ids for task in them))


def _urging(them: Sequence[Task]) -> Task:
    return _letter(them, TaskKind.URGE, "kiến nghị theo dõi", _ids((t.record[1],) for t in them if t.record))


def _letter(them: Sequence[Task], kind: TaskKind, noun: str, ids: tuple[int, ...]) -> Task:
    """One letter to the authority, about all it is late with."""
    first, longest = them[0], whole(-(them[0].days or 0))
    text = f"Đôn đốc {whole(len(ids))} {noun} quá hạn, lâu nhất {longest} ngày"
    return replace(first, kind=kind, text=text if len(ids) > 1 else f"Đôn đốc {first.text}", ids=ids)


def _ids(found: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(i for ids in found for i in ids))


_TOGETHER: Mapping[TaskKind, Callable[[Sequence[Task]], Task]] = {
    TaskKind.PETITION: _reminder, TaskKind.PROMISE: _promises, TaskKind.ASKED: _urging,
}  # fmt: skip
