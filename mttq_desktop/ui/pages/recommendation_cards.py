"""Recommendations beside their source, and the source and the reminders beside a recommendation."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mttq_desktop.queries.recommendations import FromSource, Origin, of_source, origin, urgings
from mttq_desktop.records.kind import Attribute
from mttq_desktop.records.recommendations import RECOMMENDATION, Stage
from mttq_desktop.rules.answering import Urging
from mttq_desktop.text.dates import short
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.chain_card import words
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.tones import tone_of
from mttq_desktop.ui.widgets.pill import Pill
from mttq_desktop.ui.widgets.timeline import Happening, Timeline

STAGES = "recommendation_stage"
_LONGEST = 80


def from_source_card(context: Context, source: Attribute, facts: Facts) -> QWidget | None:
    """What came of the recommendations of one record; each opens its own page. None when it made none."""
    with context.database.reading() as session:
        found = of_source(session, source, facts.id)
    return FromSourceCard(context, found) if found else None


class FromSourceCard(QWidget):
    """How many are settled, then each with its state."""

    def __init__(self, context: Context, found: Sequence[FromSource]) -> None:
        super().__init__()
        self.context, self.found = context, tuple(found)
        settled = sum(1 for f in found if f.stage in (Stage.DONE, Stage.DECLINED))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(words(f"Kiến nghị: {settled}/{len(found)} có kết quả", "heading"))
        for one in found:
            column.addWidget(self._line(one))

    def _line(self, one: FromSource) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(words(_cut(one.content), ""))
        row = QHBoxLayout()
        row.addWidget(Pill(self.mark(one)))
        body = self.context.vocabulary.target("authority").short(one.authority_id)
        row.addWidget(words(body, "small"), 1)
        link = LinkButton("mở", lambda: self.open(one.id))
        link.setAccessibleName(f"Mở kiến nghị {_cut(one.content)}")
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        return block

    def mark(self, one: FromSource) -> Mark:
        """Its state; a late answer is said with its days."""
        if one.stage == Stage.WAITING and one.due_on is not None and (late := self._late(one)) > 0:
            return Mark(f"Quá hạn {late} ngày", Tone.LATE)
        label = self.context.vocabulary.codes[STAGES].label(one.stage)
        return Mark(label, tone_of(STAGES, one.stage))

    def _late(self, one: FromSource) -> int:
        return (self.context.today() - one.due_on).days if one.due_on is not None else 0

    def open(self, record_id: int) -> None:
        """On the follow-up page, with the others of this source around it."""
        self.context.shell.open_record(RECOMMENDATION, record_id, [f.id for f in self.found])


def recommendation_card(context: Context, facts: Facts) -> QWidget | None:
    """Where a recommendation came from, and how often it was urged."""
    with context.database.reading() as session:
        found, urged = origin(session, facts.id), urgings(session, [facts.id]).get(facts.id, ())
    return RecommendationCard(context, found, urged) if found or urged else None


class RecommendationCard(QWidget):
    """The source with a link to it, then the reminders, the newest first."""

    def __init__(self, context: Context, source: Origin | None, urged: Sequence[Urging]) -> None:
        super().__init__()
        self.context, self.source = context, source
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        if source is not None:
            column.addWidget(words(f"Phát sinh từ {source.kind.one}", "heading"))
            column.addWidget(words(" · ".join(t for t in (source.number, _cut(source.name)) if t), ""))
            link = LinkButton(f"mở {source.kind.one}", self.open_source)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if urged:
            column.addWidget(words("Đã đôn đốc", "heading"))
            timeline = Timeline(72)
            timeline.show_happenings([Happening(short(u.day), said(u)) for u in reversed(urged)])
            column.addWidget(timeline)

    def open_source(self) -> None:
        """The record it came from, on its own page."""
        if self.source is not None:
            self.context.shell.open_record(self.source.kind, self.source.id)


def said(urging: Urging) -> str:
    """One reminder in words."""
    number = f", số {urging.number}" if urging.number else ""
    until = f"; hạn mới {short(urging.new_due_on)}" if urging.new_due_on else ""
    above = f"; gửi cấp trên: {urging.escalated_to}" if urging.escalated_to else ""
    return f"Lần {urging.round}{number}{until}{above}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return shortened(text, _LONGEST)
