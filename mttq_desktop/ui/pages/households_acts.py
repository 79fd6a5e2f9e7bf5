"""What is done with several households at once: registration, a support, the next year."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.records.households import HOUSEHOLD, HOUSEHOLD_SUPPORT, HouseholdYear
from mttq_desktop.records.kind import Shown, shown_of
from mttq_desktop.services.households import carry_over, give, register
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import FormDialog, run
from mttq_desktop.ui.pages.kind_look import Act
from mttq_desktop.ui.pages.undoing import Work

_NAMED = 3
_LAST_MONTHS = 11
"""From November on, households are taken into the next year."""


def named(context: Context, ids: Sequence[int]) -> str:
    """ "3 hộ: Nguyễn Văn A, Lê Thị B …"."""
    with context.database.reading() as session:
        heads = [str(row[1]) for row in read_values(session, HOUSEHOLD, ids[:_NAMED], ("head",))]
    more = " …" if len(ids) > _NAMED else ""
    return f"{whole(len(ids))} hộ: {', '.join(heads)}{more}"


class RegisterDialog(FormDialog):
    """Households register to leave poverty in a year, perhaps with another organisation's help."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        helper = replace(shown_of(HouseholdYear.helper_id).field, label="Tổ chức giúp (để trống thì giữ nguyên)")
        fields = (Shown("year", shown_of(HouseholdYear.year).field, True), Shown("helper_id", helper, False))
        about = f"{named(context, ids)}\nHộ đã đăng ký năm đó rồi thì để nguyên."
        super().__init__(context, "Đăng ký thoát nghèo bền vững", about, "Đăng ký", parent, fields)
        self.form.set_values({"year": str(context.today().year)})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Register those that are not registered yet."""
        values = self.values()
        if values is None:
            return None
        context, ids = self.context, self.ids
        year, helper = values["year"], values["helper_id"]

        def work() -> str:
            new = register(context.database, ids, year, context.vocabulary, helper)
            old = f", {whole(len(ids) - new)} hộ đã đăng ký từ trước" if new < len(ids) else ""
            return f"Đã đăng ký thoát nghèo năm {year} cho {whole(new)} hộ{old}"

        return work


class SupportDialog(FormDialog):
    """One support written down for each of the chosen households."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        shown = HOUSEHOLD_SUPPORT.shown
        labels = {"quantity": "Số lượng mỗi hộ", "value": "Trị giá mỗi hộ (đồng)"} if len(ids) > 1 else {}
        fields = tuple(
            Shown(n, replace(shown[n].field, label=labels.get(n, shown[n].field.label)), shown[n].required)
            for n in HOUSEHOLD_SUPPORT.form
        )
        super().__init__(context, "Ghi hỗ trợ", named(context, ids), "Ghi hỗ trợ", parent, fields)
        with context.database.reading() as session:
            helpers = {row[1] for row in read_values(session, HOUSEHOLD, ids, ("helper_id",))}
        picked: dict[str, object] = {"giver_id": helpers.pop()} if len(helpers) == 1 else {}
        self.form.set_values({"day": shown["day"].field.format(context.today(), context.vocabulary)}, picked)
        self.form.editor("type").setFocus()

    def work(self) -> Work | None:
        """Write it for each."""
        values = self.values()
        if values is None:
            return None
        context, ids = self.context, self.ids
        return lambda: f"Đã ghi hỗ trợ cho {whole(give(context.database, ids, values, context.vocabulary))} hộ"


class CarryOverDialog(FormDialog):
    """Households still taken on begin another year."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        about = (
            f"{named(context, ids)}\nNăm mới bắt đầu với loại hộ theo kết quả cuối năm trước và tổ chức đang giúp. "
            "Hộ đã thoát nghèo bền vững, đã chuyển đi hoặc đã có năm đó thì để nguyên."
        )
        fields = (Shown("year", replace(shown_of(HouseholdYear.year).field, label="Sang năm"), True),)
        super().__init__(context, "Chuyển hộ sang năm sau", about, "Chuyển sang năm sau", parent, fields)
        self.form.set_values({"year": str(_next_year(context.today()))})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Begin the year for those that go on."""
        values = self.values()
        if values is None:
            return None
        context, ids, year = self.context, self.ids, values["year"]

        def work() -> str:
            begun = carry_over(context.database, ids, year, context.vocabulary)
            left = f"; {whole(len(ids) - begun)} hộ không phải chuyển" if begun < len(ids) else ""
            return f"Đã chuyển {whole(begun)} hộ sang năm {year}{left}"

        return work


def _next_year(today: date) -> int:
    return today.year + (today.month >= _LAST_MONTHS)


ACTS = (
    Act("register", "Đăng ký thoát nghèo…", lambda c, w, ids: run(c, RegisterDialog(c, ids, w)), several=True),
    Act("give", "Ghi hỗ trợ…", lambda c, w, ids: run(c, SupportDialog(c, ids, w)), several=True, strong=True),
    Act("carry", "Chuyển sang năm sau…", lambda c, w, ids: run(c, CarryOverDialog(c, ids, w)), several=True),
)
