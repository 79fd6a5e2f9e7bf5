"""Rows that say again what is kept: merged with it as they are written, or told apart from it for good; and back."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import update

from mttq_desktop.queries.importing import before_images, record_from
from mttq_desktop.queries.petitions import among, standings, tied_by
from mttq_desktop.records.petitions import PETITION, Petition, PetitionState
from mttq_desktop.services.importing.model import Choices, SheetPreview
from mttq_desktop.services.importing.newrows import Chosen
from mttq_desktop.services.importing.row import Like, RowPreview
from mttq_desktop.services.petitions.merging import forget_differences, merge_within, tell_apart
from mttq_desktop.services.petitions.states import refresh
from mttq_desktop.store.database import Writing

Place = tuple[str, int]
Decided = tuple[int, int, bool]
"""A petition just written, the one it is like, and whether the two are one."""


def join(
    writing: Writing, new: Sequence[Chosen], choices: Choices, made: Mapping[Place, int], sha256: str
) -> int:
    """Merge rows just written, or remember that they differ, as was decided; returns how many were merged.

    `made` are the records of this file by sheet and row. What a row was to be merged with may be gone, or closed, or
    was left out itself: then the row stays as it is, to be proposed again among all petitions.
    """
    merged = 0
    for one, other, same in _decided(writing, new, choices, made, sha256):
        if not same:
            tell_apart(writing, (one, other))
        elif (root := _root(writing, other)) is not None and root != one:
            merge_within(writing, root, [one])
            merged += 1
    return merged


def _decided(
    writing: Writing, new: Sequence[Chosen], choices: Choices, made: Mapping[Place, int], sha256: str
) -> Iterator[Decided]:
    for chosen in new:
        for sheet, row in _asked(chosen, choices):
            assert row.like is not None
            other = _record(writing, row.like, made, sha256)
            if other is not None:
                yield made[sheet.name, row.number], other, choices.merge[sheet.name, row.number]


def _asked(chosen: Chosen, choices: Choices) -> Iterator[tuple[SheetPreview, RowPreview]]:
    sheet, places = chosen.sheet, set(chosen.places)
    if sheet.kind is not PETITION:
        return
    for row in sheet.rows.told:
        if (sheet.name, row.number) in choices.merge and row.like and sheet.rows.place(row.number) in places:
            yield sheet, row


def _record(writing: Writing, like: Like, made: Mapping[Place, int], sha256: str) -> int | None:
    if like.row is None:
        return like.record
    if like.sha256 == sha256:
        return made.get((like.sheet, like.row.number))
    return record_from(writing.session, PETITION, like.sha256, like.sheet, like.row.number)


def _root(writing: Writing, petition: int) -> int | None:
    """The one to merge into: the petition itself, or what it was merged into; None where it takes nothing more."""
    (found,) = standings(writing.session, [petition]) or (None,)
    if found is None or found.state is PetitionState.FILED:
        return None
    return found.root


def take_apart(writing: Writing, act: int) -> list[int]:
    """An import is being undone: what it merged is on its own again. Returns petitions to be looked at once it is.

    What the rows had been merged into stands as before, also as to who changed it last.
    """
    forget_differences(writing, act)
    tied = tied_by(writing.session, act)
    if not tied:
        return []
    own, roots = [t.id for t in tied], {t.root for t in tied if t.root_made_by != act}
    unedited = {t.root for t in tied if t.root_changed_by == act}
    _change(writing, own, merged_into_id=None)
    refresh(writing, roots)
    for root, before in before_images(writing.session, PETITION, act):
        if root in roots & unedited:
            _change(writing, [root], changed_by=before.get("changed_by"))
    return [*own, *roots]


def _change(writing: Writing, ids: Sequence[int], **values: int | None) -> None:
    statement = update(Petition).where(among(Petition.id, ids)).values(**values)
    writing.session.execute(statement, execution_options={"synchronize_session": False})
    writing.session.expire_all()
