"""What was issued before: its file, its figures as frozen, and how they have moved since."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.fields.measures import tidy
from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.office import Letter
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports.drawing import Drawn, Frozen, Paper
from mttq_desktop.services.reports.register import report_named

Amount = int | Decimal


@dataclass(frozen=True, slots=True)
class Moved:
    """One figure of a printed document that is another one today; None where there is no number.

    The ids are the records behind either, of the kind named.
    """

    label: str
    then: Amount | None
    now: Amount | None
    then_ids: tuple[int, ...] = ()
    now_ids: tuple[int, ...] = ()
    kind: str = PETITION.name

    @property
    def told(self) -> str:
        """ "12 → 15" """
        return f"{_said(self.then)} → {_said(self.now)}"


def _said(amount: Amount | None) -> str:
    return "không có số" if amount is None else tidy(Decimal(amount))


def moved_since(then: Mapping[str, Any], now: Frozen) -> Iterator[Moved]:
    """Figures kept with a letter that are others today; of petitions, what is not there is nought."""
    before, kinds = then.get("counts", {}), dict(then.get("kinds", {})) | dict(now.kinds)
    for key, label in (dict(now.labels) | then.get("labels", {})).items():
        absent = None if key in kinds else 0
        old, new = _amount(before.get(key, absent)), now.counts.get(key, absent)
        if old != new:
            kind = kinds.get(key, PETITION.name)
            yield Moved(label, old, new, tuple(then.get("ids", {}).get(key, ())), now.ids.get(key, ()), kind)


def _amount(kept: int | str | None) -> Amount | None:
    return Decimal(kept) if isinstance(kept, str) else kept


def issued(session: Session, document: str, period: Period) -> list[Letter]:
    """Documents recorded for a period or a part of it, newest first."""
    statement = (
        select(Letter)
        .where(Letter.document == document, Letter.deleted_on.is_(None),
               Letter.period.in_(codes_inside(period)))
        .order_by(Letter.day.desc(), Letter.id.desc())
    )  # fmt: skip
    return list(session.scalars(statement))


def is_mark(words: str) -> bool:
    """What is typed looks like the mark in a footer."""
    return re.fullmatch(r"[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}", words.strip()) is not None


def with_mark(session: Session, mark: str) -> list[Letter]:
    """The letters whose footer carries the mark ("3F2A-91BC")."""
    wanted = mark.strip().upper()
    rows = session.scalars(select(Letter).where(Letter.figures.contains(f'"{wanted}"'), Letter.deleted_on.is_(None)))
    return [row for row in rows if json.loads(row.figures).get("mark") == wanted]


def _of_today(key: str) -> bool:
    """The key of a figure of a unit of today: the paper was issued by units of that time ("A11/n12", "now/12/…")."""
    return re.search(r"^now/|/n\d+$", key) is not None


def moved(session: Session, letter: Letter, today: date) -> tuple[Moved, ...]:
    """Figures of a printed report that differ from today's; empty when nothing moved."""
    frozen = json.loads(letter.figures)
    if "counts" not in frozen or letter.period is None:
        return ()
    kind = report_named(letter.document)
    if kind.several:
        return ()
    choice = Choice.NOW if any(_of_today(key) for key in frozen["counts"]) else Choice.THEN
    (now,) = kind.draw(Paper(session, today, units_by=choice), Period.parse(letter.period))
    return tuple(moved_since(frozen, now.figures))


def moved_among(letters: Sequence[Letter], drawn: Sequence[Drawn]) -> tuple[Moved, ...]:
    """The same of documents of which each body has its own, drawn as they would be now."""
    now = {d.letter_id: d for d in drawn}
    frozen = [(json.loads(letter.figures), now[letter.id]) for letter in letters if letter.id in now]
    return tuple(
        replace(m, label=f"{d.to} – {m.label}") if d.to and d.about is None else m
        for then, d in frozen if "counts" in then for m in moved_since(then, d.figures)
    )
