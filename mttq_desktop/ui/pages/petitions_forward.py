"""Forwarding chosen petitions: one letter per authority, with numbers, days, due days and their reasons."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Several
from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.queries.reply_terms import reply_terms
from mttq_desktop.records.kind import shown_of
from mttq_desktop.records.petitions import PETITION, Forwarding
from mttq_desktop.services.petitions.forwarding import Plan, PlannedLetter, plan_forwarding
from mttq_desktop.services.reports.sending import Outgoing, forwarding
from mttq_desktop.text.dates import short
from mttq_desktop.text.fold import fold
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.editors import editor_for
from mttq_desktop.ui.pages.letters_dialog import Head, Item, LettersDialog, typed_day
from mttq_desktop.ui.pages.petitions_words import short_number

_TO = Several(label="Gửi đến", target="authority", hint="để trống: theo cơ quan ghi trên từng kiến nghị")
_BY_HAND = "ấn định"
_TERM = re.compile(r"\s*(\d{1,3})\b")


class ForwardDialog(LettersDialog[PlannedLetter]):
    """The table of letters; another day or other authorities plan them anew."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        self.contents: dict[int, str] = {}
        self.terms: dict[int, str] = {}
        super().__init__(context, "Chuyển kiến nghị đến cơ quan có thẩm quyền", "", parent)
        self._add_questions()
        self.plan()
        self.table.setFocus()

    def _add_questions(self) -> None:
        place = self.context.place()
        self.day = editor_for(shown_of(Forwarding.day).field, place)
        self.day.set_text(short(self.context.today()))
        self.day.setFixedWidth(140)
        self.to = editor_for(_TO, place)
        self.left_out = QLabel()
        self.left_out.setProperty("role", "warning")
        self.left_out.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.addRow("Ngày chuyển", self.day)
        form.addRow("Gửi đến", self.to)
        self.body.insertLayout(0, form)
        self.body.insertWidget(1, self.left_out)
        self.day.left.connect(self.plan)
        self.to.edited.connect(self.plan)

    # ── planning ─────────────────────────────────────────────────────────────

    def plan(self) -> None:
        """Work the letters out for the day and the authorities asked for."""
        try:
            day = typed_day(self.day.text())
        except Refused as trouble:
            self.day.set_problem("error")
            self.refuse(trouble)
            return
        self.day.set_problem("")
        self.trouble.hide()
        chosen = self.to.picked()
        to = tuple(int(k) for k in chosen) if isinstance(chosen, tuple) else ()
        with self.context.database.reading() as session:
            plan = plan_forwarding(session, self.ids, day, to)
            terms = reply_terms(session, day)
            rows = read_values(session, PETITION, self.ids, ("number", "content"))
        self.contents = {i: f"{short_number(number)}  {content}" for i, number, content in rows}
        self.terms = {a: f"{x.days} ngày{' làm việc' if x.working else ''}" for a, x in terms.items()}
        self._show_left_out(plan)
        self.show_letters(plan.letters)

    def _show_left_out(self, plan: Plan) -> None:
        reasons: dict[str, list[str]] = {}
        for x in plan.left_out:
            reasons.setdefault(x.reason, []).append(short_number(x.number))
        lines = [f"Không chuyển {', '.join(numbers[:6])}{' …' if len(numbers) > 6 else ''}: {why}"
                 for why, numbers in reasons.items()]  # fmt: skip
        self.left_out.setText("\n".join(lines))
        self.left_out.setVisible(bool(lines))

    # ── the table ────────────────────────────────────────────────────────────

    def heads(self) -> Sequence[Head]:
        """Number, day, term and due day can be changed letter by letter."""
        return (
            Head("Gửi đến", 300), Head("Kiến nghị", 86), Head("Số công văn", 150, _with_number),
            Head("Ngày chuyển", 110, self._with_day), Head("Thời hạn", 140, self._with_term),
            Head("Hạn trả lời", 110, self._with_due),
        )  # fmt: skip

    def cells(self, letter: PlannedLetter) -> Sequence[str]:
        """One letter."""
        return (
            letter.authority, whole(len(letter.petition_ids)), letter.number or letter.proposed, short(letter.day),
            self.terms.get(letter.authority_id, ""), short(letter.due_on),
        )  # fmt: skip

    def _with_day(self, letter: PlannedLetter, text: str) -> PlannedLetter:
        moved = replace(letter, day=_not_later(typed_day(text), self.context.today()))
        term = self.terms[letter.authority_id]
        return moved if term == _BY_HAND else self._with_term(moved, term)

    def _with_term(self, letter: PlannedLetter, text: str) -> PlannedLetter:
        found = _TERM.match(text)
        if found is None:
            raise Refused(f"Không hiểu thời hạn “{text}”.", "Ghi số ngày, ví dụ “30” hoặc “20 ngày làm việc”.")
        days, words = int(found[1]), fold(text)
        working = "lam viec" in words or "lv" in words.split()
        self.terms[letter.authority_id] = f"{days} ngày{' làm việc' if working else ''}"
        return letter.within(days, working, self.context.calendar)

    def _with_due(self, letter: PlannedLetter, text: str) -> PlannedLetter:
        day = typed_day(text)
        if day == letter.due_on:
            return letter
        if day < letter.day:
            raise Refused("Hạn trả lời trước ngày chuyển.", "Ghi một ngày sau ngày chuyển.")
        self.terms[letter.authority_id] = _BY_HAND
        return letter.due(day)

    def why(self, letter: PlannedLetter) -> tuple[str, Sequence[str]]:
        """Vì sao hạn là ngày này?"""
        note = (letter.note,) if letter.note else ()
        return f"Vì sao hạn là {short(letter.due_on)}?", (*letter.due_reason.splitlines(), *note)

    def items(self, letter: PlannedLetter) -> Sequence[Item]:
        """Petitions in the letter."""
        return [Item(i, self.contents.get(i, "")) for i in letter.petition_ids]

    def without(self, letter: PlannedLetter, left: frozenset[int]) -> PlannedLetter:
        """The letter with fewer petitions."""
        return letter.without(*left)

    def going(self, letters: Sequence[PlannedLetter]) -> Outgoing:
        """All authorities in one act."""
        return forwarding(letters)

    def told(self, letters: Sequence[PlannedLetter]) -> str:
        """How many to how many."""
        ids = {i for letter in letters for i in letter.petition_ids}
        return f"Đã chuyển {whole(len(ids))} kiến nghị đến {whole(len(letters))} cơ quan"

    def say_strong(self) -> None:
        """Chuyển 3 kiến nghị, 2 công văn."""
        letters = self.chosen()
        petitions = len({i for letter in letters for i in letter.petition_ids})
        self.name_strong(f"Chuyển {whole(petitions)} kiến nghị, {whole(len(letters))} công văn", bool(letters))


def _with_number(letter: PlannedLetter, text: str) -> PlannedLetter:
    return replace(letter, number=text.strip() or None)


def _not_later(day: date, today: date) -> date:
    if day > today:
        raise Refused("Ngày chuyển ở tương lai.", "Ghi ngày của công văn.")
    return day
