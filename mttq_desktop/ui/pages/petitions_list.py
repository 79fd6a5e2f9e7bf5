"""The list of petitions: what waits, what is late, what was answered, with the next act at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from mttq_desktop.fields import Field
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.records.petitions import PetitionState as S
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.listing import ListPage
from mttq_desktop.ui.pages.listing_preview import Preview
from mttq_desktop.ui.pages.listing_source import KindSource
from mttq_desktop.ui.pages.listing_views import TRASH, ListView, also
from mttq_desktop.ui.pages.petitions_acts import PetitionActs
from mttq_desktop.ui.pages.petitions_preview import PetitionPreview
from mttq_desktop.ui.pages.petitions_source import PetitionSource
from mttq_desktop.ui.pages.undoing import Done, take_back


def _view(key: str, title: str, states: Sequence[S], empty: str, hint: str) -> ListView:
    codes = tuple(s.value for s in states)
    return ListView(key, title, lambda where: also(where, "state", *codes), empty, hint)


VIEWS = (
    ListView("all", "Tất cả", empty="Chưa có kiến nghị nào trong kỳ này",
             hint="Nhấn Ctrl+N để thêm từng kiến nghị, hoặc mở “Nhập từ Excel” để lấy từ tệp của các huyện, tổ chức."),
    _view("sorting", "Chờ phân loại", (S.NEW, S.SORTING), "Không còn kiến nghị nào chờ phân loại",
          "Kiến nghị mới ghi vào sổ đứng ở đây cho đến khi có lĩnh vực, cơ quan."),
    _view("ready", "Chờ chuyển", (S.CONSOLIDATED, S.RETURNED), "Không còn kiến nghị nào chờ chuyển",
          "Kiến nghị đã phân loại, tổng hợp đứng ở đây cho đến khi gửi cơ quan có thẩm quyền."),
    _view("sent", "Đã chuyển", (S.FORWARDED, S.REMINDED), "Không có kiến nghị nào đang chờ trả lời",
          "Chọn kiến nghị ở “Chờ chuyển” rồi bấm “Chuyển cơ quan…”."),
    ListView("late", "Quá hạn", lambda where: replace(where, late=True), "Không có kiến nghị nào quá hạn",
             "Kiến nghị quá hạn trả lời hiện ở đây để đôn đốc."),
    _view("answered", "Đã trả lời, chưa báo", (S.ANSWERED, S.IN_PROGRESS, S.DONE),
          "Không có trả lời nào chưa thông báo lại", "Ghi trả lời của cơ quan, rồi thông báo lại cho nơi kiến nghị."),
    ListView("merged", "Đã gộp", lambda where: replace(where, merged=True), "Chưa gộp kiến nghị nào",
             "Kiến nghị trùng được gộp vào một kiến nghị gốc; bản gốc của từng nơi vẫn giữ ở đây."),
    TRASH,
)  # fmt: skip
"""Pills above the list."""


_CAPTIONS = {"organisation_id": "Tổ chức", "sender_unit_id": "Huyện gửi", "field": "Lĩnh vực", "authorities": "Cơ quan"}


class PetitionList(ListPage):
    """`entry_asked`, `repeats_asked` and `board_asked` open other views of the page."""

    entry_asked = Signal()
    repeats_asked = Signal()
    board_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, PETITION)
        self._wanted: int | None = None
        self.table.loaded.connect(lambda _: self._arrived())
        self.repeats = Button("Gộp trùng", act=self.repeats_asked.emit)
        self.senders = Button("Đợt gửi", act=self.board_asked.emit)
        for button in (self.repeats, self.senders):
            self.bar.add_act(button, below=True)
        self.bar.add_act(Button("Thêm kiến nghị   Ctrl+N", strong=True, act=self.entry_asked.emit), below=True)
        for keys, act in (("Delete", "trash"), ("Ctrl+M", "merge")):
            self._key(keys, act)

    def _key(self, keys: str, act: str) -> None:
        shortcut = QShortcut(QKeySequence(keys), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.begin(act))

    # ── what kind of list this is ────────────────────────────────────────────

    def make_views(self) -> Sequence[ListView]:
        """Pills by what is to be done."""
        return VIEWS

    def filter_fields(self) -> Mapping[str, Field[Any]]:
        """Short captions for the four that stand ready; the period can be chosen apart from the working one."""
        names = dict.fromkeys((*_CAPTIONS, *PETITION.filters, "period"))
        return {n: replace(PETITION.field(n), label=_CAPTIONS.get(n, PETITION.field(n).label)) for n in names}

    def make_source(self, where: Filter) -> KindSource:
        """Petitions with sender and state put together."""
        return PetitionSource(self.context, where)

    def make_preview(self) -> Preview | None:
        """The petition's story and its next act."""
        self.acts = PetitionActs(self.context, self)
        self.acts.did.connect(self._did)
        preview = PetitionPreview(self.context, self.acts)
        preview.open_asked.connect(self.open_record)
        return preview

    def first_sort(self) -> tuple[str | None, bool]:
        """The latest number first."""
        return "number", True

    def summed(self) -> Sequence[tuple[str, str]]:
        """People who stand behind the petitions."""
        return (("people", "người, hộ"),)

    def fill_menu(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Every act that applies to some of the chosen petitions."""
        for offer in self.acts.offers(ids, self.view_key == TRASH.key):
            fewer = f" ({whole(len(offer.ids))})" if len(offer.ids) < len(ids) else ""
            menu.addAction(offer.act.title + fewer, partial(self.acts.begin, offer.act.key, offer.ids))

    def fill_list_menu(self, menu: QMenu) -> None:
        """Letters for everything that waits, whatever is selected."""
        menu.addAction("Đôn đốc mọi cơ quan quá hạn…", lambda: self.acts.begin_for_all("remind"))
        menu.addAction("Thông báo mọi kết quả chưa báo…", lambda: self.acts.begin_for_all("tell"))
        menu.addSeparator()
        super().fill_list_menu(menu)

    def waiting_views(self) -> Sequence[str]:
        """In the sidebar: what is to be classified and what is late."""
        return ("sorting", "late")

    # ── acts ─────────────────────────────────────────────────────────────────

    def begin(self, key: str) -> None:
        """Start an act for those of the chosen petitions it applies to."""
        offers = {o.act.key: o for o in self.acts.offers(self.chosen_ids(), self.view_key == TRASH.key)}
        if key in offers:
            self.acts.begin(key, offers[key].ids)

    def _did(self, done: Done) -> None:
        self.table.view.setFocus()
        shell, database = self.context.shell, self.context.database
        shell.toast(done.told, (lambda: shell.toast(take_back(database, done))) if done.acts else None)

    def show_new(self, petition_id: int) -> None:
        """A petition just entered: the list stands at it."""
        self._wanted = petition_id
        self.reload()

    def _arrived(self) -> None:
        if self._wanted is not None and self.table.select_id(self._wanted):
            self._wanted = None

    def show_repeats(self, count: int) -> None:
        """How many groups of likely repeats wait."""
        self.repeats.setText(f"Gộp trùng ({whole(count)})" if count else "Gộp trùng")
