"""One petition as its pages need it: values, state, what is open, what it was merged with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.queries import listing
from mttq_desktop.queries import petitions as queries
from mttq_desktop.queries.petitions import Open, Standing
from mttq_desktop.records.petitions import PETITION, Petition, PetitionState
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.petitions_words import state_mark
from mttq_desktop.ui.table import Mark


@dataclass(frozen=True, slots=True)
class PetitionFacts:
    """One petition as of now. `values` are those of its form; `open` is what authorities still owe."""

    id: int
    number: str
    revision: int
    state: PetitionState
    mark: Mark
    due_on: date | None
    deleted: bool
    values: Mapping[str, Any]
    root: Standing | None
    originals: tuple[Standing, ...]
    open: tuple[Open, ...]

    @property
    def late(self) -> bool:
        """An authority owes an answer that was due before today."""
        return self.mark.text.startswith("Quá hạn")


def read_facts(context: Context, session: Session, petition_id: int) -> PetitionFacts | None:
    """The petition, also from the trash; None when it is gone."""
    found = listing.records(session, PETITION, [petition_id])
    if not found:
        return None
    petition: Petition = found[0]
    others = queries.originals(session, [petition_id]).get(petition_id, ())
    root = [petition.merged_into_id] if petition.merged_into_id else []
    tied = {s.id: s for s in queries.standings(session, [*root, *others])}
    return PetitionFacts(
        petition.id, petition.number or "", petition.revision, PetitionState(petition.state),
        mark_of(context, petition.state, petition.due_on), petition.due_on, petition.deleted_on is not None,
        _values(session, petition), tied.get(petition.merged_into_id or 0),
        tuple(tied[o] for o in others if o in tied), tuple(queries.open_forwardings(session, ids=[petition_id])),
    )  # fmt: skip


def _values(session: Session, petition: Petition) -> dict[str, Any]:
    values = {n: getattr(petition, n) for n in PETITION.shown if PETITION.pair(n) is None}
    values["authorities"] = listing.targets_of(session, PETITION, "authorities", [petition.id]).get(petition.id, ())
    return values


def mark_of(context: Context, state: str, due_on: date | None) -> Mark:
    """The pill of a petition today."""
    return state_mark(state, due_on, context.today(), context.settings.long_late_days)


def states_of(session: Session, ids: Sequence[int]) -> dict[PetitionState, list[int]]:
    """Ids by state, for saying what an act on several would apply to."""
    found: dict[PetitionState, list[int]] = {}
    for standing in queries.standings(session, ids):
        found.setdefault(standing.state, []).append(standing.id)
    return found
