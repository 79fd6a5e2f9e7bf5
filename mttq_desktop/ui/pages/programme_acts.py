"""Acts on the programme: its text as of a day, the draft of the next period, and who signs beside it."""

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.fields import Bad, Day
from mttq_desktop.queries import programme as queries
from mttq_desktop.queries.programme import Signatory
from mttq_desktop.records.programme import PROGRAMME
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.tree import Change, Node, as_of, grown
from mttq_desktop.services.programme import begin_next
from mttq_desktop.text.dates import short
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.editors import DayEditor
from mttq_desktop.ui.pages.chain_card import words
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.undoing import Done, noting_acts
from mttq_desktop.ui.widgets.dialogs import GrowingDialog

_SIZE = (820, 640)


class OnDayDialog(GrowingDialog):
    """The programme as it reads on a day; another day is typed above."""

    def __init__(self, context: Context, programme_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.programme_id = context, programme_id
        self.setWindowTitle("Nội dung chương trình theo ngày")
        self.resize(*_SIZE)
        field = Day(label="Theo ngày")
        self.day = DayEditor(field, context.place())
        self.day.set_text(short(context.today()))
        self.day.setFixedWidth(150)
        self.day.left.connect(self.show_day)
        self.wrong = words("", "error")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Nội dung chương trình")
        above = QHBoxLayout()
        above.addWidget(words("Nội dung có hiệu lực ngày", "quiet"))
        above.addWidget(self.day)
        above.addWidget(self.wrong, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(Button("Đóng   Esc", act=self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.show_day()

    def show_day(self) -> None:
        """Read the text anew for the day that is typed."""
        try:
            on = self.day.field.parse(self.day.text(), self.context.place())
        except Bad as bad:
            self.wrong.setText(bad.problem.message)
            return
        self.wrong.setText("")
        self.text.setHtml(_read(self.context, self.programme_id, on))


def _read(context: Context, programme_id: int, on: date) -> str:
    with context.database.reading() as session:
        sections, changes = queries.sections(session, programme_id), queries.changes(session, programme_id)
    others = queries.loose_changes(changes, as_of(sections, changes, on), on)
    parts = [_html(node, 0) for node in grown(sections, changes, on)]
    if others:
        parts.append("<h3>Sửa đổi, bổ sung khác</h3>" + "".join(f"<p>{escape(_told(c))}</p>" for c in others))
    return "".join(parts)


def _html(node: Node, depth: int) -> str:
    section, head = node.section, "h3" if depth == 0 else "h4"
    body = "".join(f"<p>{escape(line)}</p>" for line in section.body.split("\n") if line.strip())
    touched = "".join(f"<p><i>{escape(_told(c))}</i></p>" for c in node.changes)
    below = "".join(_html(child, depth + 1) for child in node.children)
    return f"<{head}>{escape(section.code)}. {escape(section.title)}</{head}>{body}{touched}{below}"


def _told(change: Change) -> str:
    number = f" theo {change.number}" if change.number else ""
    return f"Sửa đổi ngày {short(change.day)}{number}: {change.content}"


def show_on_day(context: Context, parent: QWidget, ids: Sequence[int]) -> OnDayDialog:
    """Open the text."""
    dialog = OnDayDialog(context, ids[0], parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def begin_next_period(context: Context, parent: QWidget, ids: Sequence[int]) -> int | None:
    """The draft of the next period, opened to be edited."""
    try:
        with noting_acts(context.database) as acts:
            made = begin_next(context.database, ids[0], context.vocabulary)
    except Trouble as trouble:
        context.shell.explain(trouble)
        return None
    context.shell.open_record(PROGRAMME, made)
    say_done(context, Done("Đã bắt đầu Chương trình kỳ mới; sửa rồi đánh dấu Đang áp dụng khi đã ký.", tuple(acts)))
    return made


def card(context: Context, facts: Facts) -> QWidget | None:
    """Who signs, on the day of signing or today; what is wrong with it in warning colour."""
    values = facts.values
    on = values["signed_on"] or _day_of(values["period"], context.today())
    with context.database.reading() as session:
        signing = queries.signatories(session, facts.id, on)
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(words(f"Người ký, ngày {short(on)}", "heading"))
    for one in signing:
        _add(column, context, one)
    if not signing:
        column.addWidget(words("Chưa ghi bên nào.", "quiet"))
    return block


def _add(column: QVBoxLayout, context: Context, one: Signatory) -> None:
    label = context.vocabulary.target("organisation").short(one.organisation_id)
    lead = " (chủ trì)" if one.role == "lead" else ""
    column.addWidget(words(f"{label}{lead}", "quiet"))
    if one.name:
        column.addWidget(words(f"{one.name} – {one.title.lower()}", ""))
    if one.remark:
        column.addWidget(words(one.remark, "warning"))


def _day_of(period: str, today: date) -> date:
    """Today, or the nearest day of the period."""
    span = Period.parse(period)
    return min(max(today, span.start), span.end)
