"""Beside a survey's form: the verdict by the threshold of its day, the reasons, and every question's shares."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.queries.indicators.surveys import bounds_on
from mttq_desktop.records.surveys import SURVEY_ANSWER
from mttq_desktop.rules.thresholds import Answered, Ballots, Bounds, Share, Verdict, ratio, verdict
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import percent, whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.kind_facts import Facts
from mttq_desktop.ui.table import Mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.pill import Pill

UNCONFIRMED = "Ngưỡng này chưa kiểm tra văn bản gốc; sửa được ở Danh mục › Ngưỡng hài lòng nông thôn mới."
_WINDOW = "ntm_window"
_HEADS = ("Câu", "Hài lòng", "% hợp lệ", "% thu về")


def judged(facts: Facts, bounds: Bounds | None) -> Verdict:
    """The survey as it is stored against the bounds of its day."""
    v = facts.values
    answers = [
        Answered(a["question"], bool(a["overall"]), a["satisfied"]) for _, a in facts.parts[SURVEY_ANSWER.name]
    ]
    return verdict(Ballots(v["households"], v["chosen"], v["ballots_in"], v["ballots_valid"], answers), bounds)


def window_words(facts: Facts) -> str:
    """Why the survey took longer than the rule's days; empty when it did not."""
    ended = facts.values["ends_on"]
    last: date | None = next((d.due.day for d in facts.days if d.deadline.code == _WINDOW), None)
    if last is None or ended is None or ended <= last:
        return ""
    return f"Kết thúc ngày {short(ended)}, sau hạn {short(last)} của thời gian lấy ý kiến, tổng hợp."


class SurveyCard(QWidget):
    """Made anew for every record that is shown."""

    def __init__(self, context: Context, facts: Facts) -> None:
        super().__init__()
        with context.database.reading() as session:
            self.bounds = bounds_on(session)(facts.values["form"], facts.values["starts_on"])
        self.verdict = judged(facts, self.bounds)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._say("Kết luận theo ngưỡng ngày lấy ý kiến", "heading")
        self._column.addWidget(Pill(mark_of(self.verdict)))
        for reason in self.verdict.reasons:
            self._say(reason, "")
        self._basis()
        if late := window_words(facts):
            self._say(late, "warning")
        self._say("Tỷ lệ", "heading")
        self._shares(facts)
        self._questions(facts)

    def _say(self, text: str, role: str) -> None:
        self._column.addWidget(_words(text, role))

    def _basis(self) -> None:
        if self.bounds is None:
            return
        self._say(f"Căn cứ: {self.bounds.basis}." if self.bounds.basis else "Chưa ghi căn cứ.", "small")
        if not self.bounds.confirmed:
            self._say(UNCONFIRMED, "warning")

    def _shares(self, facts: Facts) -> None:
        v = facts.values
        self._say(f"Hộ lấy phiếu: {_of(v['chosen'], v['households'])} tổng số hộ", "")
        self._say(f"Phiếu thu về: {_of(v['ballots_in'], v['ballots_out'])} phiếu phát ra", "")
        self._say(f"Phiếu hợp lệ: {_of(v['ballots_valid'], v['ballots_in'])} phiếu thu về", "")
        if self.verdict.overall.of_valid is not None:
            self._say(f"Hài lòng chung: {both(self.verdict.overall)}", "")

    def _questions(self, facts: Facts) -> None:
        rows = [a for _, a in facts.parts[SURVEY_ANSWER.name]]
        if not rows:
            self._say("Chưa ghi câu hỏi nào. Thêm ở thẻ “Kết quả từng câu hỏi”.", "quiet")
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        for column, head in enumerate(_HEADS):
            grid.addWidget(_words(head, "small"), 0, column, _right(column))
        for n, row in enumerate(rows, start=1):
            for column, text in enumerate(_texts(row, facts)):
                grid.addWidget(_words(text, ""), n, column, _right(column))
        self._column.addLayout(grid)


def mark_of(found: Verdict) -> Mark:
    """The verdict as a word."""
    if found.passed is None:
        return Mark("Chưa xét được", Tone.PLAIN)
    return Mark("Đạt ngưỡng", Tone.DONE) if found.passed else Mark("Chưa đạt ngưỡng", Tone.LATE)


def both(share: Share) -> str:
    """ "92,31% phiếu hợp lệ (90% phiếu thu về)"."""
    if share.of_valid is None:
        return "–"
    returned = f" ({percent(share.of_returned)} phiếu thu về)" if share.of_returned is not None else ""
    return f"{percent(share.of_valid)} phiếu hợp lệ{returned}"


def _texts(row: Any, facts: Facts) -> tuple[str, ...]:
    shares = (ratio(row["satisfied"], facts.values[n]) for n in ("ballots_valid", "ballots_in"))
    name = f"{row['question']} (chung)" if row["overall"] else str(row["question"])
    return (name, whole(row["satisfied"]), *(percent(s) if s is not None else "–" for s in shares))


def _of(part: int, total: int) -> str:
    share = ratio(part, total)
    return f"{whole(part)}/{whole(total)}" + (f", {percent(share)}" if share is not None else "")


def _right(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(len(text) > 20)
    return label
