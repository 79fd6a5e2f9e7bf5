"""The list of any kind: views with live counts, filters, a table, a preview, and what can be done."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout

from mttq_desktop.errors import Trouble
from mttq_desktop.fields import Field, Key
from mttq_desktop.queries import listing
from mttq_desktop.queries.listing import Filter
from mttq_desktop.records.kind import Kind
from mttq_desktop.rules.period import Period
from mttq_desktop.services.views import SavedList, remove_view, save_view, saved_views
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import IconButton, literal
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import FilterBar, View
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.memory import Remembered, WindowMemory
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.listing_export import ask_target, export, personal_fields
from mttq_desktop.ui.pages.listing_preview import Preview
from mttq_desktop.ui.pages.listing_source import KindSource, amount
from mttq_desktop.ui.pages.listing_views import TRASH, ListView, everything, saved_filter, saved_key
from mttq_desktop.ui.table import RecordTable
from mttq_desktop.ui.widgets.dialogs import TextDialog

_GLANCE_MS = 80
"""Running along the rows with an arrow key does not load every preview."""


class ListPage(Page):
    """A list of one kind. Subclasses name their views, columns, acts and preview.

    `opened_record` carries an id and the ids around it, for previous and next.
    """

    opened_record = Signal(object, object)

    def __init__(self, context: Context, kind: Kind[Any], always: int = 4) -> None:
        super().__init__(kind.title)
        self.context, self.kind = context, kind
        self.memory = WindowMemory(context.database.path.parent)
        self.period: Period | None = None
        self.every_period = False
        self._stale = True
        self.views: dict[str, ListView] = {v.key: v for v in self.make_views()}
        self.saved: dict[str, SavedList] = {}
        fields = self.filter_fields()
        self.bar = FilterBar(fields, context.place(), always, self.facets)
        self.table = RecordTable(kind.title, Remembered(self.memory, f"list/{kind.name}"))
        self.preview = self.make_preview()
        self._counting, self._summing = Asker(self), Asker(self)
        self._glance = QTimer(self, singleShot=True, interval=_GLANCE_MS)
        self._lay_out()
        self._connect()
        self._read_saved()

    # ── what a kind of list decides ──────────────────────────────────────────

    def make_views(self) -> Sequence[ListView]:
        """Pills above the list, the first one chosen at first; the trash stands last."""
        return (everything(self.kind), TRASH)

    def filter_fields(self) -> Mapping[str, Field[Any]]:
        """Fields that can be filtered by, the ready ones first."""
        return {n: self.kind.field(n) for n in self.kind.filters}

    def make_source(self, where: Filter) -> KindSource:
        """Rows under a filter."""
        return KindSource(self.context, self.kind, where)

    def make_preview(self) -> Preview | None:
        """The pane at the right, if there is one."""
        return None

    def first_sort(self) -> tuple[str | None, bool]:
        """The order at first."""
        return self.kind.day, self.kind.descending

    def fill_menu(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Acts for the chosen records, in the menu of a row."""

    def summed(self) -> Sequence[tuple[str, str]]:
        """Whole numbers summed beside the count: (field, word)."""
        return ()

    # ── building ─────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.table)
        if self.preview is not None:
            self.split.addWidget(self.preview)
            self.split.setStretchFactor(0, 1)
            self.split.setSizes([740, 344])
        self.bar.summary.hide()
        self.more = IconButton(Icon.MORE, "Việc khác với danh sách này (Alt+V)", self.open_menu)
        self.more.setShortcut(QKeySequence("Alt+V"))
        self.export = IconButton(Icon.EXCEL, "Xuất danh sách ra Excel (Ctrl+E)", self.ask_export)
        self.export.setShortcut(QKeySequence("Ctrl+E"))
        for button in (self.export, self.more):
            self.bar.add_act(button, below=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.bar.viewed.connect(self.choose_view)
        self.bar.changed.connect(self.reload)
        self.table.opened.connect(self.open_record)
        self.table.selection_changed.connect(self._glance.start)
        self.table.current_changed.connect(lambda _: self._glance.start())
        self.table.loaded.connect(lambda _: self._glance.start())
        self.table.menu_asked.connect(lambda menu: self.fill_menu(menu, self.chosen_ids()))
        self.table.failed.connect(self.context.shell.explain)
        self.table.copied.connect(self._told_copied)
        self._glance.timeout.connect(self.show_preview)

    # ── what is shown ────────────────────────────────────────────────────────

    @property
    def view_key(self) -> str:
        """The chosen pill."""
        return self.bar.views.current

    def base_filter(self) -> Filter:
        """Period, words and values chosen, before the view narrows them."""
        chosen = self.bar.chosen
        every = self.every_period or not self.has_period or self.kind.period in chosen or self.kind.year in chosen
        code = None if every or self.period is None else self.period.code
        return Filter(text=self.bar.words, period=code, equals=chosen, today=self.context.today())

    def _plain_filter(self) -> Filter:
        """The working period alone; what waits does not become less by filtering."""
        code = self.period.code if self.period is not None and self.has_period else None
        return Filter(period=code, today=self.context.today())

    @property
    def has_period(self) -> bool:
        """The working period narrows this list."""
        kind = self.kind
        return not kind.catalogue and (kind.period or kind.year or kind.day) is not None

    def where(self) -> Filter:
        """What the list shows now."""
        return self._narrowed(self.view_key, self.base_filter())

    def _narrowed(self, key: str, base: Filter) -> Filter:
        built_in = self.saved[key].content.get("view", "") if key in self.saved else key
        view = self.views.get(built_in)
        return view.narrow(base) if view else base

    def reload(self) -> None:
        """Show what the views and filters now keep, from its beginning."""
        self._stale = False
        view = self.views.get(self.view_key)
        if view is not None:
            self.say_empty(view)
        where = self.where()
        name, descending = self.first_sort()
        self.table.show_source(self.make_source(where), name, descending, self.kind.one)
        self._count(where)

    def say_empty(self, view: ListView) -> None:
        """What the list says when the view keeps nothing."""
        if self.bar.chosen or self.bar.words:
            nothing = f"Không có {self.kind.one} nào khớp bộ lọc"
            self.table.set_empty(nothing, "Bỏ bớt điều kiện lọc.", "Xóa lọc", self.bar.clear)
        elif self.has_period and self.period is not None and not self.every_period:
            hint = f"{view.hint} Đang xem {self._period_words()}.".strip()
            self.table.set_empty(view.empty, hint, "Hiện mọi kỳ", lambda: self.show_every_period(True))
        else:
            self.table.set_empty(view.empty, view.hint)

    def facets(self, name: str) -> Mapping[Key | None, int]:
        """How many records each value of a field would keep."""
        with self.context.database.reading() as session:
            return listing.facets(session, self.kind, self.where(), name)

    def _count(self, where: Filter) -> None:
        base, views, saved, sums = self.base_filter(), self.views, self.saved, self.summed()
        plain, waiting = self._plain_filter(), self.waiting_views()

        def counts() -> tuple[dict[str, int], dict[str, int | Decimal], int]:
            with self.context.database.reading() as session:
                found = {k: listing.count(session, self.kind, v.narrow(base)) for k, v in views.items()}
                for key, view in saved.items():
                    found[key] = listing.count(session, self.kind, saved_filter(view, views, base))
                names = [name for name, _ in sums]
                totals = listing.totals(session, self.kind, where, names) if names else {}
                left = sum(listing.count(session, self.kind, views[key].narrow(plain)) for key in waiting)
                return found, totals, left

        self._counting.ask(counts, self._take_counts)

    def _take_counts(self, found: tuple[dict[str, int], dict[str, int | Decimal], int]) -> None:
        counts, totals, waiting = found
        self.bar.views.set_counts(counts)
        parts = [f"{amount(totals[name])} {word}" for name, word in self.summed() if totals.get(name)]
        parts.append(self._period_words())
        self.table.set_remark(" · ".join(p for p in parts if p))
        if self.waiting_views():
            self.counted.emit(waiting)

    def _period_words(self) -> str:
        if not self.has_period or self.kind.period in self.bar.chosen:
            return ""
        return "mọi kỳ" if self.every_period or self.period is None else self.period.label

    def waiting_views(self) -> Sequence[str]:
        """Views whose records wait for somebody; the sidebar shows how many there are."""
        return ()

    # ── views ────────────────────────────────────────────────────────────────

    def _read_saved(self) -> None:
        with self.context.database.reading() as session:
            self.saved = {saved_key(v): v for v in saved_views(session, self.kind)}
        *first, last = self.views.values()
        pills = [View(v.key, v.title) for v in first]
        pills += [View(key, view.name) for key, view in self.saved.items()]
        self.bar.views.set_views([*pills, View(last.key, last.title)])

    def choose_view(self, key: str) -> None:
        """Show a view; a saved one brings its filters, columns and order."""
        self.bar.views.choose(key)
        view = self.saved.get(key)
        if view is not None:
            content = view.content
            self.every_period = bool(content.get("every_period"))
            self.bar.set_chosen({n: tuple(v) for n, v in content.get("equals", {}).items()}, content.get("words", ""))
        self.reload()
        if view is not None and isinstance(columns := view.content.get("columns"), dict):
            self.table.columns.restore(columns)
            self.table.sort_by(columns.get("sort"), bool(columns.get("descending")))

    def save_current(self, name: str) -> None:
        """Keep filters, columns and order under a name."""
        model, view = self.table.model, self.saved.get(self.view_key)
        content = {
            "view": view.content.get("view", "all") if view else self.view_key, "words": self.bar.words,
            "equals": {n: list(v) for n, v in self.bar.chosen.items()}, "every_period": self.every_period,
            "columns": {**self.table.columns.kept(), "sort": model.sort_key, "descending": model.descending},
        }  # fmt: skip
        try:
            kept = save_view(self.context.database, self.kind, name, content)
        except Trouble as trouble:
            self.context.shell.explain(trouble)
            return
        self._read_saved()
        self.bar.views.choose(f"saved/{kept}")
        self.reload()

    def remove_saved(self) -> None:
        """Take the chosen saved view away."""
        if (view := self.saved.get(self.view_key)) is not None:
            remove_view(self.context.database, view.id)
            self._read_saved()
            self.choose_view(next(iter(self.views)))

    # ── menu ─────────────────────────────────────────────────────────────────

    def open_menu(self) -> None:
        """What can be done with the list as a whole."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_list_menu(menu)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def fill_list_menu(self, menu: QMenu) -> None:
        """Saving the view, columns, all periods."""
        menu.addAction("Lưu thành danh sách riêng…", self._ask_name)
        if self.view_key in self.saved:
            menu.addAction(f"Bỏ danh sách “{self.saved[self.view_key].name}”", self.remove_saved)
        if self.has_period:
            every = menu.addAction("Hiện mọi kỳ")
            every.setCheckable(True)
            every.setChecked(self.every_period)
            every.toggled.connect(self.show_every_period)
        menu.addSeparator()
        menu.addAction("Xuất ra Excel…", self.ask_export)
        if private := personal_fields(self.kind):
            words = ", ".join(label[:1].lower() + label[1:] for label in private[:2])
            menu.addAction(literal(f"Xuất ra Excel, kèm dữ liệu cá nhân ({words}…)…"),
                           lambda: self.ask_export(personal=True))  # fmt: skip
        menu.addAction("In danh sách…", self.print_list)
        self.table.sort_menu(menu)
        menu.addMenu(self.table.columns.menu(menu))

    def show_every_period(self, on: bool) -> None:
        """All periods, or the working one again."""
        self.every_period = on
        self.reload()

    def _ask_name(self) -> None:
        words = "Bộ lọc, cột và thứ tự đang xem được giữ dưới tên này."
        if name := TextDialog.ask_text(self, "Lưu thành danh sách riêng", words, "Lưu"):
            self.save_current(name)

    def ask_export(self, *, personal: bool = False) -> None:
        """Where to write the workbook, then write it."""
        if (target := ask_target(self, self.context)) is not None:
            self.export_to(target, personal=personal)

    def export_to(self, target: Path, *, personal: bool = False) -> None:
        """Write what the list shows, in its order, with progress; personal data stays out unless asked for."""
        model, where = self.table.model, self.where()
        sort = self.make_source(where).sorting(model.sort_key, model.descending)
        export(self.context, self.kind, where, sort, target, personal=personal)

    def print_list(self) -> None:
        """Print the rows as they stand."""
        from mttq_desktop.ui.pages.listing_print import print_table

        print_table(self.table, self.title, self.table.foot.summary)

    # ── records ──────────────────────────────────────────────────────────────

    def chosen_ids(self) -> list[int]:
        """Records the acts are about: the selected ones."""
        return list(self.table.selected_ids())

    def show_preview(self) -> None:
        """Show the chosen records at the right."""
        if self.preview is not None and self.preview.in_sight:
            self.preview.show_records(self.chosen_ids())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow or strongly scaled screen keeps its room for the rows."""
        super().resizeEvent(event)
        if self.preview is not None and self.preview.fit(self.width()):
            self.show_preview()

    def open_record(self, record_id: int) -> None:
        """Open one record, with the list around it for previous and next."""
        self.opened_record.emit(record_id, self.table.model.ids)

    def did(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Something was done; say so, and offer to take it back (also by Ctrl+Z)."""
        self.context.shell.toast(text, undo)

    def _told_copied(self, rows: int, left: int) -> None:
        more = f", còn {whole(left)} dòng chưa chép" if left else ""
        self.context.shell.toast(f"Đã chép {whole(rows)} dòng{more}. Dán vào Excel bằng Ctrl+V.")

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again: fetch what changed meanwhile; the keyboard goes to the rows."""
        if self._stale:
            self.reload()
        self.table.view.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Records of the kind, or catalogues they name, were written."""
        self.bar.place = self.context.place()
        if not self.isVisible():
            self._stale = True
        elif not self._stale:
            self.table.refresh()
            self._count(self.where())

    def search(self, text: str) -> None:
        """Everything of this kind with these words."""
        self.bar.set_words(text)
        self.choose_view(next(iter(self.views)))

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        if period == self.period:
            return
        self.period = period
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
