"""Recording an authority's answer, for one petition or for many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from mttq_desktop.errors import Problem
from mttq_desktop.queries import petitions as queries
from mttq_desktop.records.kind import Shown, shown_of
from mttq_desktop.records.petitions import Forwarding, Reply
from mttq_desktop.services.petitions.replies import Answer, check_answer, correct_reply, record_reply
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import FormDialog
from mttq_desktop.ui.pages.undoing import Work

_CLASS = shown_of(Reply.reply_class)
_FIELDS = (
    *map(shown_of, (Reply.authority_id, Reply.number, Reply.day)),
    Shown(_CLASS.name, replace(_CLASS.field, width=24), _CLASS.required),
    *map(shown_of, (Reply.content, Reply.schedule, Reply.expected_on, Reply.assessment, Reply.signer)),
)
"""In the order of the paper; the classes of answers have long names."""
_RETURNED = Shown("returned_on", shown_of(Forwarding.returned_on).field, True)


class ReplyDialog(FormDialog):
    """Number, day, class and words of an answer; `reply` corrects one recorded before."""

    def __init__(
        self, context: Context, ids: Sequence[int], parent: QWidget, reply: Reply | None = None
    ) -> None:
        self.ids, self.reply = tuple(ids), reply
        title = "Sửa trả lời" if reply else "Ghi trả lời của cơ quan"
        about, self._owed = _asked(context, ids)
        super().__init__(context, title, about, "Lưu trả lời" if reply else "Ghi trả lời", parent, _FIELDS)
        self._fill()
        self.form.left.connect(lambda _: self._look())

    def _fill(self) -> None:
        texts: dict[str, str] = {"day": short(self.context.today())}
        picked: dict[str, object] = {}
        if self.reply is not None:
            words = self.context.vocabulary
            for shown in _FIELDS:
                if (value := getattr(self.reply, shown.name)) is not None:
                    texts[shown.name] = shown.field.format(value, words)
            picked["authority_id"] = self.reply.authority_id
        elif len(self._owed) == 1:
            picked["authority_id"] = self._owed[0]
        self.form.set_values(texts, picked)
        self.form.focus_first()

    def _look(self) -> None:
        """What is worth a look (a promise without a day) is shown while there is time to mend it."""
        values, problems = self.form.read()
        if not problems and values.get("day") and values.get("reply_class"):
            found = check_answer(_answer(values), self.context.today())
            self.form.show_problems(p for p in found if p.code != "missing")

    def work(self) -> Work | None:
        """Keep the answer."""
        values = self.values()
        if values is None:
            return None
        answer, database, today = _answer(values), self.context.database, self.context.today()
        reply, ids = self.reply, self.ids

        def work() -> str:
            if reply is not None:
                correct_reply(database, reply.id, answer, today)
                return "Đã sửa trả lời"
            record_reply(database, ids, answer, today)
            return f"Đã ghi trả lời cho {whole(len(ids))} kiến nghị"

        return work


def _answer(values: Mapping[str, Any]) -> Answer:
    given = {name: values.get(name) for name in Answer.__dataclass_fields__}
    return Answer(**given | {"number": given["number"] or "", "content": given["content"] or ""})


def _asked(context: Context, ids: Sequence[int]) -> tuple[str, list[int]]:
    """What the dialog is about, and the authorities that owe an answer."""
    with context.database.reading() as session:
        standings = queries.standings(session, ids)
        roots = [s.root for s in standings]
        open_ = queries.open_forwardings(session, ids=roots)
    owed = list(dict.fromkeys(f.authority_id for f in open_))
    numbers = ", ".join(s.number for s in standings[:4]) + (f" và {len(standings) - 4} kiến nghị khác"
                                                            if len(standings) > 4 else "")  # fmt: skip
    names = "; ".join(context.vocabulary.target("authority").short(a) for a in owed[:4])
    return f"{numbers}." + (f" Đang chờ trả lời: {names}." if names else ""), owed


class ReturnedDialog(FormDialog):
    """An authority gave petitions back: không đúng thẩm quyền."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        self.ids = tuple(ids)
        about, owed = _asked(context, ids)
        fields = (Shown("authority_id", shown_of(Reply.authority_id).field, True), _RETURNED)
        super().__init__(context, "Cơ quan trả lại, không đúng thẩm quyền", about, "Ghi trả lại", parent, fields)
        picked: dict[str, object] = {"authority_id": owed[0]} if len(owed) == 1 else {}
        self.form.set_values({"returned_on": short(context.today())}, picked)
        self.form.focus_first()

    def work(self) -> Work | None:
        """End the open forwardings to that authority."""
        from mttq_desktop.services.petitions.forwarding import return_petition

        values = self.values()
        if values is None:
            return None
        day = values["returned_on"]
        assert isinstance(day, date)
        if day > self.context.today():
            self.form.show_problems([Problem("date_out_of_period", "Ngày trả lại ở tương lai.", field="returned_on")])
            return None
        database, ids, authority = self.context.database, self.ids, int(values["authority_id"])

        def work() -> str:
            return_petition(database, ids, authority, day)
            return f"Đã ghi trả lại {whole(len(ids))} kiến nghị"

        return work
