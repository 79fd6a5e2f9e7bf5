"""Chỉ tiêu: every indicator by organisation or by unit, what is behind it, and figures typed over the counted ones."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Line
from mttq_desktop.queries.indicators import By, Figure
from mttq_desktop.records.kind import Kind, Shown
from mttq_desktop.records.periodic import OVERRIDE, Override
from mttq_desktop.rules.period import Period
from mttq_desktop.services.indicator_board import (
    IndicatorBoard,
    Overriding,
    Row,
    board,
    in_words,
    take_back,
    type_over,
)
from mttq_desktop.services.periodic import figure_text, read_figure
from mttq_desktop.services.plain_tables import PlainTable
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.act_dialog import FormDialog, run
from mttq_desktop.ui.pages.indicator_lines import IndicatorList, LineTable
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.pills import Pills
from mttq_desktop.ui.pages.rows_dialog import RowsDialog, show_rows
from mttq_desktop.ui.pages.table_out import export_button
from mttq_desktop.ui.pages.undoing import Work, noted
from mttq_desktop.ui.pages.unit_choice import UnitChoice
from mttq_desktop.ui.widgets.combo import Combo
from mttq_desktop.ui.widgets.split import beside

_BY = (By.ORGANISATION, By.UNIT)
_FIELDS = (
    Shown("figure", Line(label="Số ghi đè", width=18, hint="gõ - nếu không có"), True),
    Shown("note", Line(label="Lý do", longest=500, width=40, hint="ví dụ: Báo cáo giấy số 12/BC-HND"), True),
)


class OverrideDialog(FormDialog):
    """One figure over the counted one, with its reason."""

    def __init__(self, context: Context, period: Period, row: Row, label: str, parent: QWidget) -> None:
        self.period, self.row = period, row
        about = f"{label}\n{row.name}, {period.label}; sổ đếm được: {in_words(row.cell.counted)}. Số đếm vẫn được giữ."
        super().__init__(context, "Ghi đè chỉ tiêu", about, "Ghi đè", parent, _FIELDS)
        typed = row.cell.typed
        if typed is not None and typed.record:
            self.form.set_values({"figure": figure_text(typed.value), "note": typed.note})
        self.form.editor("figure").setFocus()

    def work(self) -> Work | None:
        """Keep the figure."""
        values = self.values()
        if values is None:
            return None
        try:
            value = read_figure(values["figure"])
        except Refused as refused:
            self.refuse(refused)
            return None
        wanted = Overriding(self.row.own, value, values["note"])
        database, period, today, name = self.context.database, self.period, self.context.today(), self.row.name

        def work() -> str:
            type_over(database, period, wanted, today)
            return f"Đã ghi đè {wanted.own.code} của {name}: {in_words(value)}"

        return work


class IndicatorPage(Page):
    """Indicators at the left, the lines of the chosen one at the right; the period is the working one."""

    help_page = "bao-cao-dinh-ky"

    def __init__(self, context: Context) -> None:
        super().__init__("Chỉ tiêu")
        self.context = context
        self.period = Period.quarter_of(context.today())
        self.board: IndicatorBoard | None = None
        self.dialog: OverrideDialog | None = None
        self.rows: RowsDialog | None = None
        self._asker, self._rows_asker, self._doing = Asker(self, 60), Asker(self), Asker(self, in_order=True)
        self._stale = True
        self._wanted = ""
        self._make()
        self._lay_out()
        self._connect()
        self._tell_choices()

    def _make(self) -> None:
        self.when, self.heading, self.told = QLabel(), QLabel(), QLabel()
        for label in (self.when, self.heading):
            label.setProperty("role", "heading")
        for label in (self.heading, self.told):
            label.setWordWrap(True)
        self.told.setProperty("role", "quiet")
        self.by = Pills("Xếp theo", ("Theo tổ chức", "Theo đơn vị"))
        self.units = UnitChoice(self.context)
        self.of = Combo("Hồ sơ của tổ chức")
        self.list, self.lines = IndicatorList(self), LineTable(self)
        self.open = Button("Mở hồ sơ", act=self.open_rows)
        self.type = Button("Ghi đè…", act=self.type_over)
        self.back = Button("Bỏ ghi đè", act=self.take_back)
        self.line_out = Button("Xuất chỉ tiêu này…", act=self._export_line)

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.when)
        head.addWidget(self.by)
        head.addWidget(self.units)
        head.addWidget(self.of)
        head.addStretch(1)
        head.addWidget(export_button(self, self.context, self.table))
        foot.setSpacing(8)
        for button in (self.open, self.line_out):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.back, self.type):
            foot.addWidget(button)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(12, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.heading)
        side.addWidget(self.lines, 1)
        side.addWidget(self.told)
        side.addLayout(foot)
        split = beside(self.list, right, (420, 690))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(split, 1)

    def _connect(self) -> None:
        self.by.currentIndexChanged.connect(lambda _: self._tell_choices())
        self.by.currentIndexChanged.connect(lambda _: self.reload())
        self.units.picked.connect(self.reload)
        self.of.currentIndexChanged.connect(lambda _: self.reload())
        self.list.currentCellChanged.connect(lambda *_: self._show_lines())
        self.lines.currentCellChanged.connect(lambda *_: self._tell_line())
        self.list.wanted.connect(self.lines.setFocus)
        self.lines.wanted.connect(self.open_rows)

    # ── showing ──────────────────────────────────────────────────────────────

    def _tell_choices(self) -> None:
        by_unit = _BY[self.by.currentIndex()] is By.UNIT
        self.units.setVisible(by_unit)
        self.of.setVisible(by_unit)

    def _offer_organisations(self) -> None:
        chosen = self.of.currentData()
        entries = self.context.vocabulary.target("organisation").entries
        self.of.blockSignals(True)
        self.of.clear()
        self.of.addItem("Mọi tổ chức", None)
        for entry in (e for e in entries if e.valid(self.period.end)):
            self.of.addItem(entry.short or entry.label, entry.key)
        self.of.setCurrentIndex(max(0, self.of.findData(chosen)))
        self.of.blockSignals(False)

    def reload(self) -> None:
        """Count anew for the period and the choices."""
        self._stale = False
        self.units.follow()
        self._offer_organisations()
        label = self.period.label
        self.when.setText(label[:1].upper() + label[1:])
        context, period, today = self.context, self.period, self.context.today()
        by, choice = _BY[self.by.currentIndex()], self.units.choice
        organisation = self.of.currentData() if by is By.UNIT else None

        def ask() -> IndicatorBoard:
            with context.database.reading() as session:
                return board(session, period, today, by, choice, organisation)

        self._asker.ask(ask, self._take, context.shell.explain)

    def _take(self, found: IndicatorBoard) -> None:
        self.board = found
        self.list.show_board(found)
        if self._wanted:
            self.list.choose(self._wanted)
            self._wanted = ""
        self._show_lines()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: colours of cells are put anew."""
        super().changeEvent(event)
        board = getattr(self, "board", None)
        if event.type() == QEvent.Type.PaletteChange and board is not None:
            self._take(board)

    def _show_lines(self) -> None:
        code = self.list.code
        if self.board is None or not code:
            return
        one = next(i for i in self.board.indicators if i.code == code)
        self.heading.setText(f"{code}. {one.label} ({one.measure})")
        self.lines.show_rows(self.board.rows(code))
        self._tell_line()

    def _tell_line(self) -> None:
        row = self.lines.chosen
        typed = row.cell.typed if row is not None else None
        self.type.setEnabled(row is not None and not row.why_not)
        self.type.setToolTip(row.why_not if row is not None else "")
        self.type.setText("Sửa ghi đè…" if typed is not None and typed.record else "Ghi đè…")
        self.back.setEnabled(typed is not None and bool(typed.record))
        self.open.setEnabled(row is not None)
        if row is not None:
            self.told.setText(_words(row))

    # ── behind a figure ──────────────────────────────────────────────────────

    def open_rows(self) -> None:
        """The records that the chosen figure counts."""
        row, found = self.lines.chosen, self.board
        if row is None or found is None:
            return
        context, today = self.context, self.context.today()

        def ask() -> Figure:
            with context.database.reading() as session:
                return found.behind(session, row, today)

        def take(figure: Figure) -> None:
            if not figure.ids or figure.kind is None:
                context.shell.toast(f"{row.own.code} · {row.name}: không có hồ sơ nào trong sổ.")
                return
            title = f"{row.own.code} · {row.name} · {found.period.label}"
            self.rows = show_rows(context, title, figure.ids, self, figure.kind, until=figure.until)

        self._rows_asker.ask(ask, take, context.shell.explain)

    # ── typing over ──────────────────────────────────────────────────────────

    def type_over(self) -> None:
        """Ask for the figure and its reason."""
        row = self.lines.chosen
        if row is None or row.why_not:
            return
        self.dialog = OverrideDialog(self.context, self.period, row, self.heading.text(), self)
        run(self.context, self.dialog)

    def take_back(self) -> None:
        """The counted figure again."""
        row = self.lines.chosen
        typed = row.cell.typed if row is not None else None
        if row is None or typed is None or not typed.record:
            return
        database, said = self.context.database, f"Đã bỏ ghi đè {row.own.code} của {row.name}"

        def work() -> str:
            take_back(database, typed)
            return said

        context = self.context
        self._doing.ask(noted(database, work), lambda done: say_done(context, done), context.shell.explain)

    # ── out ──────────────────────────────────────────────────────────────────

    def table(self) -> PlainTable:
        """All indicators as they stand."""
        return self.board.as_table() if self.board is not None else PlainTable(self.title, (), ())

    def _export_line(self) -> None:
        from mttq_desktop.ui.pages.table_out import export_table

        if self.board is not None and self.list.code:
            export_table(self, self.context, self.board.line_table(self.list.code))

    # ── the frame ────────────────────────────────────────────────────────────

    def go(
        self, kind: Kind[Any] | None = None, record: int | None = None, among: object = (), **others: object
    ) -> None:
        """Called by the shell: the indicator of a figure that was typed over."""
        if kind is OVERRIDE and record is not None:
            with self.context.database.reading() as session:
                found = session.get(Override, record)
            if found is not None:
                self._show_override(found)
        self.opened()

    def _show_override(self, found: Override) -> None:
        self.period, self._wanted, self._stale = Period.parse(found.period), found.indicator, True
        self.by.setCurrentIndex(_BY.index(By.UNIT if found.unit_id is not None else By.ORGANISATION))

    def opened(self) -> None:
        """In front again."""
        if self._stale:
            self.reload()
        self.list.setFocus()

    def refresh(self, changes: Changes) -> None:
        """Records, figures or catalogues were written; anything may count otherwise now."""
        self._stale = True
        if self.isVisible() and changes.touched:
            self.reload()

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        if period != self.period:
            self.period, self._stale = period, True
            if self.isVisible():
                self.reload()


def _words(row: Row) -> str:
    """What stands behind a line: counted, typed over why, by whom and when."""
    typed = row.cell.typed
    if typed is None:
        return row.why_not or f"Đếm từ sổ: {in_words(row.cell.counted)}. Enter: xem các hồ sơ đếm thành số này."
    said = f"Ghi đè {in_words(typed.value)} thay cho {in_words(row.cell.counted)} đếm từ sổ. {typed.note.rstrip('.')}."
    if typed.record and typed.at is not None:
        said += f" {typed.who}, {typed.at:%H:%M} ngày {short(typed.at.date())}."
        if typed.counted is not None and typed.counted != row.cell.counted.amount:
            said += f" Lúc ghi, sổ đếm {whole(int(typed.counted))}; nay đã khác, xem lại số ghi đè."
    return said
