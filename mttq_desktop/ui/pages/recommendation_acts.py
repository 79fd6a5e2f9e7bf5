"""What can be done with recommendations: sent, urged, answered, supervised again; for one or several at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.records.kind import Shown, shown_of
from mttq_desktop.records.recommendations import RECOMMENDATION, Outcome, Recommendation, Stage
from mttq_desktop.services.recommendations import (
    Answer,
    Letter,
    PlannedReminder,
    plan_reminders,
    record_answer,
    send,
    supervise_again,
)
from mttq_desktop.services.reports.sending import Outgoing, urging
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import ActDialog, FormDialog
from mttq_desktop.ui.pages.kind_look import Act, say_done
from mttq_desktop.ui.pages.letters_dialog import Head, Item, LettersDialog, typed_day
from mttq_desktop.ui.pages.undoing import Work

_RESULT = shown_of(Recommendation.result)


def _needed(shown: Shown) -> Shown:
    return replace(shown, required=True)


_SEND = (shown_of(Recommendation.letter_number), _needed(shown_of(Recommendation.sent_on)),
         shown_of(Recommendation.due_on))  # fmt: skip
_ANSWER = (shown_of(Recommendation.answer_number), _needed(shown_of(Recommendation.answered_on)), _RESULT,
           shown_of(Recommendation.answer), shown_of(Recommendation.explanation))  # fmt: skip
_AGAIN = (_needed(shown_of(Recommendation.again_on)), _RESULT, _needed(shown_of(Recommendation.again_note)))


class SendDialog(FormDialog):
    """Number and day of the letter; without a due day each authority's own days count."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        about = f"{_which(context, ids)} Để trống thời hạn thì tính theo số ngày trả lời của cơ quan trong Danh mục."
        super().__init__(context, "Gửi văn bản kiến nghị", about, "Ghi đã gửi", parent, _SEND)
        self.form.set_values({"sent_on": short(context.today())})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Record the sending."""
        if (values := self.values()) is None:
            return None
        letter = Letter(values["sent_on"], values.get("letter_number"), values.get("due_on"))
        context, ids, today = self.context, self.ids, self.context.today()

        def work() -> str:
            return f"Đã ghi gửi {whole(send(context.database, ids, letter, today, context.vocabulary))} kiến nghị"

        return work


class AnswerDialog(FormDialog):
    """What was answered, and how far it is carried out."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        super().__init__(context, "Ghi trả lời kiến nghị", _which(context, ids), "Ghi trả lời", parent, _ANSWER)
        self.form.set_values({"answered_on": short(context.today())}, {"result": Outcome.DOING.value})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Keep the answer."""
        if (values := self.values()) is None:
            return None
        answer = _answer(values)
        context, ids, today = self.context, self.ids, self.context.today()

        def work() -> str:
            count = record_answer(context.database, ids, answer, today, context.vocabulary)
            return f"Đã ghi trả lời cho {whole(count)} kiến nghị"

        return work


def _answer(values: Mapping[str, Any]) -> Answer:
    return Answer(
        values["answered_on"], values["result"], values.get("answer_number"), values.get("answer"),
        values.get("explanation"),
    )  # fmt: skip


class AgainDialog(FormDialog):
    """What a later look showed."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        super().__init__(context, "Giám sát lại", _which(context, ids), "Ghi kết quả", parent, _AGAIN)
        result = _value(context, ids[0], "result")
        self.form.set_values({"again_on": short(context.today())}, {"result": result})
        self.form.focus_first()

    def work(self) -> Work | None:
        """Keep what was found."""
        if (values := self.values()) is None:
            return None
        day, found, result = values["again_on"], values["again_note"], values["result"]
        context, ids, today = self.context, self.ids, self.context.today()

        def work() -> str:
            count = supervise_again(context.database, ids, day, found, result, today, context.vocabulary)
            return f"Đã ghi giám sát lại {whole(count)} kiến nghị"

        return work


class RemindDialog(LettersDialog[PlannedReminder]):
    """One reminder for each authority; with the Front above named, its silence is told there."""

    def __init__(self, context: Context, ids: Sequence[int] | None, parent: QWidget) -> None:
        super().__init__(context, "Đôn đốc trả lời kiến nghị", "", parent)
        with context.database.reading() as session:
            planned = plan_reminders(session, context.today(), ids)
        if not planned:
            self.about.setText("Không có cơ quan nào còn nợ trả lời các kiến nghị này.")
            self.about.show()
        self.show_letters(planned)
        self.table.setFocus()

    def heads(self) -> Sequence[Head]:
        """Which reminder, how late, the new day, and the body above."""
        return (
            Head("Cơ quan", 260), Head("Lần", 50), Head("Kiến nghị", 84), Head("Trễ nhất", 90),
            Head("Số văn bản", 140, _with_number), Head("Hạn mới", 100, _with_due),
            Head("Gửi cấp trên", 210, _with_above),
        )  # fmt: skip

    def cells(self, letter: PlannedReminder) -> Sequence[str]:
        """One letter."""
        late = f"{whole(letter.latest)} ngày" if letter.latest else "chưa trễ"
        return (letter.authority, str(letter.times), whole(len(letter.items)), late, letter.number or letter.proposed,
                short(letter.new_due.day), letter.escalated_to or "")  # fmt: skip

    def why(self, letter: PlannedReminder) -> tuple[str, Sequence[str]]:
        """How the new day was counted, and whether the body above may be told."""
        lines = list(letter.new_due.reasons)
        if letter.above is not None:
            may = letter.above.day <= letter.day
            said = "Đã được gửi Mặt trận cấp trên trực tiếp" if may else "Được gửi Mặt trận cấp trên trực tiếp"
            lines.append(f"{said} từ {short(letter.above.day)}: ghi nơi nhận vào cột Gửi cấp trên.")
        return f"Vì sao hạn mới là {short(letter.new_due.day)}?", lines

    def items(self, letter: PlannedReminder) -> Sequence[Item]:
        """What it is about."""
        return [Item(i.id, f"{i.number}  hạn {short(i.due_on)} · {i.content}") for i in letter.items]

    def without(self, letter: PlannedReminder, left: frozenset[int]) -> PlannedReminder:
        """The letter with fewer of them."""
        return replace(letter, items=tuple(i for i in letter.items if i.id not in left))

    def going(self, letters: Sequence[PlannedReminder]) -> Outgoing:
        """All authorities in one act."""
        return urging(letters, self.context.vocabulary)

    def told(self, letters: Sequence[PlannedReminder]) -> str:
        """How many of what."""
        count = sum(len(letter.items) for letter in letters)
        return f"Đã đôn đốc {whole(len(letters))} cơ quan trả lời {whole(count)} kiến nghị"

    def say_strong(self) -> None:
        """Đôn đốc 3 cơ quan."""
        letters = self.chosen()
        self.name_strong(f"Đôn đốc {whole(len(letters))} cơ quan", bool(letters))


def _with_number(letter: PlannedReminder, text: str) -> PlannedReminder:
    return replace(letter, number=text.strip() or None)


def _with_due(letter: PlannedReminder, text: str) -> PlannedReminder:
    day = typed_day(text)
    return letter if day == letter.new_due.day else letter.due(day)


def _with_above(letter: PlannedReminder, text: str) -> PlannedReminder:
    return replace(letter, escalated_to=text.strip() or None)


def _which(context: Context, ids: Sequence[int]) -> str:
    with context.database.reading() as session:
        rows = read_values(session, RECOMMENDATION, list(ids[:4]), ("number", "authority_id"))
    bodies = dict.fromkeys(context.vocabulary.target("authority").short(body) for _, _, body in rows)
    more = f" và {whole(len(ids) - 4)} kiến nghị khác" if len(ids) > 4 else ""
    return f"{', '.join(str(n) for _, n, _ in rows)}{more} – {'; '.join(bodies)}."


def _value(context: Context, record_id: int, name: str) -> Any:
    with context.database.reading() as session:
        return read_values(session, RECOMMENDATION, [record_id], (name,))[0][1]


def show_act(context: Context, dialog: ActDialog) -> ActDialog:
    """Open a dialog; what it did is told with Hoàn tác."""
    dialog.act_done.connect(lambda done: say_done(context, done))
    dialog.open()
    return dialog


def begin_send(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
    """Ask for the letter's number and day."""
    return show_act(context, SendDialog(context, ids, parent))


def begin_answer(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
    """Ask what was answered."""
    return show_act(context, AnswerDialog(context, ids, parent))


def begin_reminder(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
    """Show one reminder per authority."""
    return show_act(context, RemindDialog(context, ids, parent))


def begin_again(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
    """Ask what the later look showed."""
    return show_act(context, AgainDialog(context, ids, parent))


def remind_all(context: Context, parent: QWidget) -> ActDialog:
    """One reminder for each authority that is late with anything."""
    return show_act(context, RemindDialog(context, None, parent))


def _at(*stages: Stage) -> Any:
    return lambda values: values["stage"] in stages


ACTS = (
    Act("send", "Ghi đã gửi…", begin_send, _at(Stage.DRAFT), strong=True, several=True),
    Act("answer", "Ghi trả lời…", begin_answer, _at(Stage.WAITING), strong=True, several=True),
    Act("remind", "Đôn đốc…", begin_reminder, _at(Stage.WAITING), several=True),
    Act("again", "Giám sát lại…", begin_again, lambda v: v["answered_on"] is not None, several=True),
)
