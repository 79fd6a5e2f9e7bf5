"""One record of any kind in its form, with the rows of its parts; new or stored; typed words outlive a crash."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout

from mttq_desktop.errors import Changed, Refused, Trouble
from mttq_desktop.rules.period import Period
from mttq_desktop.services.drafts import Typed
from mttq_desktop.services.keeping import Draft, Parts, checked
from mttq_desktop.services.records import save_record
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.form import AUTOSAVE_MS, Form
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.kind_drafts import KindDrafts
from mttq_desktop.ui.pages.kind_facts import Facts, part_title, read_facts
from mttq_desktop.ui.pages.kind_fresh import fresh
from mttq_desktop.ui.pages.kind_head import KindHead
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.pages.kind_near import NearPanel
from mttq_desktop.ui.pages.kind_side import KindSide
from mttq_desktop.ui.pages.sections import inset, pillar, scrolled
from mttq_desktop.ui.pages.undoing import noted
from mttq_desktop.ui.part_grid import PartGrid
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

FORM = "form"
_SIDE = 320


class KindRecord(Page):
    """`closed` leads back to the list, `saved` carries the id, `did` a `Done`."""

    closed = Signal()
    saved = Signal(int)
    did = Signal(object)

    def __init__(self, context: Context, look: Look) -> None:
        super().__init__(look.kind.title)
        self.context, self.look, self.kind = context, look, look.kind
        self.help_page = look.help_page
        self.facts: Facts | None = None
        self.among: Sequence[int] = ()
        self.period: Period | None = None
        self.keeping = Asker(self, in_order=True)
        self.form = Form(self.kind.layout, self.kind.shown, context.place())
        self.grids = {p.name: look.grids.get(p.name, PartGrid)(p, context.place()) for p in self.kind.parts}
        self.drafts = KindDrafts(context, look, self.form, self.grids)
        self.dirty_parts = False
        self.head, self.banner = KindHead(self.kind.one), Banner()
        self.side = KindSide(context, look)
        self.near = NearPanel(context, look.kind, look.near, self.form)
        self._pause = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._pause.timeout.connect(self._keep_draft)
        self._lay_out()
        self._connect()

    # ── building ─────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        self.tabs = ViewPills()
        self.tabs.setVisible(bool(self.grids))
        self.stack = QStackedWidget()
        self.stack.addWidget(inset(self.form))
        for grid in self.grids.values():
            self.stack.addWidget(scrolled(inset(grid)))
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 12, 1, 12)
        column.addWidget(inset(self.tabs))
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(card, 1)
        body.addLayout(pillar(_SIDE, self.near, self.side))
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 14)
        page.setSpacing(10)
        page.addWidget(self.head)
        page.addWidget(self.banner)
        page.addLayout(body, 1)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 0)
        self.remark = QLabel()
        self.remark.setProperty("role", "quiet")
        self.drop_button = Button("Bỏ sửa", act=self.drop)
        self.save_button = Button("Lưu", "Ctrl+S", act=self.save)
        self.next_button = Button("Lưu và thêm tiếp", "Ctrl+Return", act=self.save_and_next, strong=True)
        foot.addWidget(self.remark)
        foot.addStretch(1)
        for button in (self.drop_button, self.save_button, self.next_button):
            foot.addWidget(button)
        return foot

    def _connect(self) -> None:
        self.head.back_asked.connect(self.leave)
        self.head.step_asked.connect(self.step)
        self.drafts.kept.connect(self._tell_kept)
        self.form.touched.connect(lambda _: self._touched())
        self.form.left.connect(lambda _: self._show_crossing())
        for grid in self.grids.values():
            grid.touched.connect(self._part_touched)
        self.tabs.chosen.connect(self.choose_tab)
        self.side.did.connect(self.did)
        self.side.restore_asked.connect(self.put_back)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)

    # ── showing ──────────────────────────────────────────────────────────────

    @property
    def dirty(self) -> bool:
        """Something typed is not stored yet."""
        return self.form.dirty or self.dirty_parts

    def begin(self, left: Typed | None = None) -> None:
        """An empty form, or one that was left unfinished."""
        self.facts, self.among = None, ()
        self.form.set_values(*fresh(self.context, self.look, self.period))
        self.form.lock({})
        self.near.begin(None)
        self._show_parts({}, {})
        self.side.show_facts(None)
        self._tell_head()
        self.set_title(self.kind.title)
        self.banner.clear()
        if left is not None:
            self._take_left(left)
        self.choose_tab(FORM)
        self.form.focus_first()

    def show_record(self, record_id: int, among: Sequence[int] | None = None) -> None:
        """Show a stored record; `among` is the list it came from (None keeps the one there is)."""
        if among is not None:
            self.among = among
        facts = self._read(record_id)
        if facts is None:
            self.context.shell.explain(Refused(f"Không còn {self.kind.one} này trong sổ.", "Tải lại danh sách."))
            self.closed.emit()
            return
        self.banner.clear()
        self._show(facts)
        if among is not None:
            self.form.show_top()

    def _read(self, record_id: int) -> Facts | None:
        with self.context.database.reading() as session:
            return read_facts(self.context, session, self.kind, record_id)

    def _show(self, facts: Facts) -> None:
        self.facts = facts
        given = {n: v for n in self.form.boxes if (v := facts.values.get(n)) not in (None, ())}
        words = self.context.vocabulary
        texts = {n: self.kind.field(n).format(v, words) for n, v in given.items()}
        self.form.set_values(texts, {n: v for n, v in given.items() if hasattr(self.kind.field(n), "lookup")})
        self._show_parts(facts.parts, facts.values)
        self.form.setEnabled(not facts.deleted)
        self.form.lock(self.look.locked(facts))
        self.near.begin(facts.id)
        self.side.show_facts(facts)
        self._tell_head()
        number = facts.values.get(self.kind.number or "")
        self.set_title(f"{self.kind.title} › {number}" if number else self.kind.title)

    def _show_parts(
        self, parts: Mapping[str, Sequence[tuple[int, Mapping[str, Any]]]], owner: Mapping[str, Any]
    ) -> None:
        for name, grid in self.grids.items():
            grid.show_rows(parts.get(name, ()), owner)
        self.dirty_parts = False
        self._tell_tabs()

    def _tell_tabs(self) -> None:
        views = [View(FORM, "Phiếu")]
        views += [View(p.name, part_title(p, len(self.grids[p.name].rows))) for p in self.kind.parts]
        chosen = self.tabs.current or FORM
        self.tabs.set_views(views)
        self.tabs.choose(chosen)

    def choose_tab(self, key: str) -> None:
        """The form, or the rows of one part, which take the whole width."""
        self.tabs.choose(key)
        self.stack.setCurrentIndex([FORM, *self.grids].index(key))
        self.side.setVisible(key == FORM)

    def _tell_head(self) -> None:
        self.head.show_facts(self.facts, self.among)
        self._tell_unsaved()

    def _tell_unsaved(self, said: str = "") -> None:
        self.drop_button.setVisible(self.facts is not None and self.dirty)
        self.next_button.setVisible(self.facts is None)
        self.save_button.set_strong(self.facts is not None)
        self.save_button.setEnabled(self.dirty or self.facts is None)
        self.remark.setText(said or ("Có sửa chưa lưu" if self.dirty and self.facts else ""))

    def step(self, by: int) -> None:
        """The record before or after this one, in the list it came from."""
        at = self.among.index(self.facts.id) if self.facts and self.facts.id in self.among else None
        if at is not None and 0 <= at + by < len(self.among) and self.may_leave():
            self.show_record(self.among[at + by])

    # ── while typing ─────────────────────────────────────────────────────────

    def _touched(self) -> None:
        self._tell_unsaved()
        self._pause.start()

    def _part_touched(self) -> None:
        self.dirty_parts = True
        self._tell_tabs()
        self._touched()

    def _show_crossing(self) -> None:
        """Rules over several fields are shown as soon as all of them are written."""
        values, found = self.form.read()
        bad = {p.field for p in found}
        told = {p.field: p for check in self.kind.checks for p in check(values, self.context.vocabulary)}
        for name, box in self.form.boxes.items():
            if name not in bad and box.editor.text().strip():
                box.tell(told.get(name) if told.get(name) and told[name].code != "missing" else None)

    @property
    def _record_id(self) -> int | None:
        return self.facts.id if self.facts else None

    def _keep_draft(self) -> None:
        """What is typed so far is kept apart from the records, until it is saved or thrown away."""
        if self.dirty:
            self.drafts.keep(self._record_id)

    def _tell_kept(self, at: datetime) -> None:
        if self.dirty and self.facts is None:
            self._tell_unsaved(f"bản nháp đã lưu {at:%H:%M}")

    def _take_left(self, left: Typed) -> None:
        self.drafts.put_back(left)
        said = f"Phiếu gõ dở lúc {left.saved_at:%H:%M} ngày {short(left.saved_at.date())} đã được mở lại."
        self.banner.tell(said, "", act_text="Bỏ, gõ phiếu mới", act=self.throw_away)
        self._tell_unsaved()

    def throw_away(self) -> None:
        """What was typed is not wanted any more."""
        self._forget()
        self.form.clean()
        self.begin()

    def _forget(self) -> None:
        self._pause.stop()
        self.drafts.forget(self._record_id)

    # ── keeping ──────────────────────────────────────────────────────────────

    def draft(self) -> Draft:
        """What stands in the form, with its problems."""
        values, found = self.form.read()
        return checked(self.kind, values, self.context.vocabulary, found)

    def parts(self, owner: Mapping[str, Any]) -> Parts:
        """The rows of every part, each checked."""
        return {name: grid.read(owner) for name, grid in self.grids.items()}

    def save(self) -> None:
        """Ctrl+S: keep it; a newer state by somebody else is shown, not overwritten."""
        self._save(self._kept)

    def save_and_next(self) -> None:
        """Ctrl+Enter on a new record: keep it and begin the next."""
        self._save(lambda record_id: self.begin())

    def _save(self, then: Callable[[int], object]) -> None:
        draft = self.draft()
        others = self.form.show_problems(draft.problems)
        parts = self.parts(draft.values)
        if draft.errors:
            self.choose_tab(FORM)
            if others:
                self.banner.trouble(Refused(others[0].message, "", draft.problems))
            self.form.focus_first_problem()
            return
        if self._wrong_part(parts) or self.keeping.busy:
            return
        self._pause.stop()
        context, facts, made = self.context, self.facts, list[int]()

        def work() -> str:
            revision = (facts.id, facts.revision) if facts else (None, None)
            made.append(save_record(context.database, draft, context.vocabulary, parts, *revision))
            return f"Đã lưu {draft.kind.one}"

        def kept(done: object) -> None:
            self._forget()
            self.form.clean()
            self.dirty_parts = False
            self.did.emit(done)
            then(made[0])

        self.keeping.ask(noted(context.database, work), kept, self._not_kept)

    def _wrong_part(self, parts: Parts) -> bool:
        for name, rows in parts.items():
            if any(row.draft.errors for row in rows):
                self.choose_tab(name)
                self.grids[name].focus_first_problem()
                return True
        return False

    def _kept(self, record_id: int) -> None:
        new = self.facts is None
        self.show_record(record_id)
        if new:
            self.saved.emit(record_id)

    def _not_kept(self, trouble: Trouble) -> None:
        if isinstance(trouble, Changed):
            self.banner.tell(trouble.message, "Phần bạn đang gõ vẫn còn ở đây.", Tone.SOON, "Dùng bản mới", self.drop)
        else:
            self.banner.trouble(trouble)

    def drop(self) -> None:
        """Back to what is stored."""
        if self.facts is not None:
            self._forget()
            self.form.clean()
            self.dirty_parts = False
            self.show_record(self.facts.id)

    def put_back(self, name: str, value: Any) -> None:
        """An earlier value goes into its field; it is kept by saving."""
        if name not in self.form.boxes:
            return
        self.choose_tab(FORM)
        editor, field = self.form.editor(name), self.kind.field(name)
        empty = value in (None, ())
        editor.set_text("" if empty else field.format(value, self.context.vocabulary))
        if not empty and hasattr(field, "lookup"):
            editor.pick(value)
        editor.edited.emit()
        editor.setFocus()

    # ── leaving, news ────────────────────────────────────────────────────────

    def leave(self) -> None:
        """Esc: back to the list."""
        if self.may_leave():
            self.closed.emit()

    def may_leave(self) -> bool:
        """A new record's draft is kept and stands here still; changes to a stored one are asked about."""
        if not self.dirty:
            return True
        if self.facts is None:
            self._keep_draft()
            self.drafts.wait()
            return True
        words = f"Phần vừa sửa trên {self.kind.one} này chưa được lưu."
        if not ConfirmDialog.ask(self, "Bỏ phần vừa sửa?", words, "Bỏ", keep="Ở lại"):
            return False
        self.drop()
        return True

    def refresh(self, changes: Changes) -> None:
        """Written meanwhile: shown at once, or said beside what is being typed."""
        tables = {self.kind.table.name, *(p.kind.table.name for p in self.kind.parts)}
        if self.facts is None or not changes.touched & tables:
            return
        facts = self._read(self.facts.id)
        if facts is None:
            return
        if not self.dirty:
            self._show(facts)
        elif facts.revision != self.facts.revision:
            self.banner.tell(f"{self.kind.one.capitalize()} này vừa được người khác sửa; phần bạn đang gõ vẫn còn.",
                             "", Tone.SOON, "Dùng bản mới", self.drop)  # fmt: skip

    def set_period(self, period: Period) -> None:
        """Proposed for new records."""
        self.period = period

    def go_back(self) -> bool:
        """Alt+←: the list."""
        self.leave()
        return True
