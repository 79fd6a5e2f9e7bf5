"""Where records came from: from how many workbooks, and how many were typed by hand (C28)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mttq_desktop.queries.petitions import among
from mttq_desktop.records.petitions import Petition


@dataclass(frozen=True, slots=True)
class Origins:
    """How a figure came together."""

    from_files: int
    files: int
    by_hand: int


def origins(session: Session, ids: Iterable[int]) -> Origins:
    """Of these petitions, those from workbooks (and from how many) and those typed."""
    p = Petition
    counts = select(func.count(p.import_batch), func.count(p.import_batch.distinct()), func.count())
    from_files, files, total = session.execute(counts.where(among(p.id, ids))).one()
    return Origins(int(from_files), int(files), int(total) - int(from_files))
