"""The charts of the start page: what each bar is called, and which slice of the records it stands for."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.watch import Chart, Count, Kept, Slice, Stage, months
from mttq_desktop.records.petitions import PetitionState
from mttq_desktop.rules.period import Period
from mttq_desktop.ui.pages.petitions_words import state_mark
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.chart import Bar, BarChart, Series

_STAGES = ((Stage.ANSWERED, Series("Đã trả lời", Tone.DONE)), (Stage.UNDER_WAY, Series("Đang xử lý", Tone.WAITING)),
           (Stage.LATE, Series("Quá hạn", Tone.LATE)))  # fmt: skip
_KEPT = {
    Kept.IN_TIME: "Đúng hạn", Kept.TOO_LATE: "Trễ hạn", Kept.WAITING: "Còn hạn", Kept.OVERDUE: "Quá hạn",
}  # fmt: skip
TITLES = {
    Chart.MONTH: "Kiến nghị theo tháng tiếp nhận", Chart.FIELD: "Lĩnh vực nhiều nhất", Chart.STATE: "Tình trạng",
    Chart.SENDER: "Nơi gửi nhiều nhất", Chart.ON_TIME: "Trả lời đúng hạn",
}  # fmt: skip
NO_FIELD, NO_SENDER = "Chưa phân lĩnh vực", "Chưa rõ nơi gửi"
_MOST = 6


class ChartCard(Card):
    """One chart in its card; `opened` carries the slice and its name."""

    opened = Signal(object, str)

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(TITLES[chart], parent=parent)
        self.chart = chart
        self.body.setContentsMargins(14, 10, 12, 10)
        self.body.setSpacing(4)
        self.bars = BarChart(TITLES[chart], lying=chart is not Chart.MONTH)
        self.bars.opened.connect(self._open)
        self.add(self.bars, 1)

    def show_counts(self, counts: Sequence[Count], vocabulary: Vocabulary, period: Period) -> None:
        """Show the counts of one period."""
        if self.chart is Chart.MONTH:
            self.bars.show_bars(_monthly(counts, period), [series for _, series in _STAGES])
            return
        named = [(c, name_of(self.chart, c.key, vocabulary)) for c in counts]
        if self.chart is Chart.ON_TIME:
            named.sort(key=lambda pair: list(Kept).index(Kept(pair[0].key)))
        self.bars.show_bars([Bar(name, (c.n,), c.key) for c, name in named[:_MOST]])

    def _open(self, key: object, series: int) -> None:
        stage = _STAGES[series] if self.chart is Chart.MONTH else None
        bar = next(b for b in self.bars.bars if b.key == key)
        name = f"{TITLES[self.chart]}: {bar.label}" + (f", {stage[1].name.lower()}" if stage else "")
        self.opened.emit(Slice(self.chart, str(key), stage[0].value if stage else None), name)


def _monthly(counts: Sequence[Count], period: Period) -> list[Bar]:
    found = {(c.key, c.series): c.n for c in counts}
    names = months(period)
    return [
        Bar(f"{int(month[5:])}/{month[2:4]}", tuple(found.get((month, stage.value), 0) for stage, _ in _STAGES), month)
        for month in names
    ]


def name_of(chart: Chart, key: str, vocabulary: Vocabulary) -> str:
    """What people call a bar."""
    if chart is Chart.FIELD:
        return vocabulary.code_list("petition_field_detail").label(key) if key else NO_FIELD
    if chart is Chart.STATE:
        return "Đã đôn đốc" if key == PetitionState.REMINDED else state_mark(key, None, date.max, 0).text
    if chart is Chart.ON_TIME:
        return _KEPT[Kept(key)]
    if not key:
        return NO_SENDER
    if key.startswith("u"):
        return vocabulary.units.short(int(key[1:]))
    return vocabulary.target("organisation").short(int(key[1:]))
