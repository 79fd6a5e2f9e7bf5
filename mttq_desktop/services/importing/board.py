"""Who has sent a period's workbooks, who has not, and whose files had errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.importing import Sent, nothing_to_report, petitions_by_sender, sent
from mttq_desktop.queries.listing import codes_inside
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.rules.period import Period
from mttq_desktop.store.database import Database


class Sending(StrEnum):
    """Where one sender stands."""

    SENT = "sent"
    ERRORS = "errors"
    NOTHING = "nothing"
    TYPED = "typed"
    MISSING = "missing"


SENDING_LABELS: Mapping[Sending, str] = {
    Sending.SENT: "Đã gửi", Sending.ERRORS: "Đã gửi, còn dòng lỗi", Sending.NOTHING: "Không có kiến nghị",
    Sending.TYPED: "Đã ghi tay", Sending.MISSING: "Chưa gửi",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One sender: state, the newest file, how many records are kept, how many rows had errors."""

    unit: int
    name: str
    state: Sending
    records: int
    errors: int
    files: int
    last_file: str = ""
    last_at: datetime | None = None
    last_batch: int | None = None


def board(database: Database, period: Period) -> tuple[BoardLine, ...]:
    """A line for every district (from 01/7/2025: every commune) that should send in the period."""
    codes = codes_inside(period)
    with database.reading() as session:
        units = read_vocabulary(session).units
        files = sent(session, PETITION.name, codes)
        nothing = nothing_to_report(session, codes)
        counted = petitions_by_sender(session, codes)
    valid = [e for e in units.entries if e.valid(period.end)]
    senders = [e for e in valid if e.level == "district"] or [e for e in valid if e.level == "commune"]
    return tuple(_line(int(e.key), e.label, files, nothing, counted) for e in senders)


def _line(unit: int, name: str, files: list[Sent], nothing: set[int], counted: Mapping[int, int]) -> BoardLine:
    own = [f for f in files if f.unit == unit]
    errors = own[0].counts.get("rejected", 0) if own else 0
    records = counted.get(unit, 0)
    if own:
        state = Sending.ERRORS if errors else Sending.SENT
    elif unit in nothing and not records:
        state = Sending.NOTHING
    else:
        state = Sending.TYPED if records else Sending.MISSING
    last = own[0] if own else None
    return BoardLine(
        unit, name, state, records, errors, len(own), last.file_name if last else "", last.at if last else None,
        last.batch if last else None,
    )  # fmt: skip
