"""One catalogue: its list, and beside it the form of the chosen entry."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout

from mttq_desktop.errors import Trouble
from mttq_desktop.queries.listing import values
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.catalogues import history_of_unit, save_entry, trash_entries, versioned
from mttq_desktop.services.keeping import Draft, checked
from mttq_desktop.text.dates import short
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.pages.listing import ListPage
from mttq_desktop.ui.pages.listing_preview import Preview
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

_WIDTHS = (560, 420)


class EntryPanel(Preview):
    """The form of one catalogue entry; `saved` comes after it was kept."""

    saved = Signal(int)

    def __init__(self, context: Context, kind: Kind[Any]) -> None:
        super().__init__()
        self.context, self.kind = context, kind
        self.record: int | None = None
        self.revision: int | None = None
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        self.heading.setWordWrap(True)
        self.banner = Banner()
        self.form = Form(kind.layout, kind.shown, context.place())
        self.form.touched.connect(lambda _: self._tell())
        self.remark = QLabel()
        self.remark.setProperty("role", "small")
        self.remark.setWordWrap(True)
        self.save_button = Button("Lưu", "Ctrl+S", strong=True, act=self.save)
        self.drop_button = Button("Bỏ sửa", act=self.again)
        self.newer_button = Button("Thay từ ngày…", act=self.begin_version)
        self.newer_button.setToolTip("Chép thành bản mới có hiệu lực từ ngày ghi; bản đang dùng hết hiệu lực hôm trước")
        self.newer_button.setVisible(versioned(kind) is not None)
        self._lay_out()
        self.add_new()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.newer_button)
        row.addStretch(1)
        row.addWidget(self.drop_button)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 0, 0)
        for part in (self.heading, self.banner):
            column.addWidget(part)
        column.addWidget(self.form, 1)
        column.addWidget(self.remark)
        column.addLayout(row)

    # ── showing ──────────────────────────────────────────────────────────────

    def show_records(self, ids: Sequence[int]) -> None:
        """Show one entry; what is being typed is never pushed away."""
        if self.form.dirty or len(ids) != 1 or ids[0] == self.record:
            return
        self._show(ids[0])

    def _show(self, record_id: int) -> None:
        names = [*self.form.boxes, "revision"]
        with self.context.database.reading() as session:
            rows = values(session, self.kind, [record_id], names)
            history = history_of_unit(session, self.context.vocabulary, self.kind, record_id)
        if not rows:
            return
        given = dict(zip(names, rows[0][1:], strict=True))
        self.record, self.revision = record_id, given.pop("revision")
        words = self.context.vocabulary
        texts = {n: self.kind.field(n).format(v, words) for n, v in given.items() if v is not None}
        picked = {n: v for n, v in given.items() if isinstance(v, int) and hasattr(self.kind.field(n), "target")}
        self.form.set_values(texts, picked)
        self.remark.setText("\n".join(history))
        self._tell()

    def add_new(self) -> None:
        """An empty form."""
        self.record = self.revision = None
        self.form.set_values({})
        self.remark.setText("")
        self._tell()

    def begin_version(self) -> None:
        """The entry shown as a new version from today on; the day can be typed otherwise."""
        if self.record is None or self.form.dirty:
            return
        values = self.form.values() | {"valid_from": short(self.context.today()), "valid_to": ""}
        self.record = self.revision = None
        self.form.set_values(values)
        self.form.dirty = True
        self.remark.setText("Bản đang dùng hết hiệu lực ngay trước ngày “Hiệu lực từ”; hạn đã tính theo nó giữ nguyên.")
        self._tell()
        self.form.editor("valid_from").setFocus()

    def again(self) -> None:
        """Throw away what was typed."""
        record, self.record = self.record, None
        self.form.clean()
        self.banner.hide()
        if record is None:
            self.add_new()
        else:
            self._show(record)

    def _tell(self) -> None:
        self.heading.setText(self._name() or f"Thêm {self.kind.one}")
        self.drop_button.setEnabled(self.form.dirty)
        self.newer_button.setEnabled(self.record is not None and not self.form.dirty)

    def _name(self) -> str:
        """What the entry shown is called, or what makes it what it is; an empty word for a new one."""
        if self.record is None:
            return ""
        names = [self.kind.label] if self.kind.label else self.kind.same
        return " · ".join(t for n in names if n in self.form.boxes and (t := self.form.editor(n).text().strip()))

    # ── keeping ──────────────────────────────────────────────────────────────

    def draft(self) -> Draft:
        """What stands in the form, with its problems."""
        found, problems = self.form.read()
        return checked(self.kind, found, self.context.vocabulary, problems)

    def save(self) -> None:
        """Keep the entry, or show beside each field what is wrong."""
        draft = self.draft()
        self.form.show_problems(draft.problems)
        if draft.errors:
            self.form.focus_first_problem()
            return
        try:
            kept = save_entry(self.context.database, draft, self.context.vocabulary, self.record, self.revision)
        except Trouble as trouble:
            self.banner.trouble(trouble)
            return
        self.form.clean()
        self.banner.hide()
        self.record = None
        self._show(kept)
        self.context.shell.toast(f"Đã lưu {self.kind.one}.")
        self.saved.emit(kept)


class CataloguePart(ListPage):
    """The list of one catalogue with its form at the right."""

    def __init__(self, context: Context, kind: Kind[Any]) -> None:
        super().__init__(context, kind, always=2)
        if (column := self.layout()) is not None:
            column.setContentsMargins(0, 0, 0, 0)
        self.split.setSizes(_WIDTHS)
        self.bar.add_act(Button(f"Thêm {kind.one}", "Ctrl+N", act=self.add_new))
        self.panel.saved.connect(lambda _: self.reload())

    def make_preview(self) -> Preview:
        """The form."""
        self.panel = EntryPanel(self.context, self.kind)
        return self.panel

    def first_sort(self) -> tuple[str | None, bool]:
        """By the first column."""
        return self.kind.listed[0], False

    def add_new(self) -> None:
        """An empty form at the right."""
        if self.may_leave():
            self.panel.add_new()
            self.panel.form.focus_first()

    def open_record(self, record_id: int) -> None:
        """The keyboard goes into the form."""
        self.panel.show_records([record_id])
        self.panel.form.focus_first()

    def fill_menu(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Into the trash and back."""
        back = self.view_key == "trash"
        words = "Lấy lại từ thùng rác" if back else "Bỏ vào thùng rác"
        menu.addAction(words, lambda: self._trash(list(ids), back))

    def _trash(self, ids: list[int], back: bool) -> None:
        database, kind = self.context.database, self.kind
        count = trash_entries(database, kind, ids, back=back)
        said = f"Đã lấy lại {count} {kind.one}." if back else f"Đã bỏ {count} {kind.one} vào thùng rác."
        self.did(said, lambda: trash_entries(database, kind, ids, back=not back))

    def may_leave(self) -> bool:
        """Ask before typed words are lost."""
        if not self.panel.form.dirty:
            return True
        words = f"Những gì vừa gõ cho {self.kind.one} này chưa được lưu."
        if ConfirmDialog.ask(self, "Bỏ phần vừa gõ?", words, "Bỏ", keep="Ở lại"):
            self.panel.again()
            return True
        return False
