"""Sorting petitions: the states a person sets, classifying many at once, the trash, the next period."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import update

from mttq_desktop.errors import Refused
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.listing import records, targets_of
from mttq_desktop.queries.petitions import among, standings
from mttq_desktop.records.petition_flow import BY_HAND
from mttq_desktop.records.petitions import PETITION, Petition, PetitionState
from mttq_desktop.rules.period import Period
from mttq_desktop.services import keeping
from mttq_desktop.services.petitions.states import check_moves, refresh
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.numbers import whole

ORIGIN = "petitions"
_WHAT = {
    PetitionState.SORTING: "Đưa {n} kiến nghị vào chờ phân loại",
    PetitionState.CONSOLIDATED: "Tổng hợp {n} kiến nghị",
    PetitionState.RETURNED: "Trả lại {n} kiến nghị không đúng thẩm quyền",
    PetitionState.FILED: "Lưu {n} kiến nghị",
}
_CLASSIFIED = ("field", "level", "severity", "authorities")


def sort(database: Database, ids: Collection[int], origin: str = ORIGIN) -> int:
    """Put petitions among those that wait to be classified; returns the act."""
    return _set_by_hand(database, ids, PetitionState.SORTING, origin)


def consolidate(database: Database, ids: Collection[int], origin: str = ORIGIN) -> int:
    """Take petitions into the consolidated list of their period; returns the act."""
    return _set_by_hand(database, ids, PetitionState.CONSOLIDATED, origin)


def file_away(database: Database, ids: Collection[int], origin: str = ORIGIN) -> int:
    """Close petitions without further handling; `sort` or `consolidate` opens them again."""
    return _set_by_hand(database, ids, PetitionState.FILED, origin)


def return_to_sender(database: Database, ids: Collection[int], origin: str = ORIGIN) -> int:
    """Give petitions back because no authority of ours has competence; nothing was forwarded."""
    with database.reading() as session:
        if any(s.state in (PetitionState.FORWARDED, PetitionState.REMINDED) for s in standings(session, ids)):
            raise Refused(
                "Có kiến nghị đang chờ cơ quan trả lời.", "Ghi việc cơ quan trả lại (không đúng thẩm quyền) trước."
            )
    return _set_by_hand(database, ids, PetitionState.RETURNED, origin)


def _set_by_hand(database: Database, ids: Collection[int], state: PetitionState, origin: str) -> int:
    assert state in BY_HAND, state
    with database.writing(origin, _WHAT[state].format(n=whole(len(ids)))) as writing:
        check_moves(writing.session, ids, state)
        change(writing, ids, set_state=state.value)
        refresh(writing, ids)
    return writing.act


def change(writing: Writing, ids: Collection[int], **values: Any) -> None:
    """One statement that sets columns of many petitions."""
    statement = update(Petition).where(among(Petition.id, ids))
    writing.session.execute(
        statement.values(**values, changed_by=writing.act), execution_options={"synchronize_session": False}
    )


def classify(database: Database, ids: Collection[int], values: Mapping[str, Any], origin: str = ORIGIN) -> int:
    """Set field, level, severity or authorities (`None` clears) of many petitions in one act."""
    if unknown := set(values) - set(_CLASSIFIED):
        raise ValueError(unknown)
    with database.writing(origin, f"Phân loại {whole(len(ids))} kiến nghị") as writing:
        words = vocabulary(writing.session)
        for petition_id in ids:
            keeping.keep(writing, keeping.Draft(PETITION, dict(values)), words, petition_id)
    return writing.act


def trash(database: Database, ids: Collection[int], origin: str = ORIGIN) -> int:
    """Move petitions to the trash; one that others were merged into, or that was forwarded, is refused."""
    with database.writing(origin, f"Xóa {whole(len(ids))} kiến nghị (vào thùng rác)") as writing:
        found = standings(writing.session, ids)
        _refuse_with_followers(found, set(ids))
        keeping.trash(writing, PETITION, list(ids))
        refresh(writing, {s.root for s in found} | set(ids))
    return writing.act


def _refuse_with_followers(found: list[Any], ids: set[int]) -> None:
    waiting = (PetitionState.FORWARDED, PetitionState.REMINDED)
    for standing in found:
        if standing.merged_count:
            raise Refused(f"{standing.number} đang gộp {standing.merged_count} ý kiến khác.", "Bỏ gộp trước rồi xóa.")
        if standing.state in waiting:
            raise Refused(
                f"{standing.number} đã chuyển cơ quan và đang chờ trả lời.",
                "Hoàn tác việc chuyển, hoặc ghi cơ quan trả lại, rồi xóa.",
            )


def restore(database: Database, ids: Collection[int], origin: str = ORIGIN) -> int:
    """Bring petitions back from the trash."""
    with database.writing(origin, f"Phục hồi {whole(len(ids))} kiến nghị từ thùng rác") as writing:
        keeping.restore(writing, PETITION, list(ids))
        refresh(writing, ids)
    return writing.act


def carry_over(database: Database, ids: Collection[int], to: Period, origin: str = ORIGIN) -> dict[int, int]:
    """Close petitions in their period as “chuyển kỳ sau” and enter each anew in the period `to`.

    The new one keeps sender, content and authorities, remembers the old one (`repeated_from_id`) and
    has a number of its own. Returns new ids by old ones.
    """
    what = f"Chuyển {whole(len(ids))} kiến nghị sang {to.label}"
    with database.writing(origin, what) as writing:
        found = check_moves(writing.session, ids, PetitionState.NEXT_PERIOD)
        if early := [s.number for s in found if Period.parse(s.period).end >= to.start]:
            raise Refused(f"{to.label} không sau kỳ của {', '.join(early[:5])}.", "Chọn một kỳ sau.")
        made = _copies(writing, [s.id for s in found], to)
        change(writing, ids, set_state=PetitionState.NEXT_PERIOD.value)
        refresh(writing, [*ids, *made.values()])
    return made


def _copies(writing: Writing, ids: list[int], to: Period) -> dict[int, int]:
    words = vocabulary(writing.session)
    authorities = targets_of(writing.session, PETITION, "authorities", ids)
    return {
        old.id: keeping.keep(
            writing, keeping.Draft(PETITION, _carried(old, authorities.get(old.id, ()), to.start, to)), words
        )
        for old in records(writing.session, PETITION, ids)
    }


_KEPT = ("sender_unit_id", "organisation_id", "commune_id", "source", "subject", "petitioners", "people", "content",
         "field", "field_as_sent", "level", "authority_as_sent", "severity", "sender_number", "note")  # fmt: skip


def _carried(old: Petition, authorities: tuple[int, ...], day: date, to: Period) -> dict[str, Any]:
    kept = {name: getattr(old, name) for name in _KEPT}
    return kept | {
        "received_on": day, "period": to.code, "authorities": authorities, "repeated_from_id": old.id,
        "set_state": PetitionState.CONSOLIDATED.value,
    }  # fmt: skip
