"""What can be done with a criticised draft, and the card beside it: steps with their days, five points, opinions."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mttq_desktop.records.criticism import CRITICISM, POINTS, SOCIAL_CRITICISM, SocialCriticism, Stage
from mttq_desktop.records.kind import Shown, shown_of
from mttq_desktop.records.recommendations import Recommendation
from mttq_desktop.rules import supervising
from mttq_desktop.rules.chain import Standing, chain
from mttq_desktop.services.criticism import Taken, record_taken, send
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import ActDialog, FormDialog
from mttq_desktop.ui.pages.chain_card import ChainCard, words
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.pages.kind_look import Act
from mttq_desktop.ui.pages.recommendation_acts import show_act
from mttq_desktop.ui.pages.recommendation_cards import from_source_card
from mttq_desktop.ui.pages.undoing import Work

_SENT = (shown_of(SocialCriticism.letter_number), replace(shown_of(SocialCriticism.sent_on), required=True))
_TAKEN = (
    shown_of(SocialCriticism.answer_number), replace(shown_of(SocialCriticism.answered_on), required=True),
    replace(shown_of(SocialCriticism.result), required=True), shown_of(SocialCriticism.issued),
)  # fmt: skip


class _OneDraft(FormDialog):
    """A dialog about one draft."""

    def __init__(
        self, context: Context, title: str, about: str, strong: str, parent: QWidget, fields: Sequence[Shown],
        record_id: int,
    ) -> None:  # fmt: skip
        super().__init__(context, title, about, strong, parent, fields)
        self.record_id = record_id
        day = next(s.name for s in fields if s.name.endswith("_on"))
        self.form.set_values({day: short(context.today())})
        self.form.focus_first()


class SentDialog(_OneDraft):
    """Number and day of the letter with the opinions."""

    def work(self) -> Work | None:
        """Record it."""
        if (values := self.values()) is None:
            return None
        context, record_id, today = self.context, self.record_id, self.context.today()

        def work() -> str:
            number = values.get("letter_number")
            send(context.database, record_id, values["sent_on"], number, today, context.vocabulary)
            return "Đã ghi văn bản phản biện, góp ý"

        return work


class TakenDialog(_OneDraft):
    """What the drafting body took in or explained."""

    def work(self) -> Work | None:
        """Record it."""
        if (values := self.values()) is None:
            return None
        taken = Taken(values["answered_on"], values["result"], values.get("answer_number"), values.get("issued"))
        context, record_id, today = self.context, self.record_id, self.context.today()

        def work() -> str:
            record_taken(context.database, record_id, taken, today, context.vocabulary)
            return "Đã ghi tiếp thu, giải trình"

        return work


def begin_sent(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
    """Ask for the letter."""
    about = "Hạn trả lời được tính từ ngày văn bản phản biện (Luật MTTQ, Điều 36.3); góp ý thì không tính hạn."
    title = "Ghi văn bản phản biện, góp ý"
    return show_act(context, SentDialog(context, title, about, "Ghi văn bản", parent, _SENT, ids[0]))


def begin_taken(context: Context, parent: QWidget, ids: Sequence[int]) -> ActDialog:
    """Ask what was answered."""
    about = "Từng ý kiến được tiếp thu hay giải trình ghi ở thẻ Từng ý kiến của phiếu."
    title = "Ghi tiếp thu, giải trình của cơ quan soạn thảo"
    return show_act(context, TakenDialog(context, title, about, "Ghi tiếp thu", parent, _TAKEN, ids[0]))


ACTS = (
    Act("sent", "Ghi văn bản đã gửi…", begin_sent, lambda v: v["stage"] == Stage.GATHERING, strong=True),
    Act("taken", "Ghi tiếp thu, giải trình…", begin_taken, lambda v: v["stage"] == Stage.WAITING, strong=True),
)


def criticism_card(context: Context, facts: Facts) -> QWidget:
    """The steps with their days, how full the five points are, what became of the opinions."""
    values, today = facts.values, context.today()
    plain = values["kind"] != CRITICISM
    card = QWidget()
    column = QVBoxLayout(card)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(8)
    due = {d.deadline.code: d.due.day for d in facts.days}
    links = chain(supervising.COMMENT if plain else supervising.CRITICISM, values, due, today)
    if links[0].standing is Standing.DONE_LATE and links[0].due_on is not None:
        column.addWidget(words(_late_draft(facts), "warning"))
    reasons = {d.deadline.code: d.due.reasons for d in facts.days}
    column.addWidget(ChainCard("Các bước góp ý" if plain else "Các bước phản biện", links, today, reasons))
    for text in (*(() if plain else (_points(facts),)), _opinions(facts)):
        column.addWidget(words(text, "quiet"))
    below = from_source_card(context, Recommendation.criticism_id, facts)
    if below is not None:
        column.addWidget(below)
    return card


def _late_draft(facts: Facts) -> str:
    day = next(d for d in facts.days if d.deadline.code == "pb_draft")
    late = (facts.values["received_on"] - day.due.day).days
    return f"Dự thảo đến chậm {late} ngày: phải gửi trước hết ngày {short(day.due.day)} (Luật MTTQ, Điều 36.1)."


def _points(facts: Facts) -> str:
    """Which of the five points are still empty."""
    empty = [p for p in POINTS if not facts.values[p]]
    said = f"Năm nội dung (Điều 33.2): đã ghi {len(POINTS) - len(empty)}/{len(POINTS)}"
    names = [SOCIAL_CRITICISM.field(p).label.split(". ", 1)[-1].lower() for p in empty]
    return f"{said}; còn thiếu {'; '.join(names)}." if names else f"{said}."


def _opinions(facts: Facts) -> str:
    """How many opinions are kept, and what became of them."""
    values = facts.values
    kept, taken, told = (values[n] for n in ("opinions_kept", "opinions_taken", "opinions_explained"))
    if not kept:
        return "Chưa ghi từng ý kiến."
    left = kept - taken - told
    waiting = f", {whole(left)} chưa trả lời" if left else ""
    return f"{whole(kept)} ý kiến: {whole(taken)} tiếp thu, {whole(told)} giải trình{waiting}."
