"""Every act on petitions in one place: for whom it is offered, what it is called, how it is begun."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mttq_desktop.queries import petitions as queries
from mttq_desktop.records.petition_flow import PETITION_FLOW, SENT
from mttq_desktop.records.petitions import PetitionState as S
from mttq_desktop.services.petitions import sorting
from mttq_desktop.services.petitions.lateness import late
from mttq_desktop.services.petitions.merging import unmerge
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.act_dialog import ActDialog
from mttq_desktop.ui.pages.petitions_data import PetitionFacts
from mttq_desktop.ui.pages.undoing import noted


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its words, and the state it leads to (None: it is offered by other means)."""

    key: str
    title: str
    icon: Icon
    target: S | None = None


ACTS: dict[str, Act] = {
    a.key: a
    for a in (
        Act("classify", "Phân loại…", Icon.TAG, S.CONSOLIDATED),
        Act("consolidate", "Đưa vào tổng hợp", Icon.DONE, S.CONSOLIDATED),
        Act("forward", "Chuyển cơ quan…", Icon.SEND, S.FORWARDED),
        Act("reply", "Ghi trả lời…", Icon.NOTE, S.ANSWERED),
        Act("remind", "Đôn đốc…", Icon.REMIND, S.REMINDED),
        Act("returned", "Cơ quan trả lại…", Icon.UNDO),
        Act("tell", "Thông báo lại…", Icon.LETTER, S.TOLD),
        Act("merge", "Gộp…", Icon.MERGE, S.MERGED),
        Act("unmerge", "Bỏ gộp", Icon.SPLIT),
        Act("carry", "Chuyển kỳ sau…", Icon.CALENDAR, S.NEXT_PERIOD),
        Act("file", "Lưu, không xử lý", Icon.FOLDER, S.FILED),
        Act("reopen", "Mở lại", Icon.UNDO),
        Act("trash", "Xóa vào thùng rác", Icon.TRASH),
        Act("restore", "Phục hồi", Icon.BACKUP),
    )
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An act with those of the chosen petitions it applies to."""

    act: Act
    ids: tuple[int, ...]


_WHEN: dict[str, Callable[[S, bool, int], bool]] = {
    "classify": lambda state, late_, merged: may(state, S.CONSOLIDATED) and state is not S.FILED,
    "consolidate": lambda state, late_, merged: may(state, S.CONSOLIDATED) and state not in (S.FILED, S.CONSOLIDATED),
    "reply": lambda state, late_, merged: may(state, S.ANSWERED) and state is not S.NEXT_PERIOD,
    "remind": lambda state, late_, merged: state in SENT and late_,
    "returned": lambda state, late_, merged: state in SENT,
    "tell": lambda state, late_, merged: may(state, S.TOLD) and state is not S.TOLD,
    "merge": lambda state, late_, merged: may(state, S.MERGED) or merged > 0,
    "unmerge": lambda state, late_, merged: state is S.MERGED or merged > 0,
    "reopen": lambda state, late_, merged: state is S.FILED,
    "trash": lambda state, late_, merged: state not in SENT and not merged,
    "restore": lambda state, late_, merged: False,
}
"""Acts that need more than a legal move of the state: (state, late, merged count)."""


def may(state: S, target: S | None) -> bool:
    """A legal move."""
    return target is not None and target in PETITION_FLOW.allowed(state)


def applies(key: str, state: S, is_late: bool, merged_count: int = 0) -> bool:
    """Whether an act makes sense for a petition in a state."""
    if key in _WHEN:
        return _WHEN[key](state, is_late, merged_count)
    return may(state, ACTS[key].target)


def next_act(facts: PetitionFacts) -> str | None:
    """The one thing to do now, for the strong button."""
    if facts.deleted:
        return "restore"
    match facts.state:
        case S.NEW | S.SORTING:
            return "classify"
        case S.CONSOLIDATED | S.RETURNED:
            return "forward"
        case S.FORWARDED | S.REMINDED:
            return "remind" if facts.late else "reply"
        case S.ANSWERED | S.IN_PROGRESS | S.DONE:
            return "tell"
        case S.FILED:
            return "reopen"
    return None


class PetitionActs(QObject):
    """Begins acts in the name of a page. `did` carries a `Done`."""

    did = Signal(object)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context, self._page = context, page
        self._doing = Asker(self, in_order=True)
        self.dialog: ActDialog | None = None

    def offers(self, ids: Sequence[int], deleted: bool = False) -> list[Offer]:
        """Acts for the chosen petitions, each with those it applies to."""
        if deleted:
            return [Offer(ACTS["restore"], tuple(ids))] if ids else []
        with self.context.database.reading() as session:
            standings = queries.standings(session, ids)
            late_ones = {x.forwarding.petition_id for x in late(session, self.context.today(), ids=ids)}
        found = []
        for key, act in ACTS.items():
            chosen = tuple(s.id for s in standings if applies(key, s.state, s.id in late_ones, s.merged_count))
            if chosen and (key != "merge" or len(chosen) > 1):
                found.append(Offer(act, chosen))
        return found

    def begin(self, key: str, ids: Sequence[int]) -> None:
        """Open the act's dialog, or do it at once where nothing needs to be asked."""
        if key in _AT_ONCE:
            self._at_once(key, ids)
        else:
            self._open(self._dialog(key, ids))

    def begin_for_all(self, key: str) -> None:
        """Remind or tell everybody there is something for."""
        self._open(self._dialog(key, None))

    def _open(self, dialog: ActDialog) -> None:
        self.dialog = dialog
        dialog.act_done.connect(self.did)
        dialog.open()

    def _dialog(self, key: str, ids: Sequence[int] | None) -> ActDialog:
        from mttq_desktop.ui.pages.petitions_classify import CarryOverDialog, ClassifyDialog
        from mttq_desktop.ui.pages.petitions_forward import ForwardDialog
        from mttq_desktop.ui.pages.petitions_merge import MergeDialog
        from mttq_desktop.ui.pages.petitions_remind import RemindDialog, TellDialog
        from mttq_desktop.ui.pages.petitions_reply import ReplyDialog, ReturnedDialog

        made: dict[str, Callable[..., ActDialog]] = {
            "classify": ClassifyDialog, "forward": ForwardDialog, "reply": ReplyDialog, "remind": RemindDialog,
            "returned": ReturnedDialog, "tell": TellDialog, "carry": CarryOverDialog,
            "merge": MergeDialog,
        }  # fmt: skip
        return made[key](self.context, ids, self._page)

    def _at_once(self, key: str, ids: Sequence[int]) -> None:
        act, said = _AT_ONCE[key]
        database = self.context.database

        def work() -> str:
            act(database, ids)
            return said.format(n=whole(len(ids)))

        self._doing.ask(noted(database, work), self.did.emit, self.context.shell.explain)


_AT_ONCE: dict[str, tuple[Callable[..., object], str]] = {
    "consolidate": (sorting.consolidate, "Đã đưa {n} kiến nghị vào tổng hợp"),
    "unmerge": (unmerge, "Đã bỏ gộp"),
    "file": (sorting.file_away, "Đã lưu {n} kiến nghị, không xử lý"),
    "reopen": (sorting.sort, "Đã mở lại {n} kiến nghị"),
    "trash": (sorting.trash, "Đã xóa {n} kiến nghị vào thùng rác"),
    "restore": (sorting.restore, "Đã phục hồi {n} kiến nghị"),
}
