"""Figures by who did it, or by what it was; every number opens the records behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from mttq_desktop.fields import Coded, Key, Link, UnitOf
from mttq_desktop.queries.rollup import Standpoint, Units
from mttq_desktop.queries.tally import Ask, Column, Figure, Tally, gathered
from mttq_desktop.records.kind import Attribute, Kind, shown_of
from mttq_desktop.rules.period import Period
from mttq_desktop.services.plain_tables import Cell, PlainTable
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button, LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.family import Member
from mttq_desktop.ui.pages.listing_source import amount
from mttq_desktop.ui.pages.rows_dialog import show_rows
from mttq_desktop.ui.pages.table_out import export_button
from mttq_desktop.ui.pages.unit_choice import UnitChoice
from mttq_desktop.ui.theme import base_font
from mttq_desktop.ui.widgets.empty import EmptyState

_FIGURE = int(Qt.ItemDataRole.UserRole)
_NAME_WIDTH, _NUMBER_WIDTH, _ROW = 280, 110, 33


@dataclass(frozen=True)
class TallyView:
    """One way of summing a kind up: the question, the field that names the lines; `yearly` asks whole years.

    Lines that are units are gathered under those of today, or under the old districts.
    """

    key: str
    title: str
    kind: Kind[Any]
    ask: Ask
    line: Coded | Link
    yearly: bool = False

    @property
    def by_unit(self) -> bool:
        """Lines are units."""
        return isinstance(self.line, UnitOf)


class TallyTable(QTableWidget):
    """Numbers; Enter or a click opens what is behind one, Ctrl+C copies the whole table for Excel."""

    wanted = Signal()
    copy_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Ctrl+C copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)


class TallyPage(Page):
    """The working period's figures, asked anew when records change."""

    def __init__(
        self, context: Context, title: str, views: Sequence[TallyView], help_page: str = ""
    ) -> None:
        super().__init__(title)
        self.context, self.help_page = context, help_page
        self.views = {v.key: v for v in views}
        self.period: Period | None = None
        self.tally: Tally | None = None
        self.seen: Standpoint | None = None
        self._stale = True
        self._asker = Asker(self)
        self.pills = ViewPills()
        self.pills.set_views([View(v.key, v.title) for v in views])
        self.pills.setVisible(len(views) > 1)
        self.pills.chosen.connect(self.choose)
        self.units = UnitChoice(context)
        self.units.picked.connect(self.reload)
        self.when = QLabel()
        self.when.setProperty("role", "heading")
        self.table = _table(title)
        self.table.wanted.connect(self.open_rows)
        self.table.cellClicked.connect(lambda *_: self.open_rows())
        self.table.copy_asked.connect(self.copy)
        self.table.currentCellChanged.connect(lambda *_: self._tell_source())
        self.nothing = EmptyState("Chưa có gì trong kỳ này", "Chọn kỳ khác ở phía trên, hoặc nhập thêm.")
        self.source = QLabel()
        self.source.setProperty("role", "quiet")
        self.open_link = LinkButton("Mở", self.open_rows)
        self._lay_out()

    def _lay_out(self) -> None:
        head, second, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.pills, 1)
        second.setSpacing(10)
        second.addWidget(self.when)
        second.addWidget(self.units)
        second.addStretch(1)
        second.addWidget(Button("Chép bảng sang Excel", act=self.copy))
        second.addWidget(export_button(self, self.context, self.plain))
        foot.addWidget(self.source)
        foot.addWidget(self.open_link)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(second)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(foot)
        self.nothing.hide()

    # ── what is shown ────────────────────────────────────────────────────────

    @property
    def view(self) -> TallyView:
        """The chosen way of summing up."""
        return self.views[self.pills.current]

    def span(self) -> Period:
        """The period summed up: the working one, or its year."""
        period = self.period or Period.quarter_of(self.context.today())
        return Period(period.year, "Y") if self.view.yearly and period.start.year == period.end.year else period

    def choose(self, key: str) -> None:
        """Another way of summing up."""
        self.pills.choose(key)
        self.reload()

    def reload(self) -> None:
        """Ask for the figures of the period."""
        self._stale = False
        span, ask, database = self.span(), self.view.ask, self.context.database
        self.when.setText(span.label[:1].upper() + span.label[1:])
        self.units.follow()
        self.units.setVisible(self.view.by_unit)
        choice, today, by_unit = self.units.choice, self.context.today(), self.view.by_unit

        def question() -> tuple[Tally, Standpoint | None]:
            with database.reading() as session:
                found = ask(session, span.start, span.end)
                if not by_unit:
                    return found, None
                seen = Units.read(session).seen(choice, span, today)
                return gathered(found, lambda key: seen.target(int(key) if key is not None else None)), seen

        self._asker.ask(question, lambda found: self._take(*found))

    def _take(self, tally: Tally, seen: Standpoint | None) -> None:
        self.tally, self.seen = tally, seen
        lines = self._lines(tally)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.table.clear()
        self.table.setColumnCount(len(tally.columns) + 1)
        self.table.setRowCount(len(lines) + 1 if lines else 0)
        self._head(tally.columns)
        for row, (key, name) in enumerate(lines):
            self._fill(row, name, [tally.of(key, c.key) for c in tally.columns])
        if lines:
            self._fill(len(lines), "Tổng cộng", [tally.total[c.key] for c in tally.columns], bold=True)
            self.table.setCurrentCell(0, 1)
        self._tell_source()

    def _lines(self, tally: Tally) -> list[tuple[Key | None, str]]:
        """Lines in the catalogue's order; what is not known stands last."""
        if (seen := self.seen) is not None:
            units = seen.lines(int(k) if k is not None else None for k in tally.lines)
            return [(k, seen.name(k)) for k in units if k in tally.lines]
        words = self.context.vocabulary
        known = [e.key for e in self.view.line.lookup(words).entries if e.key in tally.lines]
        found: list[tuple[Key | None, str]] = [(k, self.view.line.lookup(words).short(k)) for k in known]
        return found + ([(None, "Không ghi")] if None in tally.lines else [])

    def _head(self, columns: Sequence[Column]) -> None:
        self.table.setHorizontalHeaderLabels([self.view.line.label, *(c.title for c in columns)])
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, _NAME_WIDTH)
        first = self.table.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _fill(self, row: int, name: str, figures: Sequence[Figure], *, bold: bool = False) -> None:
        self.table.setItem(row, 0, _item(name, bold=bold))
        for place, figure in enumerate(figures, start=1):
            self.table.setItem(row, place, _item(amount(figure.value), figure, bold=bold))

    # ── behind a number ──────────────────────────────────────────────────────

    def chosen(self) -> tuple[str, Figure]:
        """The figure with the keyboard, and its name."""
        row, column = self.table.currentRow(), self.table.currentColumn()
        item, head = self.table.item(row, column), self.table.horizontalHeaderItem(column)
        name = self.table.item(row, 0)
        figure = item.data(_FIGURE) if item is not None else None
        if figure is None or name is None or head is None:
            return "", Figure()
        return f"{name.text()} · {head.text()} · {self.span().label}", figure

    def _tell_source(self) -> None:
        _, figure = self.chosen()
        self.open_link.setVisible(bool(figure.ids))
        self.open_link.setText(f"Mở {whole(len(figure.ids))} {self.view.kind.one}")
        self.source.setText("Chọn một con số để xem nó đếm từ đâu.")
        self.source.setVisible(not figure.ids)

    def open_rows(self) -> None:
        """The records behind the chosen number."""
        title, figure = self.chosen()
        if figure.ids:
            until = min(self.span().end, self.context.today())
            self.rows = show_rows(self.context, title, figure.ids, self, self.view.kind, until=until)

    def copy(self) -> None:
        """The whole table, as Excel takes it."""
        lines = [self._texts(row) for row in range(-1, self.table.rowCount())]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self.context.shell.toast("Đã chép bảng. Dán vào Excel bằng Ctrl+V.")

    def plain(self) -> PlainTable:
        """The table as it stands, for a workbook."""
        tally = self.tally
        if tally is None:
            return PlainTable(self.view.title, (), ())
        captions = [self.view.line.label, *(c.title for c in tally.columns)]
        rows: list[Sequence[Cell]] = [
            (name, *(tally.of(key, c.key).value for c in tally.columns)) for key, name in self._lines(tally)
        ]
        rows.append(("Tổng cộng", *(tally.total[c.key].value for c in tally.columns)))
        return PlainTable(f"{self.view.title}, {self.span().label}", captions, rows)

    def _texts(self, row: int) -> list[str]:
        found = []
        for column in range(self.table.columnCount()):
            item = self.table.horizontalHeaderItem(column) if row < 0 else self.table.item(row, column)
            found.append(item.text() if item is not None else "")
        return found

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        if self._stale:
            self.reload()
        self.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Records or catalogues changed."""
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        if period != self.period:
            self.period = period
            self._stale = True
            if self.isVisible():
                self.reload()


def line_of(attribute: Attribute) -> Coded | Link:
    """The field that names the lines of a tally."""
    field = shown_of(attribute).field
    assert isinstance(field, Coded | Link)
    return field


def tally_member(
    context: Context, key: str, title: str, views: Sequence[TallyView], help_page: str
) -> Member:
    """The figures as one page of a family."""
    return Member(key, title, lambda: TallyPage(context, title, views, help_page))


def _table(name: str, parent: QWidget | None = None) -> TallyTable:
    table = TallyTable(0, 0, parent)
    table.setAccessibleName(name)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(_NUMBER_WIDTH)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    header.setDefaultAlignment(right | Qt.TextFlag.TextWordWrap)
    header.setFixedHeight(46)
    return table


def _item(text: str, figure: Figure | None = None, *, bold: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setData(_FIGURE, figure)
    side = Qt.AlignmentFlag.AlignLeft if figure is None else Qt.AlignmentFlag.AlignRight
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    if bold:
        item.setFont(base_font(bold=True))
    return item
