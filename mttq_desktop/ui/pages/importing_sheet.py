"""One file at the right: what it is, its rows by outcome, and everything that can be corrected here."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from mttq_desktop.fields import Place
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import SheetPreview, is_unsearched, may_be_filled
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button, LinkButton, PressButton, literal
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.importing_banner import OF_COLUMNS, FileBanner
from mttq_desktop.ui.pages.importing_edit import CellEditor
from mttq_desktop.ui.pages.importing_lines import (
    ALL,
    CHANGES,
    NEAR,
    NOTICES,
    NOUNS,
    PROBLEMS,
    VIEWS,
    Line,
    LinesSource,
    counts_of,
    lines_of,
)
from mttq_desktop.ui.pages.importing_state import Loaded, Stage, error_lines
from mttq_desktop.ui.pages.importing_words import quiet_words
from mttq_desktop.ui.table import RecordTable
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.empty import EmptyState


class SheetCard(Card):
    """`corrected` carries (line, text, key), or no line: empty cells are as those above.

    `chosen_changed` comes when other rows are to be written.
    """

    corrected = Signal(object, str, object)
    chosen_changed = Signal()
    sender_asked = Signal()
    columns_asked = Signal(object)
    answered = Signal(object, str)
    again_asked = Signal()
    others_asked = Signal()
    marked_asked = Signal()
    rows_asked = Signal()
    undo_asked = Signal()
    blanks_asked = Signal(bool)
    likes_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self.context = context
        self.loaded: Loaded | None = None
        self.source: LinesSource | None = None
        self.editor: CellEditor | None = None
        self.banner = FileBanner()
        self.refusal = EmptyState(icon=Icon.ERROR)
        self._build()
        self._connect_banner()

    # ── building ─────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.sender_link = LinkButton("Loại bảng, nơi gửi, kỳ…", self.sender_asked.emit)
        self.columns_link = LinkButton("Các cột…", self._ask_columns)
        for link in (self.sender_link, self.columns_link):
            self.header.add_act(link)
        self.sheets = QHBoxLayout()
        self.sheets.setSpacing(6)
        self.pills = ViewPills()
        self.pills.chosen.connect(self.choose)
        self.in_full = quiet_words()
        self.table = RecordTable("Các dòng của tệp")
        self.table.setProperty("role", "plain")
        self.table.opened.connect(self.open_line)
        self.table.current_changed.connect(self._tell_line)
        self.table.loaded.connect(lambda _: self._point())
        self.table.view.clicked.connect(lambda index: self._clicked(index.row(), index.column()))
        space = QShortcut(QKeySequence("Space"), self.table)
        space.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        space.activated.connect(self._tick_selected)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.sheets)
        column.addWidget(self.pills)
        column.addWidget(self.table, 1)
        column.addLayout(self._about_line())
        column.addLayout(self._acts())
        self.stack = QStackedWidget()
        self.stack.addWidget(page)
        self.stack.addWidget(self.refusal)
        self.add(self.banner)
        self.add(self.stack, 1)

    def _connect_banner(self) -> None:
        banner = self.banner
        banner.answered.connect(self.answered)
        banner.sender_asked.connect(self.sender_asked)
        banner.columns_asked.connect(self._ask_columns)
        banner.others_asked.connect(self.others_asked)
        banner.again_asked.connect(self.again_asked)

    def _about_line(self) -> QHBoxLayout:
        """The line with the keyboard, in full, and the one answer that suits many lines like it."""
        self.fill = Button("Điền ô trống theo dòng trên", act=lambda: self.corrected.emit(None, "", None))
        self.fill.setToolTip("Xã, phường chỉ ghi ở dòng đầu của nhóm: các dòng để trống bên dưới lấy như dòng ấy")
        row = QHBoxLayout()
        row.addWidget(self.in_full, 1)
        row.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _acts(self) -> QHBoxLayout:
        """What can be done with all the rows, or with the file."""
        self.accept = Button("Nhận mọi thay đổi", act=self._accept_all)
        self.same = Button("Gộp mọi dòng gần giống", act=self._decide_all)
        self.look = Button("Tìm dòng gần giống", act=self.likes_asked.emit)
        self.look.setToolTip("So từng kiến nghị của trang dài này với nhau và với sổ; 20.000 dòng mất vài giây")
        self.blanks = Button("", act=self._ask_blanks)
        self.blanks.setToolTip("Ô để trống trong tệp mà sổ đã có giá trị; thường là giữ giá trị cũ")
        self.copy_button = Button("Chép danh sách lỗi", icon=Icon.COPY, act=self.copy_errors)
        self.marked = Button("Tệp đánh dấu…", icon=Icon.EXCEL, act=self.marked_asked.emit)
        self.rows_button = Button("Xem kiến nghị vừa nhập", act=self.rows_asked.emit)
        self.undo_button = Button("Hoàn tác tệp này…", icon=Icon.UNDO, act=self.undo_asked.emit)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        edits = (self.accept, self.same, self.look, self.blanks, self.copy_button, self.marked)
        for button in (*edits, self.rows_button, self.undo_button):
            acts.addWidget(button)
        acts.addStretch(1)
        return acts

    # ── what is shown ────────────────────────────────────────────────────────

    def show_file(self, loaded: Loaded, view: str = "") -> None:
        """Show one file, at its worst rows first."""
        self.loaded = loaded
        self._tell_head(loaded)
        self.banner.tell_of(loaded)
        refused = loaded.stage is Stage.REFUSED
        self.stack.setCurrentIndex(1 if refused else 0)
        if refused:
            self._tell_refusal(loaded)
            return
        self._show_sheets(loaded)
        counts = counts_of(loaded)
        shown = [(key, title) for key, title in VIEWS if counts[key] or key == ALL]
        self.pills.set_views([View(key, title, counts[key]) for key, title in shown], view or shown[0][0])
        self._tell_acts(loaded, counts)
        self.choose(self.pills.current)

    def _tell_head(self, loaded: Loaded) -> None:
        tables = loaded.preview.tables if loaded.stage is Stage.ASKING else loaded.chosen
        kinds = {s.kind.title for s in tables if s.kind is not None}
        what = ", ".join(sorted(kinds)) or "không có bảng nào của chương trình"
        self.header.tell(f"{loaded.sender} · {what} · {loaded.period}", loaded.path.name)
        open_file = loaded.stage in (Stage.READY, Stage.ASKING)
        self.sender_link.setVisible(open_file)
        self.columns_link.setVisible(open_file and bool(loaded.chosen))

    def _tell_refusal(self, loaded: Loaded) -> None:
        problems = loaded.preview.problems
        act, asked = "Đọc lại tệp", self.again_asked.emit
        if loaded.preview.refused:
            title = f"Không đọc được “{loaded.path.name}”"
            reason = " ".join(p.message for p in problems)
        else:
            title = f"“{loaded.path.name}” không có bảng nào nhận ra được"
            found = dict.fromkeys(f"Trang “{s.name}”: {p.message}" for s in loaded.preview.sheets for p in s.problems)
            reason = " ".join([*found, "Kiểm tra có đúng tệp cần nhập không, hoặc cho biết bảng này là gì."])
            act, asked = "Chọn loại của bảng…", self.sender_asked.emit
        self.refusal.tell(title, reason, act, asked)

    def _tell_acts(self, loaded: Loaded, counts: dict[str, int]) -> None:
        written = loaded.stage is Stage.WRITTEN and loaded.result is not None and loaded.result.act is not None
        errors = counts[PROBLEMS] > 0
        self.accept.setVisible(counts[CHANGES] > 0 and loaded.result is None)
        self.fill.setVisible(errors and loaded.result is None and may_be_filled(loaded.chosen))
        self.accept.setText("Bỏ mọi thay đổi" if loaded.accept_changes else "Nhận mọi thay đổi")
        self._tell_same(loaded)
        self.look.setVisible(loaded.result is None and any(map(is_unsearched, loaded.chosen)))
        cells = loaded.preview.blanks
        self.blanks.setVisible(cells > 0 and loaded.result is None)
        cleared = loaded.preview.clear_blanks
        self.blanks.setText("Giữ giá trị cũ ở ô trống" if cleared else f"Xóa theo {whole(cells)} ô trống")
        self.copy_button.setVisible(errors)
        self.marked.setVisible(errors)
        self.rows_button.setVisible(written)
        one = next((s.kind.one for s in loaded.preview.leading if s.kind is not None), "hồ sơ")
        self.rows_button.setText(f"Xem {one} vừa nhập")
        self.undo_button.setVisible(written)

    def _tell_same(self, loaded: Loaded) -> None:
        """All that is like something is merged at one press, or kept apart at the next."""
        near = list(loaded.likes())
        self.same.setVisible(bool(near) and loaded.result is None)
        merged = all(loaded.merges(s, r) for s, r in near)
        self.same.setText("Ghi riêng mọi dòng gần giống" if merged else "Gộp mọi dòng gần giống")

    def _show_sheets(self, loaded: Loaded) -> None:
        _empty(self.sheets)
        if len(loaded.preview.tables) < 2:
            return
        self.sheets.addWidget(QLabel("Nhập trang:"))
        for sheet in loaded.preview.tables:
            pill = PressButton(literal(f"{sheet.name} ({sheet.data})"))
            pill.setCheckable(True)
            pill.setChecked(sheet.name in loaded.sheets)
            pill.setProperty("role", "pill")
            pill.setEnabled(loaded.result is None)
            pill.toggled.connect(partial(self._take_sheet, sheet.name))  # `clicked` tells a partial nothing
            self.sheets.addWidget(pill)
        self.sheets.addStretch(1)

    def _take_sheet(self, name: str, on: bool) -> None:
        assert self.loaded is not None
        self.loaded.choose_sheet(name, on)
        self.show_file(self.loaded)
        self.chosen_changed.emit()

    def choose(self, view: str) -> None:
        """Show the lines under one pill."""
        assert self.loaded is not None
        self.pills.choose(view)
        self.source = LinesSource(self.loaded, view, lines_of(self.loaded, view))
        self.table.set_empty("Không có dòng nào", "Mọi dòng đã ở chỗ khác.")
        self.table.show_source(self.source, noun=NOUNS.get(view, "dòng"))

    def _point(self) -> None:
        """Rows are there: the first thing to settle has the keyboard."""
        settled = self.source is not None and self.source.view in (PROBLEMS, CHANGES, NEAR, NOTICES)
        if settled and self.table.current_id() is None:
            self.table.view.selectRow(0)
        self._tell_line(self.table.current_id())

    def _tell_line(self, place: object) -> None:
        """The line with the keyboard, in full."""
        line = self.line(place) if isinstance(place, int) else None
        self.in_full.setText(self.source.in_full(line) if line is not None and self.source is not None else "")
        self.in_full.setVisible(bool(self.in_full.text()))

    # ── correcting ───────────────────────────────────────────────────────────

    def line(self, place: int) -> Line | None:
        """The line at a place of the table."""
        return self.source.lines[place] if self.source and 0 <= place < len(self.source.lines) else None

    def open_line(self, place: int) -> None:
        """Enter or a double click: type the value anew, or take a change."""
        line = self.line(place)
        if line is None or self.loaded is None or self.loaded.result is not None or self.source is None:
            return
        if self.source.view == NEAR:
            self._decide([line])
        elif self.source.view == CHANGES or line.field is None:
            column = self.table.view.currentIndex().column()
            name = self.source.columns[column].key if 0 <= column < len(self.source.columns) else ""
            if self.source.view != CHANGES and Line(line.sheet, line.row, name).editable:
                self._edit(Line(line.sheet, line.row, name), place, column)
            else:
                self._tick(line)
        elif line.editable:
            keys = [c.key for c in self.source.columns]
            self._edit(line, place, keys.index("read"))

    def _edit(self, line: Line, place: int, column: int) -> None:
        assert line.sheet.spec is not None
        assert line.field is not None
        assert self.source is not None
        spec = line.sheet.spec.column(line.field)
        proposal = line.problem.proposal if line.problem else None
        text = proposal or line.row.texts.get(line.field) or self.source.value(line.row, line.sheet, line.field)
        index = self.table.model.index(place, column)
        on = Period.parse(line.sheet.period).start if line.sheet.period else None
        within = line.sheet.unit if spec.unit_level == "commune" else None
        where = Place(self.context.vocabulary, on, within)
        self.editor = CellEditor.over(self.table.view, index, spec.field, where, text)
        self.editor.taken.connect(lambda typed, key: self._took(line, index.row(), column, typed, key))
        self.editor.given_up.connect(lambda: self._close_editor(place, column))

    def _took(self, line: Line, place: int, column: int, text: str, key: object) -> None:
        self._close_editor(place, column)
        self.corrected.emit(line, text, key)

    def _close_editor(self, place: int, column: int) -> None:
        """The view takes its editor away itself: one deleted behind its back brings it down at the next layout."""
        if self.editor is not None:
            self.editor = None
            self.table.view.setIndexWidget(self.table.model.index(place, column), None)  # type: ignore[arg-type]
        self.table.view.setFocus()
        self.table.view.selectRow(place)

    # ── taking and leaving ───────────────────────────────────────────────────

    def _clicked(self, place: int, column: int) -> None:
        line = self.line(place)
        if line is None or self.source is None or self.loaded is None or self.loaded.result is not None:
            return
        key = self.source.columns[column].key
        if key == "tick":
            self._tick(line)
        elif key == "merge":
            self._decide([line])
        elif key == "act" and line.editable:
            self.open_line(place)

    def _tick(self, line: Line) -> None:
        assert self.loaded is not None
        self.loaded.choose(line.sheet, line.row, not self.loaded.takes(line.sheet, line.row))
        self._ticked()

    def _tick_selected(self) -> None:
        """Space takes or leaves all the selected rows, merges or parts them, as the first of them is not."""
        lines = [line for place in self.table.selected_ids() if (line := self.line(place)) is not None]
        if self.source is not None and self.source.view == NEAR:
            self._decide(lines)
        ticks = self.source is not None and self.source.columns[0].key == "tick"
        if not lines or not ticks or self.loaded is None or self.loaded.result is not None:
            return
        wanted = not self.loaded.takes(lines[0].sheet, lines[0].row)
        for line in lines:
            self.loaded.choose(line.sheet, line.row, wanted)
        self._ticked()

    def _decide(self, lines: Sequence[Line]) -> None:
        """These become one with what they are like; those that are to become so already stay apart."""
        if lines and self.loaded is not None and self.loaded.result is None:
            same = not self.loaded.merges(lines[0].sheet, lines[0].row)
            self.loaded.decide(((line.sheet, line.row) for line in lines), same)
            self._tell_same(self.loaded)
            self._ticked()

    def _decide_all(self) -> None:
        assert self.loaded is not None
        near = list(self.loaded.likes())
        self.loaded.decide(near, not all(self.loaded.merges(s, r) for s, r in near))
        if self.source is None or self.source.view != NEAR:
            self.choose(NEAR)
        self._tell_same(self.loaded)
        self._ticked()

    def _ticked(self) -> None:
        self.table.refresh()
        self.chosen_changed.emit()

    def _accept_all(self) -> None:
        assert self.loaded is not None
        self.loaded.accept_all(not self.loaded.accept_changes)
        self.show_file(self.loaded, self.pills.current)
        self.chosen_changed.emit()

    def _ask_blanks(self) -> None:
        assert self.loaded is not None
        self.blanks_asked.emit(not self.loaded.preview.clear_blanks)

    # ── out ──────────────────────────────────────────────────────────────────

    def copy_errors(self) -> None:
        """Every error of the file, for an e-mail."""
        assert self.loaded is not None
        lines = error_lines([self.loaded])
        QGuiApplication.clipboard().setText("\n".join(["Tệp\tTrang\tÔ\tVì sao", *lines]))
        self.context.shell.toast(f"Đã chép {len(lines)} lỗi. Dán vào thư hoặc Excel bằng Ctrl+V.")

    def _ask_columns(self) -> None:
        """The columns of the sheet about which something is asked, else told, else of the first."""
        assert self.loaded is not None
        if sheets := self.loaded.chosen:
            self.columns_asked.emit(min(sheets, key=_unasked))


def _unasked(sheet: SheetPreview) -> tuple[bool, bool]:
    found = [p for p in sheet.problems if p.code in OF_COLUMNS]
    return not any(p.is_error for p in found), not found


def _empty(row: QHBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
