"""Merging petitions that say the same, with trace, and taking them apart again.

The originals keep their sender, number and count; only `merged_into_id` ties them to the one that is followed.
"""

from collections.abc import Collection, Iterable
from itertools import combinations

from sqlalchemy import delete, or_, update
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from mttq_desktop.errors import Refused
from mttq_desktop.queries.petitions import Standing, among, originals, standings
from mttq_desktop.records.petitions import NotSame, Petition, PetitionState
from mttq_desktop.records.uids import new_uid
from mttq_desktop.services.petitions.sorting import ORIGIN, change
from mttq_desktop.services.petitions.states import check_moves, refresh
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.numbers import whole


def merge(database: Database, into: int, ids: Collection[int], origin: str = ORIGIN) -> int:
    """Merge petitions into one; what was merged into them before follows. Returns the act."""
    wanted = [i for i in dict.fromkeys(ids) if i != into]
    if not wanted:
        raise Refused("Cần ít nhất hai kiến nghị để gộp.", "Chọn thêm kiến nghị trùng nội dung.")
    with database.writing(origin, "") as writing:
        root = merge_within(writing, into, wanted)
        writing.say(f"Gộp {whole(len(wanted))} kiến nghị vào {root.number}")
    return writing.act


def merge_within(writing: Writing, into: int, wanted: list[int]) -> Standing:
    """Merge petitions into one as part of an act; returns how the one stood."""
    root = _root(writing, into)
    check_moves(writing.session, wanted, PetitionState.MERGED)
    _tie(writing, root.id, wanted)
    refresh(writing, [root.id, *wanted])
    return root


def _root(writing: Writing, into: int) -> Standing:
    found = standings(writing.session, [into])
    if not found:
        raise Refused("Không còn kiến nghị gốc này trong sổ.", "Tải lại danh sách rồi chọn lại.")
    if found[0].state is PetitionState.MERGED:
        (root,) = standings(writing.session, [found[0].root])
        raise Refused(f"{found[0].number} đã gộp vào {root.number}.", f"Chọn {root.number} làm kiến nghị gốc.")
    if found[0].state is PetitionState.FILED:
        raise Refused(f"{found[0].number} đã lưu.", "Mở lại kiến nghị này trước khi gộp vào.")
    return found[0]


def _tie(writing: Writing, root: int, wanted: list[int]) -> None:
    statement = update(Petition).where(or_(among(Petition.id, wanted), among(Petition.merged_into_id, wanted)))
    writing.session.execute(
        statement.values(merged_into_id=root, changed_by=writing.act), execution_options={"synchronize_session": False}
    )


def unmerge(database: Database, ids: Collection[int], origin: str = ORIGIN) -> tuple[int, ...]:
    """Take merged petitions out again; for a root, all that were merged into it. Returns those set free."""
    with database.writing(origin, "") as writing:
        found = standings(writing.session, ids)
        roots = {s.id for s in found if s.merged_into is None}
        own = [s.id for s in found if s.merged_into is not None]
        free = tuple(dict.fromkeys([*own, *(o for them in originals(writing.session, roots).values() for o in them)]))
        if not free:
            raise Refused("Không có kiến nghị nào đang gộp trong số đã chọn.", "Chọn kiến nghị đã gộp.")
        change(writing, free, merged_into_id=None)
        writing.say(f"Bỏ gộp {whole(len(free))} kiến nghị")
        refresh(writing, [*free, *(s.root for s in found)])
    return free


def not_same(database: Database, *ids: int, origin: str = ORIGIN) -> int:
    """Remember that these petitions differ, each from each, so that they are not proposed again."""
    if len(set(ids)) < 2:
        raise Refused("Cần ít nhất hai kiến nghị.", "Chọn các kiến nghị khác nhau trong nhóm.")
    with database.writing(origin, f"Ghi nhận {whole(len(set(ids)))} kiến nghị khác nhau") as writing:
        tell_apart(writing, ids)
    return writing.act


def tell_apart(writing: Writing, ids: Iterable[int]) -> None:
    """Remember as part of an act that petitions differ, each from each."""
    rows = [
        {"uid": new_uid(), "revision": 1, "made_by": writing.act, "changed_by": writing.act, "folded": "",
         "first_id": first, "second_id": second}
        for first, second in combinations(sorted(set(ids)), 2)
    ]  # fmt: skip
    writing.session.execute(insert_or_ignore(NotSame).on_conflict_do_nothing(), rows)


def forget_differences(writing: Writing, act: int) -> None:
    """An act that told petitions apart is taken back."""
    writing.session.execute(delete(NotSame).where(NotSame.made_by == act, NotSame.changed_by == act))
