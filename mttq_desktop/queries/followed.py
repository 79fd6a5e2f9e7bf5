"""How authorities dealt with what was forwarded to them (D08), and the figures of the start page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.figures import Figure, last_classes
from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.petitions import among, due_day
from mttq_desktop.records.catalogue import Authority
from mttq_desktop.records.petitions import WAITING, Forwarding, Petition, PetitionState, Reply
from mttq_desktop.rules.period import Period


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """What one authority was asked and what it did; the total may count a petition once for each authority."""

    authority_id: int | None
    name: str
    total: Figure
    resolved: Figure
    in_progress: Figure
    explained: Figure
    unresolved: Figure
    unanswered: Figure
    overdue: Figure
    answered: Figure


LABELS = {"total": "tổng số", "resolved": "đã giải quyết xong", "in_progress": "đang giải quyết",
          "explained": "giải trình", "unresolved": "chưa giải quyết", "unanswered": "chưa trả lời",
          "overdue": "quá hạn", "answered": "đã trả lời"}  # fmt: skip
_BY_CLASS = {"DGQ": "resolved", "DXXGQ": "in_progress", "GTCCTT": "explained", "CGQ": "unresolved"}


@dataclass(frozen=True, slots=True)
class Supervision:
    """Everything D08 counts; `given_back` are petitions that went out and are with no authority any more."""

    period: Period
    authorities: tuple[AuthorityLine, ...]
    total: AuthorityLine
    given_back: Figure

    @property
    def petitions(self) -> Figure:
        """The petitions themselves, each once however many authorities were asked."""
        return Figure(tuple(dict.fromkeys(self.total.total.ids)))

    def cells(self) -> Iterator[tuple[str, str, Figure]]:
        """Every figure with a key that stays the same, and what it is in Vietnamese."""
        yield "petitions", "Kiến nghị đã chuyển", self.petitions
        yield "given_back", "Kiến nghị cơ quan trả lại", self.given_back
        for line in (*self.authorities, self.total):
            for name, label in LABELS.items():
                yield f"authority/{line.authority_id or 'all'}/{name}", f"{line.name}: {label}", getattr(line, name)

    def behind(self, key: str) -> tuple[int, ...]:
        """The petitions behind one figure."""
        return next((figure.ids for k, _, figure in self.cells() if k == key), ())


def supervision(session: Session, period: Period, today: date) -> Supervision:
    """What became of the petitions of a period, authority by authority; the last forwarding to each counts."""
    names: dict[int, str] = dict(iter(session.execute(select(Authority.id, Authority.name))))
    rows = _forwardings(session, period, today)
    by_authority: dict[int, list[tuple[int, set[str]]]] = {}
    for authority, petition, marks in rows:
        by_authority.setdefault(authority, []).append((petition, marks))
    ordered = sorted(by_authority, key=lambda a: (-len(by_authority[a]), names[a]))
    lines = tuple(_line(a, names[a], by_authority[a]) for a in ordered)
    total = _line(None, "Tổng cộng", [row for a in ordered for row in by_authority[a]])
    return Supervision(period, lines, total, _given_back(session, period, {petition for _, petition, _ in rows}))


def _given_back(session: Session, period: Period, with_others: set[int]) -> Figure:
    """Petitions that authorities gave back and that were sent to no other one since."""
    f = Forwarding
    statement = (
        select(f.petition_id).distinct()
        .join(Petition, Petition.id == f.petition_id)
        .where(*_sent_in(period), f.returned_on.is_not(None))
        .order_by(f.petition_id)
    )  # fmt: skip
    return Figure(tuple(p for p in session.scalars(statement) if p not in with_others))


def _sent_in(period: Period) -> tuple[ColumnElement[bool], ...]:
    return Petition.period.in_(codes_inside(period)), Petition.deleted_on.is_(None), Forwarding.deleted_on.is_(None)


def _line(authority: int | None, name: str, rows: list[tuple[int, set[str]]]) -> AuthorityLine:
    figures = {label: Figure(tuple(p for p, marks in rows if label in marks)) for label in LABELS}
    return AuthorityLine(authority, name, **figures)


def _forwardings(session: Session, period: Period, today: date) -> list[tuple[int, int, set[str]]]:
    """Authority, petition and what it counts as, for the last forwarding to each authority not given back."""
    f, due = Forwarding, due_day()
    statement = (
        select(f.authority_id, f.petition_id, f.answered_on, due)
        .join(Petition, Petition.id == f.petition_id)
        .where(*_sent_in(period), f.returned_on.is_(None))
        .order_by(f.authority_id, Petition.number, f.round)
    )  # fmt: skip
    last = {(a, p): (answered, day) for a, p, answered, day in session.execute(statement)}
    classes = _classes(session, {p for _, p in last})
    return [
        (a, p, _marks(answered, day, classes.get((p, a), classes.get((p, None))), today))
        for (a, p), (answered, day) in last.items()
    ]


def _classes(session: Session, petitions: set[int]) -> dict[tuple[int, int | None], str]:
    """Classes by petition and authority; under None the last one, for an authority that took over."""
    found: dict[tuple[int, int | None], str] = {}
    for petition, authority, code in last_classes(session, among(Reply.petition_id, petitions)):
        found[petition, authority] = found[petition, None] = code
    return found


def _marks(answered: date | None, due_on: date, code: str | None, today: date) -> set[str]:
    if answered is None:
        return {"total", "unanswered"} | ({"overdue"} if due_on < today else set())
    return {"total", "answered", _BY_CLASS[code or "CGQ"]}


@dataclass(frozen=True, slots=True)
class Start:
    """The figures of the start page; lists behind them come from the same conditions in `listing`."""

    late: int
    due_soon: int
    unsorted: int
    untold: int
    forwarded: int
    answered: int
    by_month: tuple[tuple[str, int, int], ...]
    by_field: tuple[tuple[str | None, int], ...]
    by_state: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float | None:
        """The part of the period's forwarded petitions that is answered, None when none was forwarded."""
        return self.answered / self.forwarded if self.forwarded else None


def start(session: Session, period: Period, today: date, days: int = 7) -> Start:
    """What the start page shows for the working period; late and due soon whatever the period."""
    p = Petition
    due = p.state.in_([s.value for s in WAITING])
    counts = (
        func.count(case((p.due_on < today, 1))), func.count(case((p.due_on.between(today, today + timedelta(days)), 1)))
    )  # fmt: skip
    late, soon = session.execute(select(*counts).where(due, p.deleted_on.is_(None), p.due_on.is_not(None))).one()
    states = _states(session, period)
    forwarded, answered = _answered(session, period)
    waiting = sum(states.get(s.value, 0) for s in (PetitionState.NEW, PetitionState.SORTING))
    untold = sum(states.get(s.value, 0) for s in _SETTLED)
    return Start(
        late, soon, waiting, untold, forwarded, answered, _by_month(session, period), _by_field(session, period),
        tuple(sorted(states.items())),
    )  # fmt: skip


_SETTLED = (PetitionState.ANSWERED, PetitionState.IN_PROGRESS, PetitionState.DONE)


def _states(session: Session, period: Period) -> dict[str, int]:
    p = Petition
    statement = (
        select(p.state, func.count())
        .where(p.period.in_(codes_inside(period)), p.deleted_on.is_(None)).group_by(p.state)
    )
    return dict(iter(session.execute(statement)))


def _answered(session: Session, period: Period) -> tuple[int, int]:
    """Petitions of the period forwarded, and of these fully answered; each counted once."""
    f = Forwarding
    still = func.max(case((and_(f.answered_on.is_(None), f.returned_on.is_(None)), 1), else_=0))
    given = func.max(case((f.answered_on.is_not(None), 1), else_=0))
    per_petition = (
        select(still.label("still"), given.label("given")).join(Petition, Petition.id == f.petition_id)
        .where(Petition.period.in_(codes_inside(period)), Petition.deleted_on.is_(None), f.deleted_on.is_(None))
        .group_by(f.petition_id).subquery()
    )  # fmt: skip
    done = and_(per_petition.c.still == 0, per_petition.c.given == 1)
    row = session.execute(select(func.count(), func.count(case((done, 1)))).select_from(per_petition)).one()
    return int(row[0]), int(row[1])


def _by_month(session: Session, period: Period) -> tuple[tuple[str, int, int], ...]:
    """Petitions received and answers given, month by month of the period's year."""
    first, last = date(period.start.year, 1, 1), date(period.end.year, 12, 31)
    received = _months(session, Petition, first, last)
    answers = _months(session, Reply, first, last)
    return tuple((m, received.get(m, 0), answers.get(m, 0)) for m in sorted({*received, *answers}))


def _months(session: Session, record: type[Petition] | type[Reply], first: date, last: date) -> dict[str, int]:
    day = record.received_on if record is Petition else Reply.day
    month = func.strftime("%Y-%m", day)
    statement = (
        select(month, func.count()).where(day.between(first, last), record.deleted_on.is_(None)).group_by(month)
    )
    return dict(iter(session.execute(statement)))


def _by_field(session: Session, period: Period) -> tuple[tuple[str | None, int], ...]:
    p = Petition
    statement = (
        select(p.field, func.count())
        .where(p.period.in_(codes_inside(period)), p.deleted_on.is_(None),
               or_(p.merged_into_id.is_(None), p.state != PetitionState.MERGED.value))
        .group_by(p.field).order_by(func.count().desc())
    )  # fmt: skip
    return tuple((code, n) for code, n in session.execute(statement))
