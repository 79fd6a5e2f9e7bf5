"""Acts on the questions of dialogues: their answer, and following them elsewhere."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from mttq_desktop.fields import Coded, Day, Prose
from mttq_desktop.records.kind import Shown
from mttq_desktop.services import dialogues
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import FormDialog
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.undoing import Done, Work, noting_acts

_FIELDS = (
    Shown("day", Day(label="Ngày có kết quả"), True),
    Shown("outcome", Coded(label="Kết quả", codes="petition_reply_class", width=28), True),
    Shown("text", Prose(label="Nội dung trả lời (để trống nếu giữ nội dung đã ghi)", width=60), False),
)


class AnswerDialog(FormDialog):
    """What came of one question, or of several at once."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        about = f"Ghi cho {whole(len(ids))} ý kiến đối thoại đang chọn."
        super().__init__(context, "Kết quả trả lời ý kiến đối thoại", about, "Ghi kết quả", parent, _FIELDS)
        self._ids = tuple(ids)
        self.form.set_values({"day": short(context.today())})

    def work(self) -> Work | None:
        """Record the answer."""
        values = self.values()
        if values is None:
            return None
        database, ids = self.context.database, self._ids

        def run() -> str:
            n = dialogues.answer(
                database, ids, day=values["day"], outcome=values["outcome"], text=values.get("text")
            )  # fmt: skip
            return f"Đã ghi kết quả {whole(n)} ý kiến đối thoại."

        return run


def answer(context: Context, parent: QWidget, ids: Sequence[int]) -> None:
    """Ask for the answer."""
    dialog = AnswerDialog(context, ids, parent)
    dialog.act_done.connect(lambda done: say_done(context, done))
    dialog.open()


def follow_as_petitions(context: Context, parent: QWidget, ids: Sequence[int]) -> None:
    """The questions stand in the list of petitions from now on."""
    with noting_acts(context.database) as acts:
        made = dialogues.to_petitions(context.database, ids)
    say_done(context, Done(f"Đã thành {whole(len(made))} kiến nghị, xem ở trang Ý kiến, kiến nghị.", tuple(acts)))


def follow_as_recommendations(context: Context, parent: QWidget, ids: Sequence[int]) -> None:
    """The questions are followed like recommendations after supervision."""
    with noting_acts(context.database) as acts:
        made = dialogues.to_recommendations(context.database, ids)
    say_done(context, Done(f"Đang theo dõi {whole(len(made))} kiến nghị sau đối thoại.", tuple(acts)))
