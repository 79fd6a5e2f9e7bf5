"""Acts on joint plans: hiệp thương over proposals, and last year's unfinished tasks into a plan."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Day, Line, Prose, Several, Timing
from mttq_desktop.queries import plans as queries
from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.records.kind import Shown
from mttq_desktop.records.plans import JOINT_PLAN, TASK_PROPOSAL, Decision
from mttq_desktop.services.plans import Verdict, carry_over, decide
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import ActDialog, FormDialog
from mttq_desktop.ui.pages.kind_list import KindList
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.undoing import Work

_DAY = Shown("day", Day(label="Ngày hiệp thương"), True)
_REASON = Shown("reason", Prose(label="Lý do", width=60), True)
_PARTNERS = Shown("partners", Several(label="Đơn vị phối hợp", target="organisation", width=40), False)
_CONTENT = Shown("content", Prose(label="Nội dung thống nhất", width=60), True)
_TIMING = Shown("timing", Timing(label="Thời gian thực hiện", width=20), False)
_PRODUCT = Shown("product", Line(label="Sản phẩm, kết quả dự kiến", longest=300, width=30), False)
_FIELDS = {
    Decision.ACCEPTED: (_DAY, _PARTNERS), Decision.CHANGED: (_CONTENT, _TIMING, _PRODUCT, _REASON, _DAY, _PARTNERS),
    Decision.REFUSED: (_REASON, _DAY), Decision.OPEN: (),
}  # fmt: skip
_MANY_CHANGED = (_TIMING, _REASON, _DAY, _PARTNERS)
_TITLES = {
    Decision.ACCEPTED: ("Đồng ý đưa vào kế hoạch", "Đồng ý"),
    Decision.CHANGED: ("Đồng ý có sửa đổi", "Đồng ý có sửa đổi"),
    Decision.REFUSED: ("Không đưa vào kế hoạch", "Không đưa vào"),
}  # fmt: skip
_DONE = {
    Decision.ACCEPTED: "Đã đồng ý {n} đề xuất; nhiệm vụ đã có trong kế hoạch.",
    Decision.CHANGED: "Đã đồng ý có sửa đổi {n} đề xuất; nhiệm vụ đã có trong kế hoạch.",
    Decision.REFUSED: "Không đưa {n} đề xuất vào kế hoạch.",
}  # fmt: skip


class DecideDialog(FormDialog):
    """One decision for all chosen proposals; what is left empty stays as proposed."""

    def __init__(self, context: Context, decision: Decision, ids: Sequence[int], parent: QWidget) -> None:
        self.decision, self.ids = decision, tuple(ids)
        with context.database.reading() as session:
            rows = read_values(session, TASK_PROPOSAL, ids, ("organisation_id", "content", "timing", "product"))
        fields = _MANY_CHANGED if decision is Decision.CHANGED and len(rows) > 1 else _FIELDS[decision]
        title, strong = _TITLES[decision]
        super().__init__(context, title, _about(context, rows), strong, parent, fields)
        texts = {"day": short(context.today())}
        if len(rows) == 1:
            texts |= {"content": rows[0][2], "timing": rows[0][3] or "", "product": rows[0][4] or ""}
        named = {s.name for s in fields}
        self.form.set_values({n: t for n, t in texts.items() if n in named})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Record the decision; the tasks follow."""
        values = self.values()
        if values is None:
            return None
        words = {n: values.get(n) or "" for n in ("reason", "content", "timing", "product")}
        verdict = Verdict(self.decision, values["day"], **words, partners=values.get("partners") or ())
        context, ids = self.context, self.ids

        def run() -> str:
            decide(context.database, ids, verdict, context.vocabulary)
            return _DONE[verdict.decision].format(n=whole(len(ids)))

        return run


def _about(context: Context, rows: Sequence[tuple[Any, ...]]) -> str:
    if len(rows) > 1:
        return f"{whole(len(rows))} đề xuất đang chọn. Ô để trống thì giữ như đề xuất."
    short_name = context.vocabulary.target("organisation").short(rows[0][1])
    return f"{short_name} đề xuất: {shortened(rows[0][2], 400)}"


def decider(decision: Decision) -> Callable[[Context, QWidget, Sequence[int]], ActDialog]:
    """The act that asks for one decision."""

    def begin(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
        dialog = DecideDialog(context, decision, ids, parent)
        dialog.act_done.connect(lambda done: say_done(context, done))
        dialog.open()
        return dialog

    return begin


def of_chosen(decision: Decision) -> Callable[[Context, QWidget], object]:
    """The same for the rows chosen in the list."""
    begin = decider(decision)

    def act(context: Context, page: QWidget) -> object:
        assert isinstance(page, KindList)
        if not (ids := page.chosen_ids()):
            context.shell.explain(Refused("Chưa chọn đề xuất nào.", "Chọn các dòng (giữ Ctrl hoặc Shift) rồi bấm lại."))
            return None
        return begin(context, page, ids)

    return act


def is_open(values: Any) -> bool:
    """Nothing was decided yet."""
    return bool(values["decision"] == Decision.OPEN)


class CarryDialog(ActDialog):
    """Last year's unfinished tasks into the plan of a year, which is begun when there is none."""

    def __init__(self, context: Context, year: int, parent: QWidget) -> None:
        self.year = year
        with context.database.reading() as session:
            waiting = queries.to_carry(session, year - 1)
            there = queries.plan_of(session, year) is not None
        where = "Kế hoạch đã có được bổ sung." if there else f"Kế hoạch năm {year} được bắt đầu."
        told = f"Năm {year - 1} không còn nhiệm vụ nào chưa xong để chuyển." if not waiting else (
            f"Năm {year - 1} còn {whole(len(waiting))} nhiệm vụ chưa xong. {where} Nhiệm vụ mới ghi rõ chuyển từ năm "
            f"trước; nhiệm vụ cũ thôi báo chậm. Thời gian ghi theo ngày, năm cũ thì để trống để ghi lại."
        )
        super().__init__(context, f"Chuyển tiếp sang năm {year}", told, "Chuyển tiếp", parent, 560)
        count = f" {whole(len(waiting))} nhiệm vụ" if waiting else ""
        self.name_strong(f"Chuyển tiếp{count}", bool(waiting))

    def work(self) -> Work | None:
        """Carry all of them over."""
        context, year = self.context, self.year

        def run() -> str:
            _, made = carry_over(context.database, year, context.today(), context.vocabulary)
            return f"Đã chuyển {whole(len(made))} nhiệm vụ sang kế hoạch năm {year}"

        return run


def carry_into(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
    """Into the plan at hand, from the year before it."""
    with context.database.reading() as session:
        year = int(read_values(session, JOINT_PLAN, ids, ("year",))[0][1])
    return _carry(context, parent, year)


def begin_from_last_year(context: Context, page: QWidget) -> ActDialog:
    """A plan for the year after the newest one, from what that one left."""
    with context.database.reading() as session:
        known = queries.years(session)
    newest = known[0] if known else context.today().year
    return _carry(context, page, newest + 1 if newest <= context.today().year else newest)


def _carry(context: Context, parent: QWidget, year: int) -> ActDialog:
    dialog = CarryDialog(context, year, parent)
    dialog.act_done.connect(lambda done: say_done(context, done))
    dialog.open()
    return dialog
