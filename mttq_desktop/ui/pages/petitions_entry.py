"""Entering a petition with the keyboard alone; what is typed is kept, likely repeats are shown meanwhile."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mttq_desktop.errors import Problem, Refused, Severity, Trouble
from mttq_desktop.queries.listing import values as values_of
from mttq_desktop.queries.repeats import Similar
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import Draft, checked, keep
from mttq_desktop.services.numbering import last_given
from mttq_desktop.services.petitions.merging import merge, not_same
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.petitions_compare import Compared, read_compared
from mttq_desktop.ui.pages.petitions_drafts import Drafts, LeaveDialog, Leaving
from mttq_desktop.ui.pages.petitions_merge import DIFFERENT, TypedCompareDialog
from mttq_desktop.ui.pages.petitions_similar import SimilarPanel
from mttq_desktop.ui.pages.undoing import Done, Work, noted
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.scroll import Scroll

ORIGIN = "form"
CROSSING = ("commune_id", "received_on")
"""Fields whose problems come from another field, shown as soon as both are there."""


def ahead(values: Mapping[str, Any], today: date) -> tuple[Problem, ...]:
    """A petition of a day still to come is most often a slip of the keyboard."""
    day = values.get("received_on")
    if not isinstance(day, date) or day <= today:
        return ()
    said = f"Ngày tiếp nhận ở tương lai: hôm nay là {short(today)}."
    return (Problem("date_out_of_period", said, Severity.WARNING, field="received_on"),)


class EntryPage(Page):
    """The form of a new petition. `closed` leads back to the list, `saved` carries its id, `did` a `Done`."""

    help_page = "nhap-lieu"
    closed = Signal()
    saved = Signal(int)
    did = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("Ý kiến, kiến nghị")
        self.context = context
        self.drafts = Drafts(context, self)
        self.keeping = Asker(self, in_order=True)
        self.period: Period | None = None
        self.begun, self.own_period = False, False
        self.banner, self.heading, self.remark = Banner(), QLabel("Thêm kiến nghị"), QLabel()
        self.heading.setProperty("role", "heading")
        self.remark.setProperty("role", "quiet")
        self.form = Form(PETITION.layout, PETITION.shown, context.place())
        self.likely = SimilarPanel(context)
        self._lay_out()
        self._connect()

    # ── building ─────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        head.setSpacing(10)
        head.addWidget(self.heading)
        head.addWidget(self.remark, 1)
        foot.setContentsMargins(20, 0, 20, 0)
        foot.addStretch(1)
        self.save_button = Button("Lưu", "Ctrl+S", act=self.save)
        self.next_button = Button("Lưu và thêm tiếp", "Ctrl+Return", strong=True, act=self.save_and_next)
        for button in (Button("Đóng   Esc", act=self.leave), self.save_button, self.next_button):
            foot.addWidget(button)
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 14, 1, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._padded(self.banner))
        column.addWidget(self._scrolled(self.form), 1)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(12)
        self.likely.setFixedWidth(320)
        row.addWidget(card, 1)
        row.addWidget(self.likely)

    def _padded(self, part: QWidget) -> QWidget:
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(20, 0, 20, 0)
        column.addWidget(part)
        return around

    def _scrolled(self, form: Form) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 0, 16, 0)
        column.addWidget(form)
        return Scroll(inside)

    def _connect(self) -> None:
        self.form.changed.connect(self._typed)
        self.form.touched.connect(self._touched)
        self.form.left.connect(self._left)
        self.likely.compared.connect(self._compare)
        self.drafts.kept.connect(self._draft_kept)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)

    # ── beginning ────────────────────────────────────────────────────────────

    def begin(self) -> None:
        """An empty form with today's day and the last sender; or what was left unfinished, with a word on it."""
        if self.begun and self.form.dirty:
            self.form.focus_first()
            return
        self.begun = True
        self.likely.clear()
        self.banner.clear()
        left = self.drafts.left_over()
        if left is None:
            self._fresh()
        else:
            self.form.set_values(*left.values)
            self.form.dirty, self.own_period = True, self._period_is_own()
            said = f"Phiếu gõ dở lúc {left.said} đã được mở lại."
            self.banner.tell(said, "", act_text="Bỏ, gõ phiếu mới", act=self.throw_away)
            self._look_for()
        self._place_by_sender()
        self._tell("")
        self.form.focus_first()

    def _fresh(self) -> None:
        today = self.context.today()
        picked = {"period": self._quarter(today).code} | self.drafts.remembered()
        self.form.set_values({"received_on": short(today)}, picked)
        self.own_period = False

    def _quarter(self, day: date) -> Period:
        """The working period where the day lies in it, else the day's own: what is filled in never contradicts."""
        period = self.period
        fits = period is not None and period.part.startswith("Q") and period.contains(day)
        return period if period is not None and fits else Period.quarter_of(day)

    def throw_away(self) -> None:
        """What was typed is not wanted any more."""
        self.drafts.forget()
        self.form.clean()
        self.begin_anew()

    def begin_anew(self) -> None:
        """An empty form, whatever stood here."""
        self.banner.clear()
        self.likely.clear()
        self._fresh()
        self._place_by_sender()
        self._tell("")
        self.form.focus_first()

    def _tell(self, draft: str) -> None:
        """The number it will get, and that the draft is safe."""
        values, _ = self.form.read()
        number = ""
        if (code := values.get("period")) and PETITION.series is not None:
            series, write = PETITION.series({"period": code})
            with self.context.database.reading() as session:
                number = write(last_given(session, series) + 1)
        self.remark.setText(" · ".join(t for t in (number, draft) if t))

    # ── while typing ─────────────────────────────────────────────────────────

    def _period_is_own(self) -> bool:
        values, _ = self.form.read()
        day = values.get("received_on")
        return not isinstance(day, date) or values.get("period") != self._quarter(day).code

    def _touched(self, name: str) -> None:
        self.own_period = self.own_period or name == "period"

    def _follow_day(self) -> None:
        """The period goes with the day until somebody types one."""
        day = self.form.read()[0].get("received_on")
        if isinstance(day, date) and not self.own_period:
            self.form.editor("period").pick(self._quarter(day).code)
            self._tell("")

    def _typed(self) -> None:
        self.drafts.keep(self.form)
        self._look_for()

    def _draft_kept(self, at: str) -> None:
        if self.form.dirty:
            self._tell(f"bản nháp đã lưu {at}")

    def _look_for(self) -> None:
        self.likely.look_for(self.form.editor("content").text())

    def _left(self, name: str) -> None:
        if name == "received_on":
            self._follow_day()
        if name in ("sender_unit_id", "received_on"):
            self._place_by_sender()
        if name == "period":
            self._tell("")
        self._show_crossing()

    def _place_by_sender(self) -> None:
        """Communes are those of the sender's district, on the day of the petition."""
        values, _ = self.form.read()
        self.form.set_place(self.context.place(values.get("received_on"), values.get("sender_unit_id")))

    def _show_crossing(self) -> None:
        values, found = self.form.read()
        bad = {p.field for p in found}
        crossing = {p.field: p for p in self._crossed(values) if p.field in CROSSING}
        for name in CROSSING:
            if name not in bad:
                self.form.boxes[name].tell(crossing.get(name))

    def _crossed(self, values: dict[str, Any]) -> list[Problem]:
        found = [p for check in PETITION.checks for p in check(values, self.context.vocabulary)]
        return [*found, *ahead(values, self.context.today())]

    def _compare(self, one: Similar) -> None:
        """Side by side; from there it can be kept and merged at once, or judged to be different."""
        typed = Compared(0, "Đang gõ", self.form.editor("content").text(), "", Mark(""))
        stored = read_compared(self.context, [one.id])
        if not stored:
            return
        dialog = TypedCompareDialog(self.context, typed, stored[0], self)
        dialog.finished.connect(lambda result: self._compared(result, one))
        dialog.open()

    def _compared(self, result: int, one: Similar) -> None:
        if result == DIFFERENT:
            self.likely.part(one)
        elif result:
            self._keep(self.saved.emit, one.id)

    # ── keeping ──────────────────────────────────────────────────────────────

    def draft(self) -> Draft:
        """What stands in the form, with its problems."""
        values, found = self.form.read()
        return checked(PETITION, values, self.context.vocabulary, (*found, *ahead(values, self.context.today())))

    def save(self) -> None:
        """Ctrl+S: keep it and go back to the list."""
        self._keep(self.saved.emit)

    def save_and_next(self) -> None:
        """Ctrl+Enter: keep it and begin the next with the same sender."""
        self._keep(lambda _: self.begin_anew())

    def _keep(self, then: Callable[[int], object], merged_into: int | None = None) -> None:
        draft = self.draft()
        others = self.form.show_problems(draft.problems)
        if draft.errors:
            if others:
                self.banner.trouble(Refused(others[0].message, "", draft.problems))
            self.form.focus_first_problem()
            return
        if self.keeping.busy:
            return
        made: list[int] = []
        work = _work(self.context, draft, tuple(self.likely.parted_ids), merged_into, made, self._outside(draft))
        self.keeping.ask(
            noted(self.context.database, work), lambda done: self._kept(done, made[0], then), self.banner.trouble
        )

    def _outside(self, draft: Draft) -> str:
        """Where a petition went that the list of the working period does not show."""
        period = Period.parse(draft.values["period"])
        return "" if self.period is None or self.period.holds(period) else f", của {period.label}"

    def _kept(self, done: Done, petition_id: int, then: Callable[[int], object]) -> None:
        self.drafts.forget()
        self.drafts.remember(self.form.picked())
        self.form.clean()
        self.banner.clear()
        self.did.emit(done)
        then(petition_id)

    # ── leaving ──────────────────────────────────────────────────────────────

    def leave(self) -> None:
        """Esc: back to the list; asks only when something typed would be lost."""
        if not self.form.dirty:
            self.closed.emit()
            return
        answer = LeaveDialog.asked(self)
        if answer is Leaving.DROP:
            self.drafts.forget()
            self.form.clean()
        elif answer is Leaving.LATER:
            self.drafts.keep(self.form)
        if answer is not Leaving.STAY:
            self.closed.emit()

    def may_leave(self) -> bool:
        """Nothing is lost by going elsewhere: the draft is kept, and stands here still."""
        if self.form.dirty:
            self.drafts.keep(self.form)
        self.drafts.wait()
        return True

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front: the keyboard stands on the first empty field."""
        if not self.begun:
            self.begin()
        self.form.focus_first()

    def set_period(self, period: Period) -> None:
        """Proposed for new petitions."""
        self.period = period

    def refresh(self, changes: Changes) -> None:
        """Catalogues may be others now."""
        self._place_by_sender()


def _work(
    context: Context, draft: Draft, parted: tuple[int, ...], merged_into: int | None, made: list[int], outside: str
) -> Work:
    """Keep the petition; what was judged beside the form follows, and never keeps it from being kept."""

    def work() -> str:
        with context.database.writing(ORIGIN, "") as writing:
            kept = keep(writing, draft, context.vocabulary)
            number = values_of(writing.session, PETITION, [kept], ["number"])[0][1]
            writing.say(f"Thêm {number}")
        made.append(kept)
        try:
            for other in parted:
                not_same(context.database, kept, other)
            if merged_into is not None:
                merge(context.database, merged_into, [kept])
        except Trouble as trouble:
            return f"Đã ghi {number}, chưa gộp được: {trouble}"
        return f"Đã ghi {number}" + (" và gộp" if merged_into is not None else "") + outside

    return work
