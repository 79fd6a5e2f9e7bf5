"""Campaigns, Vietnamese goods, initiatives and communication summed up by who did it and by what it was."""

from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from mttq_desktop.queries.tally import Ask, Column, Rows, Tally, tallied
from mttq_desktop.records.campaigns import COMMUNICATION_SHARED, Communication, Initiative
from mttq_desktop.rules.period import periods_between

Attribute = InstrumentedAttribute[Any]
COUNT, SHARED = "count", "shared"
CAMPAIGN_COLUMNS = (
    Column(COUNT, "Công trình, phần việc"), Column("funds", "Kinh phí (đồng)"), Column("workdays", "Ngày công"),
    Column("land", "Đất hiến (m²)"),
)  # fmt: skip
GOODS_COLUMNS = (
    Column(COUNT, "Hoạt động"), Column("sessions", "Buổi, phiên, điểm"), Column("people", "Lượt người"),
    Column("turnover", "Doanh thu (đồng)"),
)  # fmt: skip
INITIATIVE_COLUMNS = (Column(COUNT, "Sáng kiến"), Column("value", "Giá trị làm lợi (đồng)"))
NEWS_COLUMNS = (
    Column(COUNT, "Lần ghi"), Column("items", "Cuộc, tin, bài"), Column("people", "Lượt người"),
    Column(SHARED, "Đã liên thông"),
)  # fmt: skip


def by(line: Attribute, columns: tuple[Column, ...]) -> Ask:
    """Sum a kind's columns up by the values of one of them; `COUNT` counts its records."""

    def ask(session: Session, first: date, last: date) -> Tally:
        record = line.class_
        names = [c.key for c in columns if c.key not in (COUNT, SHARED)]
        statement = select(line, record.id, *(getattr(record, n) for n in names)).where(
            record.deleted_on.is_(None), _within(record, first, last)
        )
        rows: Rows = []
        for who, ident, *amounts in session.execute(statement):
            rows.append((who, COUNT, ident, None))
            rows += [(who, n, ident, a) for n, a in zip(names, amounts, strict=True) if a is not None]
        return tallied(columns, rows)

    return ask


def _within(record: Any, first: date, last: date) -> Any:
    """Records of these days: by year, or by a period that lies inside."""
    if record is Initiative:
        return record.year.between(first.year, last.year)
    return record.period.in_(_codes(first, last))


def _codes(first: date, last: date) -> tuple[str, ...]:
    """Every period inside these days, the half-years, nine months and years too."""
    return tuple(p.code for p in periods_between(first, last))


def news_by(line: Attribute) -> Ask:
    """Communication by party or channel, and how much of it partners used again."""
    plain = by(line, NEWS_COLUMNS)

    def ask(session: Session, first: date, last: date) -> Tally:
        found = plain(session, first, last)
        c = Communication
        statement = select(line, c.id).where(
            and_(c.deleted_on.is_(None), c.period.in_(_codes(first, last))),
            c.id.in_(select(COMMUNICATION_SHARED.c.owner_id)),
        )
        rows: Rows = [(who, SHARED, ident, None) for who, ident in session.execute(statement)]
        return _with(found, tallied((Column(SHARED, ""),), rows))

    return ask


def shared_by(session: Session, first: date, last: date) -> Tally:
    """How often each partner used others' news again."""
    c, pairs = Communication, COMMUNICATION_SHARED.c
    statement = (
        select(pairs.target_id, c.id).join(c, c.id == pairs.owner_id)
        .where(c.deleted_on.is_(None), c.period.in_(_codes(first, last)))
    )  # fmt: skip
    rows: Rows = [(who, SHARED, ident, None) for who, ident in session.execute(statement)]
    return tallied((Column(SHARED, "Đã đăng lại của nơi khác"),), rows)


def _with(first: Tally, more: Tally) -> Tally:
    lines = {key: {**figures, **more.lines.get(key, {})} for key, figures in first.lines.items()}
    return Tally(first.columns, lines, {**first.total, **more.total})

