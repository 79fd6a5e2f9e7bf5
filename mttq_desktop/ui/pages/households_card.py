"""Beside a household's form: its years at a glance, what they say of the last one, what was given to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from mttq_desktop.queries.households import known
from mttq_desktop.records.households import HOUSEHOLD, HOUSEHOLD_SUPPORT, HOUSEHOLD_YEAR
from mttq_desktop.rules.households import LASTING_YEARS, Suggestion, Year, suggestion
from mttq_desktop.services.households import write_result
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.kind_facts import Facts, coded_mark
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.kind_near import Likeness, Near
from mttq_desktop.ui.pages.undoing import noted
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.pill import Pill

_SETTLED = ("type", "helper_id", "progress")


def near(session: Session, context: Context, values: Mapping[str, Any], besides: int | None) -> Sequence[Near]:
    """Households that may be the one being typed."""
    found = known(session, values.get("head") or "", values.get("commune_id"), values.get("hamlet") or "",
                  values.get("id_number"), besides)  # fmt: skip
    return [
        Near(k.id, ", ".join(t for t in (k.head, k.hamlet, context.vocabulary.units.label(k.commune_id)) if t),
             "trùng số CCCD" if k.sure else "trùng tên chủ hộ, địa chỉ", k.sure)
        for k in found
    ]  # fmt: skip


LIKENESS = Likeness(("head", "commune_id", "hamlet", "id_number"), near)


def locked(facts: Facts) -> Mapping[str, str]:
    """Columns that follow from the latest year are changed there."""
    years = years_of(facts)
    if not years:
        return {}
    why = f"Theo dòng năm {years[-1].year} ở thẻ “Kết quả từng năm”; sửa ở đó."
    names = [n for n in _SETTLED if n == "progress" or getattr(years[-1], n) is not None]
    return dict.fromkeys([*names, *(["registered_year"] if any(y.registered for y in years) else [])], why)


def years_of(facts: Facts) -> list[Year]:
    """The household's years, oldest first."""
    return sorted((Year.of(values) for _, values in facts.parts[HOUSEHOLD_YEAR.name]), key=lambda y: y.year)


class HouseholdCard(QWidget):
    """Made anew for every record that is shown."""

    def __init__(self, context: Context, facts: Facts) -> None:
        super().__init__()
        self.context, self.facts = context, facts
        self.years = years_of(facts)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._say("Từng năm", "heading")
        for year in self.years:
            self._column.addLayout(self._year(year))
        if not self.years:
            self._say("Chưa có năm nào. Thêm ở thẻ “Kết quả từng năm”, hoặc dùng “Đăng ký thoát nghèo”.", "quiet")
        self._run()
        self._suggest()
        self._gifts()

    def _say(self, text: str, role: str) -> None:
        self._column.addWidget(_words(text, role))

    def _year(self, year: Year) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(_words(str(year.year), ""))
        mark = coded_mark(self.context, HOUSEHOLD, "progress", year.progress)
        row.addWidget(Pill(mark or Mark("chưa ghi kết quả")))
        row.addStretch(1)
        row.addWidget(_words("▲ trên chuẩn" if year.above_line else "", "small"))
        return row

    def _run(self) -> None:
        above = self.facts.values["years_above"]
        if self.years:
            self._say(f"Trên chuẩn cận nghèo {above} năm liền; bền vững khi đủ {LASTING_YEARS} năm.", "small")

    # ── what the years say ───────────────────────────────────────────────────

    def _suggest(self) -> None:
        found = self._found()
        if found is None or self.facts.deleted:
            return
        word = self.context.vocabulary.code_list("household_progress").label(found.progress.value)
        self._say("Gợi ý", "heading")
        self._column.addWidget(Pill(Mark(f"{self.years[-1].year}: {word}", Tone.WAITING)))
        self._say(found.reason, "small")
        self.take = LinkButton("Ghi kết quả này", lambda: self._write(found))
        self._column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)

    def _found(self) -> Suggestion | None:
        if not self.years:
            return None
        last = self.years[-1]
        found = suggestion(self.years, last.year, closed=last.year < self.context.today().year)
        return found if found is not None and found.progress.value != last.progress else None

    def _write(self, found: Suggestion) -> None:
        context, ident, year = self.context, self.facts.id, self.years[-1].year

        def work() -> str:
            write_result(context.database, ident, year, found.progress, context.vocabulary)
            return f"Đã ghi kết quả năm {year}"

        # The window's own queue: this card goes as soon as the page hears of the change.
        told = noted(context.database, work)
        context.jobs.do("Ghi kết quả", lambda _: told(), lambda done: say_done(context, done), context.shell.explain)

    def _gifts(self) -> None:
        gifts = self.facts.parts[HOUSEHOLD_SUPPORT.name]
        if gifts:
            total = whole(self.facts.values["support_value"] or 0)
            self._say("Hỗ trợ", "heading")
            self._say(f"{len(gifts)} lần, trị giá {total} đồng", "")


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(len(text) > 20)
    return label
