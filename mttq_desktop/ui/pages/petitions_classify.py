"""Classifying petitions, one or many: field, level, severity, authorities; and moving them to a later period."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from mttq_desktop.queries import petitions as queries
from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.records.kind import Shown, shown_of
from mttq_desktop.records.petition_flow import refusal
from mttq_desktop.records.petitions import AUTHORITIES, PETITION, Petition, PetitionState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.petitions.sorting import carry_over, classify, consolidate
from mttq_desktop.text.numbers import whole
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import FormDialog
from mttq_desktop.ui.pages.undoing import Work

_NAMES = ("field", "level", "severity", "authorities")
_FIELDS = (
    Shown("field", replace(shown_of(Petition.field).field, width=24), False),
    Shown("level", replace(shown_of(Petition.level).field, width=24), False),
    Shown("severity", shown_of(Petition.severity).field, False), Shown("authorities", AUTHORITIES.field, False),
)  # fmt: skip


class ClassifyDialog(FormDialog):
    """What all chosen ones share stands in the form; a field left empty is left as it is on each."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        with context.database.reading() as session:
            rows = read_values(session, PETITION, ids, ("content", *_NAMES))
            self._open = {s.id for s in queries.standings(session, ids) if not refusal(s.state, _TAKEN_IN)}
        many = len(rows) > 1
        about = f"{whole(len(rows))} kiến nghị. Ô để trống thì giữ nguyên." if many else shortened(str(rows[0][1]), 600)
        super().__init__(context, "Phân loại kiến nghị", about, "Lưu", parent, _FIELDS)
        shared = {n: rows[0][i + 2] for i, n in enumerate(_NAMES) if len({r[i + 2] for r in rows}) == 1}
        picked = {n: v for n, v in shared.items() if v not in (None, ())}
        self.form.set_values({}, picked)
        self.take_in = QCheckBox("Đưa vào danh sách đã tổng hợp, chờ chuyển")
        self.take_in.setChecked(bool(self._open))
        self.take_in.setVisible(bool(self._open))
        self.body.addWidget(self.take_in)
        self.form.focus_first()

    def work(self) -> Work | None:
        """Write what was chosen; take those that may be into the consolidated list."""
        values = self.values()
        if values is None:
            return None
        given = {n: v for n, v in values.items() if v not in (None, ())}
        cleared = [n for n, v in values.items() if v in (None, ()) and len(self.ids) == 1]
        given |= {n: () if n == "authorities" else None for n in cleared}
        database, ids = self.context.database, self.ids
        taken_in = [i for i in ids if i in self._open] if self.take_in.isChecked() else []

        def work() -> str:
            classify(database, ids, given)
            if taken_in:
                consolidate(database, taken_in)
            return f"Đã phân loại {whole(len(ids))} kiến nghị"

        return work


_TAKEN_IN = PetitionState.CONSOLIDATED


class CarryOverDialog(FormDialog):
    """Closing petitions in their period and entering them anew in a later one."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        about = (
            f"{whole(len(ids))} kiến nghị được đóng ở kỳ này và ghi tiếp ở kỳ sau với số mới, "
            "giữ nguyên nơi gửi, nội dung, cơ quan."
        )
        fields = (Shown("period", shown_of(Petition.period).field, True),)
        super().__init__(context, "Chuyển giải quyết kỳ sau", about, "Chuyển kỳ sau", parent, fields)
        with context.database.reading() as session:
            periods = [Period.parse(s.period) for s in queries.standings(session, ids)]
        last = max((p.end for p in periods), default=context.today())
        code = Period.quarter_of(last).code
        self.form.set_values({}, {"period": _next(Period.parse(code)).code})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Close and enter anew."""
        values = self.values()
        if values is None:
            return None
        to = Period.parse(values["period"])
        database, ids = self.context.database, self.ids
        return lambda: f"Đã chuyển {whole(len(carry_over(database, ids, to)))} kiến nghị sang {to.label}"


def _next(quarter: Period) -> Period:
    number = int(quarter.part[1])
    return Period(quarter.year + 1, "Q1") if number == 4 else Period(quarter.year, f"Q{number + 1}")
