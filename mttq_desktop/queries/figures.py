"""The figures of the quarterly report; each is a count over ids that can be listed.

Senders are counted by their originals (a merged petition still counts for who sent it); contents are
counted once after merging.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from mttq_desktop.queries.board import Board, Sender, Sending
from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.rollup import Standpoint
from mttq_desktop.records.catalogue import Authority, CodeItem
from mttq_desktop.records.petitions import PETITION_AUTHORITIES, WAITING, Forwarding, Petition, Reply
from mttq_desktop.rules.period import Period

CLASSES = ("DGQ", "GTCCTT", "DXXGQ", "CGQ")
"""First level of the answers' classes, from the most to the least favourable."""
LEVELS = ("TW", "TINH", "HUYEN", "XA")
"""The four levels a table of D04 has columns for; petitions may also name bodies outside them."""
NO_FIELD = "Chưa phân lĩnh vực"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and the petitions behind it."""

    ids: tuple[int, ...] = ()

    @property
    def n(self) -> int:
        """What is printed."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Fact:
    """One petition as the tables count it; what happened to its root happened to it.

    `answer` is the class of the answers, the least favourable when several authorities answered;
    `answered` says that every authority asked has answered.
    """

    id: int
    root: int
    number: str
    unit: int | None
    organisation: int | None
    field: str | None
    level: str | None
    forwarded: bool
    answered: bool
    answer: str | None
    late: bool

    @property
    def own(self) -> bool:
        """Stands for itself after merging."""
        return self.id == self.root


def facts(session: Session, period: Period, today: date) -> tuple[Fact, ...]:
    """Every petition of the period in the order of its number."""
    root = aliased(Petition)
    root_id = func.coalesce(root.id, Petition.id)
    own = func.coalesce(root.id, 0) == 0
    state = case((own, Petition.state), else_=root.state)
    due_on = case((own, Petition.due_on), else_=root.due_on)
    columns = (
        Petition.id, root_id, Petition.number, Petition.sender_unit_id, Petition.organisation_id, Petition.field,
        Petition.level, state.in_([s.value for s in WAITING]), due_on,
    )  # fmt: skip
    statement = (
        select(*columns)
        .outerjoin(root, and_(root.id == Petition.merged_into_id, root.deleted_on.is_(None)))
        .where(Petition.period.in_(codes_inside(period)), Petition.deleted_on.is_(None))
        .order_by(Petition.number, Petition.id)
    )
    documents = _documents(session, period)
    levels = _levels(session, period)
    return tuple(
        _fact(i, r, n or "", u, o, f, level or levels.get(i), bool(w) and due is not None and due < today, documents)
        for i, r, n, u, o, f, level, w, due in session.execute(statement)
    )


Documents = tuple[set[int], dict[int, str]]


def _fact(
    own: int, root: int, number: str, unit: int | None, organisation: int | None, field: str | None,
    level: str | None, late: bool, documents: Documents,
) -> Fact:  # fmt: skip
    sent, answers = documents
    answer = answers.get(root)
    return Fact(own, root, number, unit, organisation, field, level, root in sent, answer is not None, answer, late)


def _documents(session: Session, period: Period) -> Documents:
    """Petitions ever forwarded, and the class of those fully answered, for roots whose period or originals matter."""
    of_period = Petition.period.in_(codes_inside(period))
    roots = select(func.coalesce(Petition.merged_into_id, Petition.id)).where(of_period)
    sent, waiting = set[int](), set[int]()
    f = Forwarding
    still = case((and_(f.answered_on.is_(None), f.returned_on.is_(None)), 1), else_=0)
    statement = (
        select(f.petition_id, func.max(still))
        .where(f.petition_id.in_(roots), f.deleted_on.is_(None)).group_by(f.petition_id)
    )  # fmt: skip
    for petition, waits in session.execute(statement):
        sent.add(petition)
        if waits:
            waiting.add(petition)
    found: dict[int, str] = {}
    for petition, code in _classes(session, Reply.petition_id.in_(roots)):
        if petition not in waiting:
            found[petition] = _worse(found.get(petition), code)
    return sent, found


def _worse(first: str | None, second: str) -> str:
    return second if first is None or CLASSES.index(second) > CLASSES.index(first) else first


def _classes(session: Session, where: object) -> Iterator[tuple[int, str]]:
    """The first-level class of each authority's last answer, petition by petition."""
    for petition, _, code in last_classes(session, where):
        yield petition, code


def last_classes(session: Session, where: object) -> Iterator[tuple[int, int, str]]:
    """Petition, authority and first-level class of each authority's last answer."""
    later = aliased(Reply)
    newer = exists().where(
        later.petition_id == Reply.petition_id, later.authority_id == Reply.authority_id, later.deleted_on.is_(None),
        or_(later.day > Reply.day, and_(later.day == Reply.day, later.id > Reply.id)),
    )  # fmt: skip
    listed = and_(CodeItem.list == "petition_reply_class", CodeItem.code == Reply.reply_class)
    statement = (
        select(Reply.petition_id, Reply.authority_id, func.coalesce(CodeItem.parent, Reply.reply_class))
        .outerjoin(CodeItem, listed).where(Reply.deleted_on.is_(None), ~newer, where)  # type: ignore[arg-type]
    )  # fmt: skip
    for petition, authority, code in session.execute(statement):
        yield petition, authority, code if code in CLASSES else "CGQ"


def _levels(session: Session, period: Period) -> dict[int, str]:
    """For petitions that name no level: the level of the first authority on them."""
    pairs = PETITION_AUTHORITIES.c
    statement = (
        select(pairs.owner_id, Authority.level)
        .join(Authority, Authority.id == pairs.target_id).join(Petition, Petition.id == pairs.owner_id)
        .where(Petition.period.in_(codes_inside(period)), Petition.level.is_(None))
        .order_by(pairs.owner_id, pairs.position.desc())
    )  # fmt: skip
    return dict(iter(session.execute(statement)))


@dataclass(frozen=True, slots=True)
class FieldLine:
    """Table 1: one field, or all of them (`code` and `name` empty)."""

    code: str | None
    name: str
    total: Figure
    central: Figure
    province: Figure
    district: Figure
    commune: Figure
    answered: Figure


@dataclass(frozen=True, slots=True)
class SenderLine:
    """Table 2: one sender; `reported` is False when it has said nothing ("chưa báo cáo", not 0)."""

    key: str
    name: str
    reported: bool
    opinions: Figure
    merged: Figure
    forwarded: Figure
    answered: Figure
    unanswered: Figure


@dataclass(frozen=True, slots=True)
class Results:
    """What became of a period's petitions, counted once after merging."""

    period: Period
    forwarded: Figure
    answered: Figure
    resolved: Figure
    explained: Figure
    in_progress: Figure
    unresolved: Figure
    unanswered: Figure
    overdue: Figure


@dataclass(frozen=True, slots=True)
class Quarter:
    """Everything D04 counts; `own` are the petitions after merging."""

    period: Period
    board: Board
    petitions: Figure
    opinions: Figure
    fields: tuple[FieldLine, ...]
    fields_total: FieldLine
    senders: tuple[SenderLine, ...]
    senders_total: SenderLine
    previous: Results
    own: tuple[Fact, ...]

    def cells(self) -> Iterator[tuple[str, str, Figure]]:
        """Every figure with a key that stays the same, and what it is in Vietnamese."""
        yield "petitions", "Kiến nghị sau gộp", self.petitions
        yield "opinions", "Ý kiến, kiến nghị đã nhận", self.opinions
        yield "local", "Kiến nghị thuộc cấp huyện, cấp xã", _ids(f for f in self.own if f.level in ("HUYEN", "XA"))
        yield "other", "Kiến nghị chưa rõ cấp thẩm quyền", _ids(f for f in self.own if f.level not in LEVELS)
        for field in (*self.fields, self.fields_total):
            for name, label in _FIELD_LABELS.items():
                yield f"field/{field.code or '-'}/{name}" if field is not self.fields_total else f"fields/{name}", (
                    f"{field.name}: {label}"
                ), getattr(field, name)
        for sender in (*self.senders, self.senders_total):
            for name, label in _SENDER_LABELS.items():
                yield f"{sender.key}/{name}", f"{sender.name}: {label}", getattr(sender, name)
        for name, label in RESULT_LABELS.items():
            yield f"previous/{name}", f"{self.previous.period.label}: {label}", getattr(self.previous, name)

    def behind(self, key: str) -> tuple[int, ...]:
        """The petitions behind one figure."""
        return next((figure.ids for k, _, figure in self.cells() if k == key), ())


_FIELD_LABELS = {"total": "tổng số", "central": "Trung ương", "province": "tỉnh", "district": "huyện",
                 "commune": "xã", "answered": "đã trả lời"}  # fmt: skip
_SENDER_LABELS = {"opinions": "số ý kiến", "merged": "sau gộp", "forwarded": "đã chuyển", "answered": "đã trả lời",
                  "unanswered": "chưa trả lời"}  # fmt: skip
RESULT_LABELS = {"forwarded": "đã chuyển", "answered": "đã trả lời", "resolved": "đã giải quyết xong",
                 "explained": "giải trình, cung cấp thông tin", "in_progress": "đang xem xét, giải quyết",
                 "unresolved": "chưa giải quyết", "unanswered": "chưa trả lời", "overdue": "quá hạn"}  # fmt: skip


def quarter(session: Session, period: Period, senders: Board, today: date) -> Quarter:
    """All figures of the report on a period."""
    rows = facts(session, period, today)
    own = [f for f in rows if f.own]
    lines = tuple(_sender_line(s, [f for f in rows if _sent_by(f, s)]) for s in senders.senders)
    unknown = [f for f in rows if f.unit is None and f.organisation is None]
    if unknown:
        lines = (*lines, _line("unknown", "Chưa rõ nơi gửi", True, unknown))
    return Quarter(
        period, senders, _ids(own), _ids(rows), _field_lines(session, own),
        _field_line(None, "Tổng cộng", own), lines, _line("senders", "Tổng cộng", True, rows),
        results(session, period.previous(), today), tuple(own),
    )  # fmt: skip


def results(session: Session, period: Period, today: date) -> Results:
    """What became of the petitions of a period that were forwarded."""
    sent = [f for f in facts(session, period, today) if f.own and f.forwarded]
    resolved, explained, in_progress, unresolved = (_ids(f for f in sent if f.answer == code) for code in CLASSES)
    return Results(
        period, _ids(sent), _ids(f for f in sent if f.answered), resolved, explained, in_progress, unresolved,
        _ids(f for f in sent if not f.answered), _ids(f for f in sent if f.late),
    )  # fmt: skip


def _ids(rows: Iterable[Fact]) -> Figure:
    return Figure(tuple(f.id for f in rows))


def _of(rows: Sequence[Fact], keep: Callable[[Fact], bool]) -> Figure:
    return _ids(f for f in rows if keep(f))


def _field_lines(session: Session, own: Sequence[Fact]) -> tuple[FieldLine, ...]:
    """Fields that have petitions, in the order of the code list; those without a field last."""
    by_field: dict[str | None, list[Fact]] = {}
    for fact in own:
        by_field.setdefault(fact.field, []).append(fact)
    c = CodeItem
    listed = select(c.code, c.label).where(c.list == "petition_field_detail").order_by(c.position)
    labels: dict[str | None, str] = dict(iter(session.execute(listed)))
    order = [*labels, *(code for code in by_field if code is not None and code not in labels), None]
    named = [(code, labels.get(code, code) or NO_FIELD) for code in order]
    return tuple(_field_line(code, name, by_field[code]) for code, name in named if code in by_field)


def _field_line(code: str | None, name: str, rows: Sequence[Fact]) -> FieldLine:
    central, province, district, commune = (_ids(f for f in rows if f.level == x) for x in LEVELS)
    return FieldLine(code, name, _ids(rows), central, province, district, commune, _of(rows, lambda f: f.answered))


def _sent_by(fact: Fact, sender: Sender) -> bool:
    if fact.unit is not None:
        return fact.unit in sender.unit_ids
    return sender.organisation_id is not None and fact.organisation == sender.organisation_id


def _sender_line(sender: Sender, rows: Sequence[Fact]) -> SenderLine:
    key = f"unit/{sender.unit_id}" if sender.unit_ids else f"organisation/{sender.organisation_id}"
    return _line(key, sender.name, sender.state is not Sending.NOT_SENT, rows)


def _line(key: str, name: str, reported: bool, rows: Sequence[Fact]) -> SenderLine:
    return SenderLine(
        key, name, reported, _ids(rows), _of(rows, lambda f: f.own), _of(rows, lambda f: f.forwarded),
        _of(rows, lambda f: f.answered), _of(rows, lambda f: f.forwarded and not f.answered),
    )  # fmt: skip


_UNIT, _NOW = "unit/", "now/"
"""Keys of a sender's unit as it was, and of several that are one today."""


def gathered(lines: Sequence[SenderLine], seen: Standpoint) -> tuple[SenderLine, ...]:
    """Senders with units gathered as they are seen: several of then may be one of today; each petition stays once."""
    groups: dict[str, list[SenderLine]] = {}
    for line in lines:
        own = line.key.removeprefix(_UNIT)
        key = f"{_UNIT}{seen.target(int(own))}" if line.key.startswith(_UNIT) else line.key
        groups.setdefault(key, []).append(line)
    return tuple(_joined(key, them, seen) for key, them in groups.items())


def _joined(key: str, lines: Sequence[SenderLine], seen: Standpoint) -> SenderLine:
    if len(lines) == 1 and lines[0].key == key:
        return lines[0]
    figures = {
        name: Figure(tuple(i for line in lines for i in getattr(line, name).ids)) for name in _SENDER_LABELS
    }
    unit = key.removeprefix(_UNIT)
    return SenderLine(f"{_NOW}{unit}", seen.name(int(unit)), any(line.reported for line in lines), **figures)


def joined_cells(lines: Iterable[SenderLine]) -> Iterator[tuple[str, str, Figure]]:
    """Figures of senders that are one today, with their keys."""
    for line in (x for x in lines if x.key.startswith(_NOW)):
        for name, label in _SENDER_LABELS.items():
            yield f"{line.key}/{name}", f"{line.name}: {label}", getattr(line, name)
