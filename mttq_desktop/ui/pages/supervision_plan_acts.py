"""Changing or cancelling what the six agreed on in the year's plan: always with a reason."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.queries.supervisions import UNFINISHED
from mttq_desktop.records.kind import shown_of
from mttq_desktop.records.supervisions import SUPERVISION, Supervision
from mttq_desktop.services.supervisions import adjust, cancel
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import ActDialog, FormDialog
from mttq_desktop.ui.pages.kind_look import Act
from mttq_desktop.ui.pages.recommendation_acts import show_act
from mttq_desktop.ui.pages.undoing import Work

_REASON = replace(shown_of(Supervision.plan_reason), required=True)
_ADJUSTED = (
    shown_of(Supervision.timing), shown_of(Supervision.form), shown_of(Supervision.chair_id),
    shown_of(Supervision.content), _REASON,
)  # fmt: skip
_CHANGED = ("timing", "form", "chair_id", "content")


class AdjustDialog(FormDialog):
    """Time, form, chair or content of one supervision, and why it is changed."""

    def __init__(self, context: Context, record_id: int, parent: QWidget) -> None:
        self.record_id = record_id
        with context.database.reading() as session:
            (found,) = read_values(session, SUPERVISION, [record_id], ("number", *_CHANGED))
        super().__init__(
            context, "Điều chỉnh kế hoạch giám sát", f"{found[1]}. Đổi điều đã thống nhất thì ghi lý do.",
            "Lưu điều chỉnh", parent, _ADJUSTED,
        )  # fmt: skip
        given = {n: v for n, v in zip(_CHANGED, found[2:], strict=True) if v is not None}
        texts = {n: SUPERVISION.field(n).format(v, context.vocabulary) for n, v in given.items()}
        self.form.set_values(texts, {n: v for n, v in given.items() if hasattr(SUPERVISION.field(n), "lookup")})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Keep the change with its reason."""
        if (values := self.values()) is None:
            return None
        context, record_id = self.context, self.record_id
        changes = {n: values.get(n) for n in _CHANGED}

        def work() -> str:
            adjust(context.database, record_id, changes, values["plan_reason"], context.vocabulary)
            return "Đã điều chỉnh kế hoạch"

        return work


class CancelDialog(FormDialog):
    """Why these leave the plan."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        about = f"{whole(len(ids))} cuộc giám sát chuyển sang “Hủy”, vẫn còn trong sổ cùng lý do."
        super().__init__(context, "Hủy khỏi kế hoạch giám sát", about, "Hủy khỏi kế hoạch", parent, (_REASON,))
        self.form.focus_first()

    def work(self) -> Work | None:
        """Take them out of the plan."""
        if (values := self.values()) is None:
            return None
        context, ids = self.context, self.ids

        def work() -> str:
            return f"Đã hủy {whole(cancel(context.database, ids, values['plan_reason'], context.vocabulary))} cuộc"

        return work


def begin_adjust(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
    """Ask what changes and why."""
    return show_act(context, AdjustDialog(context, ids[0], parent))


def begin_cancel(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
    """Ask why."""
    return show_act(context, CancelDialog(context, ids, parent))


ACTS = (
    Act("adjust", "Điều chỉnh kế hoạch…", begin_adjust, lambda v: v["state"] in UNFINISHED),
    Act("cancel", "Hủy khỏi kế hoạch…", begin_cancel, lambda v: v["state"] in UNFINISHED, several=True),
)
