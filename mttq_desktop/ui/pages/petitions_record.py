"""One stored petition in its form: corrected in place, kept as typed, likely repeats beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.queries.listing import values
from mttq_desktop.queries.repeats import Similar, similar
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.rules.period import Period
from mttq_desktop.services.drafts import forget_typed, save_typed, unfinished
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.text.dates import short
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

_PAUSE_MS = 350
_REMEMBERED = ("organisation_id", "sender_unit_id", "source", "period", "received_on")


class SimilarCard(QFrame):
    """One petition already stored that says nearly the same."""

    opened = Signal(int)

    def __init__(self, found: Similar, state: str) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        head = QLabel(f"{found.number} · giống {found.likeness}% · {state}")
        head.setProperty("role", "heading")
        words = QLabel(found.content[:220] + ("…" if len(found.content) > 220 else ""))
        for label in (head, words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.addWidget(head)
        column.addWidget(words)
        column.addWidget(Button("Xem", act=lambda: self.opened.emit(found.id)), 0, Qt.AlignmentFlag.AlignLeft)


class RecordPage(Page):
    """The form of a new petition, or of one that is edited. `closed` leads back to the list."""

    help_page = "nhap-lieu"
    closed = Signal()
    saved = Signal(int)
    open_asked = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__("Thêm kiến nghị")
        self.context = context
        self.record: int | None = None
        self.revision: int | None = None
        self.period: Period | None = None
        self.banner = Banner()
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        self.remark = QLabel()
        self.remark.setProperty("role", "small")
        self.form = Form(PETITION.layout, PETITION.shown, context.place())
        self.likely = QVBoxLayout()
        self._asker = Asker(self, _PAUSE_MS)
        self._lay_out()
        self.form.changed.connect(self._typed)
        self.form.left.connect(self._left)
        QShortcut(QKeySequence("Esc"), self, self.leave, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.addStretch(1)
        keys.addWidget(Button("Đóng   Esc", act=self.leave))
        keys.addWidget(Button("Lưu", "Ctrl+S", act=self.save))
        keys.addWidget(Button("Lưu và thêm tiếp", "Ctrl+Return", strong=True, act=self.save_and_next))
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addWidget(self.remark)
        head.addStretch(1)
        card = Card()
        card.add(head)
        card.add(self.banner)
        card.add(self.form, 1)
        card.add(keys)
        side = Card("Có thể trùng", "Tìm trong khi bạn gõ.")
        side.setFixedWidth(320)
        side.add(self.likely)
        side.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(12)
        row.addWidget(card, 1)
        row.addWidget(side)

    # ── beginning ────────────────────────────────────────────────────────────

    def set_period(self, period: Period) -> None:
        """Proposed for new petitions."""
        self.period = period

    def opened(self) -> None:
        """The keyboard stands on the first field."""
        self.form.focus_first()

    def begin(self, remembered: dict[str, str] | None = None) -> None:
        """An empty form with today's day; or what was left unfinished the last time."""
        self.record = self.revision = None
        left = next((t for t in unfinished(self.context.database) if t.kind == PETITION.name and not t.record_id), None)
        today = self.context.today()
        usual = {"received_on": short(today), "period": Period.quarter_of(today).label}
        self.form.set_values(usual | (remembered or {}) | (dict(left.texts) if left else {}))
        self._head("Thêm kiến nghị", "Đã mở lại phiếu gõ dở lần trước." if left else "")
        self.form.focus_first()

    def edit(self, record_id: int) -> None:
        """The form of a stored petition."""
        names = [*self.form.boxes, "number", "revision"]
        with self.context.database.reading() as session:
            rows = values(session, PETITION, [record_id], names)
        if not rows:
            return
        given: dict[str, Any] = dict(zip(names, rows[0][1:], strict=True))
        self.record, self.revision = record_id, given.pop("revision")
        number, words = given.pop("number"), self.context.vocabulary
        texts = {n: PETITION.field(n).format(v, words) for n, v in given.items() if v not in (None, ())}
        picked = {n: v for n, v in given.items() if isinstance(v, int) and hasattr(PETITION.field(n), "target")}
        self.form.set_values(texts, picked)
        self._head(f"Sửa kiến nghị {number or ''}", "")
        self._look()

    def _head(self, title: str, remark: str) -> None:
        self.set_title("Sửa kiến nghị" if self.record else "Thêm kiến nghị")
        self.heading.setText(title)
        self.remark.setText(remark)
        self.banner.clear()
        self._show(())

    # ── while typing ─────────────────────────────────────────────────────────

    def _typed(self) -> None:
        save_typed(self.context.database, PETITION, self.record, self.form.values())
        self.remark.setText("bản nháp đã lưu")
        self._look()

    def _look(self) -> None:
        content, record = self.form.values()["content"], self.record

        def ask() -> tuple[Similar, ...]:
            with self.context.database.reading() as session:
                return similar(session, content, exclude=record)

        self._asker.ask(ask, self._show)

    def _show(self, found: Sequence[Similar]) -> None:
        while self.likely.count():
            self.likely.takeAt(0).widget().deleteLater()
        states = self.context.vocabulary.code_list("petition_status")
        cards: list[QWidget] = [SimilarCard(s, states.label(s.state)) for s in found]
        for card in cards:
            assert isinstance(card, SimilarCard)
            card.opened.connect(self.open_asked)
        nothing = QLabel("Chưa thấy kiến nghị nào tương tự.")
        nothing.setWordWrap(True)
        nothing.setProperty("role", "quiet")
        for widget in cards or [nothing]:
            self.likely.addWidget(widget)

    def _left(self, name: str) -> None:
        if name in ("sender_unit_id", "received_on"):
            found, _ = self.form.read()
            self.form.set_place(self.context.place(self._day(found), found.get("sender_unit_id")))

    def _day(self, found: dict[str, Any]) -> date | None:
        day = found.get("received_on")
        return day if isinstance(day, date) else None

    # ── keeping ──────────────────────────────────────────────────────────────

    def save(self) -> int | None:
        """Keep the petition, or say beside each field what is wrong; nothing typed is lost."""
        found, problems = self.form.read()
        draft = checked(PETITION, found, self.context.vocabulary, problems)
        others = self.form.show_problems(draft.problems)
        if draft.errors:
            if others:
                self.banner.tell(others[0].message)
            self.form.focus_first_problem()
            return None
        try:
            verb = "Thêm" if self.record is None else "Sửa"
            with self.context.database.writing("form", f"{verb} kiến nghị") as writing:
                kept = keep(writing, draft, self.context.vocabulary, self.record, self.revision)
        except Trouble as trouble:
            self.banner.trouble(trouble)
            return None
        forget_typed(self.context.database, PETITION.name, self.record)
        self.form.clean()
        self.context.shell.toast("Đã lưu kiến nghị.")
        self.edit(kept)
        self.saved.emit(kept)
        return kept

    def save_and_next(self) -> None:
        """Keep it and begin the next with the same sender and day."""
        texts = self.form.values()
        if self.save() is not None:
            self.begin({n: texts[n] for n in _REMEMBERED if n in texts})

    def leave(self) -> None:
        """Back to the list; asks only when something typed would be lost."""
        if self.may_leave():
            self.closed.emit()

    def may_leave(self) -> bool:
        """Ask before typed words are lost."""
        if not self.form.dirty:
            return True
        words = "Phiếu đang gõ chưa được ghi vào sổ."
        if not ConfirmDialog.ask(self, "Bỏ phiếu đang gõ?", words, "Bỏ", keep="Ở lại"):
            return False
        forget_typed(self.context.database, PETITION.name, self.record)
        self.form.clean()
        return True
