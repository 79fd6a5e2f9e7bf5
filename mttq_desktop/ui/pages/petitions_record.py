"""One stored petition in its form: corrected in place, kept as typed, likely repeats beside it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mttq_desktop.errors import Changed, Refused, Trouble
from mttq_desktop.records.petitions import PETITION, Reply
from mttq_desktop.services.keeping import Draft, checked, keep
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button, IconButton, LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.petitions_acts import PetitionActs
from mttq_desktop.ui.pages.petitions_data import PetitionFacts, read_facts
from mttq_desktop.ui.pages.petitions_entry import ahead
from mttq_desktop.ui.pages.petitions_reply import ReplyDialog
from mttq_desktop.ui.pages.petitions_side import SidePanel
from mttq_desktop.ui.pages.petitions_story import why_lines
from mttq_desktop.ui.pages.undoing import noted
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog
from mttq_desktop.ui.widgets.pill import Pill
from mttq_desktop.ui.widgets.reasons import Reasons
from mttq_desktop.ui.widgets.scroll import Scroll

ORIGIN = "form"
_SIDE = 372


class RecordPage(Page):
    """`closed` leads back to the list, `open_asked` to another petition, `did` carries a `Done`."""

    help_page = "kien-nghi"
    closed = Signal()
    open_asked = Signal(int)
    did = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("Ý kiến, kiến nghị")
        self.context = context
        self.facts: PetitionFacts | None = None
        self.among: Sequence[int] = ()
        self.touched: set[str] = set()
        self.keeping = Asker(self, in_order=True)
        self.acts = PetitionActs(context, self)
        self.form = Form(PETITION.layout, PETITION.shown, context.place())
        self.banner = Banner()
        self.side = SidePanel(context, self.acts)
        self._build_head()
        self._lay_out()
        self._connect()

    # ── building ─────────────────────────────────────────────────────────────

    def _build_head(self) -> None:
        self.back = Button("Danh sách   Esc", icon=Icon.LEFT, act=self.leave)
        self.pill, self.due = Pill(), QLabel()
        self.why = LinkButton("vì sao?", self.explain)
        self.place = QLabel()
        self.place.setProperty("role", "quiet")
        self.before = IconButton(Icon.UP, "Kiến nghị trước trong danh sách (Ctrl+Page Up)", lambda: self.step(-1))
        self.after = IconButton(Icon.DOWN, "Kiến nghị sau trong danh sách (Ctrl+Page Down)", lambda: self.step(1))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        for part in (self.back, self.pill, self.due, self.why):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.place)
        head.addWidget(self.before)
        head.addWidget(self.after)
        self.foot = QWidget()
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(20, 0, 20, 0)
        self.unsaved = QLabel("Có sửa chưa lưu")
        self.unsaved.setProperty("role", "warning")
        self.save_button = Button("Lưu thay đổi", "Ctrl+S", act=self.save)
        foot.addWidget(self.unsaved)
        foot.addStretch(1)
        foot.addWidget(Button("Bỏ sửa", act=self.drop))
        foot.addWidget(self.save_button)
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 12, 1, 12)
        column.addWidget(_scrolled(self.form), 1)
        column.addWidget(self.foot)
        self.side.setFixedWidth(_SIDE)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(card, 1)
        body.addWidget(self.side)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 12, 20, 14)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.banner)
        page.addLayout(body, 1)

    def _connect(self) -> None:
        self.form.touched.connect(self._touch)
        self.acts.did.connect(self.did)
        self.side.open_asked.connect(self.open_asked)
        self.side.correct_asked.connect(self._correct)
        self.side.restore_asked.connect(self._put_back)
        self._key("Esc", self.leave)
        self._key("Ctrl+PgUp", partial(self.step, -1))
        self._key("Ctrl+PgDown", partial(self.step, 1))

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        """At once: a button's own shortcut waits until it has shown itself pressed, and would miss a second press."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # ── showing ──────────────────────────────────────────────────────────────

    def show_record(self, petition_id: int, among: Sequence[int] | None = None) -> None:
        """Show a petition; `among` is the list it came from (None keeps the one there is)."""
        if among is not None:
            self.among = among
        facts = self._read(petition_id)
        if facts is None:
            self.context.shell.explain(Refused("Không còn kiến nghị này trong sổ.", "Tải lại danh sách."))
            self.closed.emit()
            return
        self.banner.clear()
        self._show(facts)
        if among is not None:
            self.form.show_top()

    def _read(self, petition_id: int) -> PetitionFacts | None:
        with self.context.database.reading() as session:
            return read_facts(self.context, session, petition_id)

    def _show(self, facts: PetitionFacts) -> None:
        self.facts = facts
        self._fill(facts)
        self._tell_head(facts)
        self.side.show_facts(facts)
        self.set_title(f"Ý kiến, kiến nghị › {facts.number}")

    def _fill(self, facts: PetitionFacts) -> None:
        words = self.context.vocabulary
        given = {n: facts.values.get(n) for n in self.form.boxes}
        self.form.set_place(self.context.place(given.get("received_on"), given.get("sender_unit_id")))
        texts = {n: PETITION.field(n).format(v, words) for n, v in given.items() if v not in (None, ())}
        picked = {n: v for n, v in given.items() if v not in (None, ()) and hasattr(PETITION.field(n), "lookup")}
        self.form.set_values(texts, picked)
        self.form.setEnabled(not facts.deleted)
        self.touched.clear()
        self._tell_unsaved()

    def _tell_head(self, facts: PetitionFacts) -> None:
        self.pill.show_mark(facts.mark)
        self.due.setText(f"Hạn trả lời <b>{short(facts.due_on)}</b>" if facts.due_on else "")
        self.why.setVisible(bool(facts.open))
        at = self._position()
        self.place.setText(f"{whole(at + 1)} / {whole(len(self.among))}" if at is not None else "")
        self.before.setEnabled(at is not None and at > 0)
        self.after.setEnabled(at is not None and at + 1 < len(self.among))

    def _position(self) -> int | None:
        try:
            return self.among.index(self.facts.id) if self.facts else None
        except ValueError:
            return None

    def step(self, by: int) -> None:
        """The record before or after this one, in the list it came from."""
        at = self._position()
        if at is not None and 0 <= at + by < len(self.among) and self.may_leave():
            self.show_record(self.among[at + by])

    def explain(self) -> None:
        """Vì sao hạn là ngày này?"""
        if self.facts is not None and self.facts.open:
            Reasons.below(self.why, *why_lines(self.context, self.facts))

    # ── editing ──────────────────────────────────────────────────────────────

    def _touch(self, name: str) -> None:
        self.touched.add(name)
        self._tell_unsaved()

    def _tell_unsaved(self) -> None:
        self.foot.setVisible(self.form.dirty)

    def draft(self) -> Draft:
        """What stands in the form, with its problems."""
        values, found = self.form.read()
        return checked(PETITION, values, self.context.vocabulary, (*found, *ahead(values, self.context.today())))

    def save(self) -> None:
        """Ctrl+S: keep the changes; a newer state by somebody else is shown, not overwritten."""
        facts, draft = self.facts, self.draft()
        others = self.form.show_problems(draft.problems)
        if facts is None or self.keeping.busy:
            return
        if draft.errors:
            if others:
                self.banner.trouble(Refused(others[0].message, "", draft.problems))
            self.form.focus_first_problem()
            return
        context = self.context

        def work() -> str:
            with context.database.writing(ORIGIN, f"Sửa {facts.number}") as writing:
                keep(writing, draft, context.vocabulary, facts.id, facts.revision)
            return f"Đã lưu {facts.number}"

        self.keeping.ask(noted(context.database, work), self._kept, self._not_kept)

    def _kept(self, done: object) -> None:
        self.form.clean()
        assert self.facts is not None
        self.show_record(self.facts.id)
        self.did.emit(done)

    def _not_kept(self, trouble: Trouble) -> None:
        if isinstance(trouble, Changed):
            self._tell_changed()
        else:
            self.banner.trouble(trouble)

    def drop(self) -> None:
        """Back to what is stored."""
        if self.facts is not None:
            self.form.clean()
            self.show_record(self.facts.id)

    def leave(self) -> None:
        """Esc: back to the list."""
        if self.may_leave():
            self.closed.emit()

    def may_leave(self) -> bool:
        """Ask before typed words are lost."""
        if not self.form.dirty:
            return True
        words = "Phần vừa sửa trên kiến nghị này chưa được lưu."
        if not ConfirmDialog.ask(self, "Bỏ phần vừa sửa?", words, "Bỏ", keep="Ở lại"):
            return False
        self.drop()
        return True

    # ── somebody else ────────────────────────────────────────────────────────

    def refresh(self, changes: Changes) -> None:
        """Written meanwhile: shown at once, or beside what is being typed."""
        if self.facts is None or not changes.touched & _TOUCHING:
            return
        facts = self._read(self.facts.id)
        if facts is None:
            return
        if not self.form.dirty:
            self._show(facts)
            return
        self._tell_head(facts)
        self.side.show_facts(facts)
        if facts.revision != self.facts.revision and self._differing(facts):
            self._tell_changed()

    def _differing(self, now: PetitionFacts) -> list[str]:
        assert self.facts is not None
        return [n for n in self.form.boxes if now.values.get(n) != self.facts.values.get(n)]

    def _tell_changed(self) -> None:
        """What was typed stays; the newer state stands beside it in words."""
        assert self.facts is not None
        now = self._read(self.facts.id)
        if now is None:
            return
        lines = [self._both(n, now) for n in self._differing(now)]
        self.banner.tell(
            "Kiến nghị này vừa được người khác sửa; phần bạn đang gõ vẫn còn.", "\n".join(lines), Tone.SOON,
            "Giữ phần đang gõ", lambda: self._take_over(now),
        )  # fmt: skip
        self.banner.acts.addWidget(Button("Dùng bản mới", act=self.drop))

    def _both(self, name: str, now: PetitionFacts) -> str:
        field, words = PETITION.field(name), self.context.vocabulary
        value = now.values.get(name)
        new = field.format(value, words) if value not in (None, ()) else "(trống)"
        mine = f"; bạn đang gõ “{_cut(self.form.editor(name).text())}”" if name in self.touched else ""
        return f"{field.label}: bản mới “{_cut(new)}”{mine}."

    def _take_over(self, now: PetitionFacts) -> None:
        """Fields not touched here take the newer state; touched ones stay as typed."""
        values, picked = self.form.values(), self.form.picked()
        mine = {n: (values[n], picked.get(n)) for n in self.touched}
        self._show(now)
        for name, (text, key) in mine.items():
            editor = self.form.editor(name)
            editor.set_text(text)
            if key is not None:
                editor.pick(key)
            self.form.touched.emit(name)
        self.form.dirty = bool(mine)
        self.banner.clear()
        self._tell_unsaved()

    # ── the side ─────────────────────────────────────────────────────────────

    def _correct(self, reply: Reply) -> None:
        dialog = ReplyDialog(self.context, [reply.petition_id], self, reply)
        dialog.act_done.connect(self.did)
        self.acts.dialog = dialog
        dialog.open()

    def _put_back(self, name: str, value: Any) -> None:
        """An earlier value goes into its field; it is kept by saving."""
        if name not in self.form.boxes or self.facts is None:
            return
        editor = self.form.editor(name)
        text = "" if value in (None, ()) else PETITION.field(name).format(value, self.context.vocabulary)
        editor.set_text(text)
        if value not in (None, ()) and hasattr(PETITION.field(name), "lookup"):
            editor.pick(value)
        editor.edited.emit()
        editor.setFocus()

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front: what was written meanwhile is shown; the keyboard stands on the next act."""
        self.side.focus_strong()

    def go_back(self) -> bool:
        """Alt+←: the list."""
        self.leave()
        return True


_TOUCHING = frozenset({"petition", "petition_authority", "forwarding", "reminder", "reply", "feedback"})


def _cut(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[:longest].rstrip() + "…"


def _scrolled(form: Form) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(20, 0, 16, 0)
    column.addWidget(form)
    return Scroll(inside)
