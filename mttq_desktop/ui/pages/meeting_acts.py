"""At a meeting: what earlier ones concluded is looked at first; a new meeting shows it from the start."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mttq_desktop.errors import Refused
from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.queries.meetings import Item, open_items
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION
from mttq_desktop.rules.tasks import standing
from mttq_desktop.services.meetings import look_at
from mttq_desktop.services.progress import Progress
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import ActDialog
from mttq_desktop.ui.pages.chain_card import words
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.plan_cards import Ties
from mttq_desktop.ui.pages.plan_words import standing_mark
from mttq_desktop.ui.pages.progress_grid import Line, ProgressGrid
from mttq_desktop.ui.pages.sections import inset, scrolled
from mttq_desktop.ui.pages.undoing import Work
from mttq_desktop.ui.widgets.figures import FiguresBlock

_SIZE = (1080, 620)
_SHOWN, _LONGEST = 8, 90


def _items(context: Context, before: date, meeting: int | None = None) -> tuple[Item, ...]:
    with context.database.reading() as session:
        return open_items(session, before, meeting)


class LookAtDialog(ActDialog):
    """Every open conclusion of earlier meetings; all that is shown counts as looked at when it is kept."""

    def __init__(self, context: Context, meeting: int, parent: QWidget) -> None:
        self.meeting = meeting
        with context.database.reading() as session:
            held_on = read_values(session, JOINT_MEETING, [meeting], ("held_on",))[0][1]
        self.items = _items(context, held_on, meeting)
        told = (
            f"{whole(len(self.items))} kết luận của các kỳ họp trước. Ghi trạng thái, ngày xong, kết quả; "
            "những kết luận giữ nguyên cũng được ghi là đã kiểm điểm tại cuộc họp này."
        )
        super().__init__(context, "Kiểm điểm kết luận kỳ trước", told, "Ghi kiểm điểm", parent, _SIZE[0])
        self.resize(*_SIZE)
        self.grid = ProgressGrid(RESOLUTION, context.place())
        self.grid.show_groups(_groups(context, self.items), context.place())
        self.body.addWidget(scrolled(inset(self.grid)), 1)
        if self.grid.rows:
            self.grid.rows[0].editors["state"].setFocus()

    def work(self) -> Work | None:
        """Write all of them, changed or not."""
        changed = self.grid.read()
        if changed is None:
            return None
        given = {i.id: Progress(i.id, i.state, i.result or "", i.done_on) for i in self.items}
        given |= {one.id: one for one in changed}
        context, meeting = self.context, self.meeting

        def run() -> str:
            n = look_at(context.database, meeting, tuple(given.values()), context.today(), context.vocabulary)
            return f"Đã kiểm điểm {whole(n)} kết luận kỳ trước"

        return run


def _groups(context: Context, items: Sequence[Item]) -> list[tuple[str, list[Line]]]:
    return [
        (f"Cuộc họp ngày {short(day)}", [_line(context, i) for i in them])
        for day, them in groupby(items, key=lambda i: i.held_on)
    ]


def _line(context: Context, item: Item) -> Line:
    today, label = context.today(), context.vocabulary.target("organisation").short
    due = f" · hạn {short(item.due_on)}" if item.due_on else ""
    mark = standing_mark(standing(item.state, item.due_on, today), item.due_on, today)
    return Line(item.id, item.content, label(item.lead_id) + due, mark, item.state, item.done_on, item.result or "")


def begin_look(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog | None:
    """Open the conclusions of earlier meetings."""
    dialog = LookAtDialog(context, ids[0], parent)
    if not dialog.items:
        dialog.deleteLater()
        context.shell.explain(Refused("Không còn kết luận nào của các kỳ họp trước cần kiểm điểm.", ""))
        return None
    dialog.act_done.connect(lambda done: say_done(context, done))
    dialog.open()
    return dialog


def opening(context: Context) -> QWidget | None:
    """Beside an empty form: what the meeting has to look at."""
    return _waiting(context, _items(context, context.today()), "Lưu cuộc họp rồi bấm “Kiểm điểm kết luận kỳ trước”.")


def card(context: Context, facts: Facts) -> QWidget | None:
    """How many agreed items are done, and what is still open from before."""
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    agreed, done = facts.values["agreed"], facts.values["agreed_done"]
    lines = [("Nội dung thống nhất", whole(agreed)), ("Đã xong", whole(done))]
    column.addWidget(FiguresBlock("Cuộc họp này", lines))
    looked = _items(context, facts.values["held_on"], facts.id)
    left = [i for i in looked if i.looked_at != facts.id]
    if seen := len(looked) - len(left):
        column.addWidget(words(f"Đã kiểm điểm {whole(seen)} kết luận kỳ trước.", ""))
    waiting = _waiting(context, left, "")
    if waiting is not None:
        column.addWidget(waiting)
    return block


def item_card(context: Context, facts: Facts) -> QWidget | None:
    """The meeting that agreed it, and the one that last looked at it."""
    ties = [("Xem cuộc họp thống nhất", JOINT_MEETING, facts.values["meeting_id"])]
    if facts.values["looked_at_id"] is not None:
        ties.append(("Xem cuộc họp đã kiểm điểm", JOINT_MEETING, facts.values["looked_at_id"]))
    return Ties(context, "Gắn với", ties)


def _waiting(context: Context, items: Sequence[Item], hint: str) -> QWidget | None:
    if not items:
        return None
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(words(f"{whole(len(items))} kết luận kỳ trước còn mở", "heading"))
    label, today = context.vocabulary.target("organisation").short, context.today()
    for item in items[:_SHOWN]:
        text = " ".join(item.content.split())
        column.addWidget(words(shortened(text, _LONGEST), ""))
        late = item.due_on is not None and item.due_on < today
        due = f" · hạn {short(item.due_on)}" if item.due_on else ""
        column.addWidget(words(label(item.lead_id) + due, "warning" if late else "small"))
    if len(items) > _SHOWN:
        column.addWidget(words(f"… và {whole(len(items) - _SHOWN)} kết luận nữa.", "quiet"))
    if hint:
        column.addWidget(words(hint, "quiet"))
    return block
