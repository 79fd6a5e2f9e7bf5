"""The batches of senders: what came for a period, and "không có kiến nghị"."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.queries.board import Board, Sender
from mttq_desktop.queries.board import board as read_board
from mttq_desktop.records.petitions import PetitionBatch
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.sorting import ORIGIN
from mttq_desktop.services.settings import read_settings
from mttq_desktop.store.database import Database, Writing


@dataclass(frozen=True, slots=True)
class Cover:
    """The sender's own letter: number and day as written on it, the day it came, a note."""

    received_on: date
    number: str | None = None
    day: date | None = None
    note: str | None = None


def board(session: Session, period: Period, today: date) -> Board:
    """Who has sent for the period and who has not, with the office's own settings."""
    settings = read_settings(session)
    return read_board(session, period, today, settings.organisation_code)


def record_none_to_report(
    database: Database, period: Period, sender: Sender, cover: Cover, origin: str = ORIGIN
) -> int:
    """A sender says it has no petitions for the period; returns the batch's id."""
    if sender.petitions:
        raise Refused(
            f"{sender.name} đã gửi {sender.petitions} kiến nghị trong {period.label}.",
            "Kiểm tra lại; nếu gửi nhầm thì xóa các kiến nghị đó trước.",
        )
    with database.writing(origin, f"{sender.name}: không có kiến nghị {period.label}") as writing:
        return _keep(writing, period, sender, cover, none=True)


def record_batch(database: Database, period: Period, sender: Sender, cover: Cover, origin: str = ORIGIN) -> int:
    """A sender's letter for the period came (its petitions are entered or imported apart)."""
    with database.writing(origin, f"{sender.name} gửi kiến nghị {period.label}") as writing:
        return _keep(writing, period, sender, cover, none=False)


def _keep(writing: Writing, period: Period, sender: Sender, cover: Cover, *, none: bool) -> int:
    batch = _present(writing, period, sender) if none else None
    if batch is None:
        batch = PetitionBatch(
            sender_unit_id=sender.unit_id, organisation_id=sender.organisation_id, period=period.code,
            received_on=cover.received_on,
        )  # fmt: skip
        writing.session.add(batch)
    batch.number, batch.day, batch.received_on, batch.note = cover.number, cover.day, cover.received_on, cover.note
    batch.none_to_report = none
    writing.session.flush()
    return batch.id


def _present(writing: Writing, period: Period, sender: Sender) -> PetitionBatch | None:
    statement = select(PetitionBatch).where(
        PetitionBatch.period == period.code, PetitionBatch.deleted_on.is_(None),
        PetitionBatch.id.in_(sender.batches), PetitionBatch.none_to_report,
    )  # fmt: skip
    return writing.session.scalar(statement)
