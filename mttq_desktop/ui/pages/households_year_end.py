"""The results of a year for a whole commune, in one grid for the keyboard; what each year says stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from mttq_desktop.fields import YesNo
from mttq_desktop.queries.households import Standing, at_years_end
from mttq_desktop.records.households import HOUSEHOLD_YEAR, Household, HouseholdYear
from mttq_desktop.records.kind import Group, Shown, shown_of
from mttq_desktop.rules.households import Suggestion, Year, carried_over, suggestion
from mttq_desktop.services.households import Result, close_year
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button, LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.editors import Editor, editor_for
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.pages.act_dialog import ActDialog
from mttq_desktop.ui.pages.undoing import Work
from mttq_desktop.ui.widgets.emptied import empty
from mttq_desktop.ui.widgets.scroll import Scroll

_SIZE = (1180, 680)
_TYPED = ("type", "registered", "above_line", "progress")
_HEADS = ("Chủ hộ", "Thôn, khối phố", "Loại hộ đầu năm", "Đăng ký", "Trên chuẩn cận nghèo", "Kết quả cuối năm", "Gợi ý")
_STRETCH = (3, 2, 3, 1, 1, 4, 3)
_LEAST = 84


@dataclass
class Line:
    """One household: what it was before, and its editors."""

    one: Standing
    before: Year
    editors: dict[str, Editor]
    hint: LinkButton


class YearEndDialog(ActDialog):
    """Commune and year above, households below; Enter goes down a column, Ctrl+G takes every suggestion."""

    def __init__(
        self, context: Context, parent: QWidget, year: int | None = None, commune_id: int | None = None
    ) -> None:
        about = "Ghi kết quả rà soát cuối năm của cả xã. Enter xuống dòng; gợi ý chỉ được ghi khi bạn nhận."
        super().__init__(context, "Kết quả cuối năm", about, "Lưu kết quả", parent, _SIZE[0])
        self.lines: list[Line] = []
        year_field = Shown("year", shown_of(HouseholdYear.year).field, True)
        fields = {"commune_id": shown_of(Household.commune_id), "year": year_field}
        self.place = Form([Group("", tuple(fields))], fields, context.place())
        self.place.setFixedHeight(64)
        self.place.left.connect(lambda _: self.show_commune())
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(4)
        self.nothing = QLabel("Chọn xã, phường, thị trấn để hiện các hộ.")
        self.nothing.setProperty("role", "quiet")
        self._shown: tuple[object, object] = (None, None)
        self._lay_rows()
        self.all_button = Button("Nhận mọi gợi ý", "Ctrl+G", act=self.take_all)
        self.foot.insertWidget(0, self.all_button)
        self.resize(*_SIZE)
        texts = {"year": str(year or context.today().year - 1)}
        self.place.set_values(texts, {"commune_id": commune_id} if commune_id is not None else {})
        self.show_commune()

    def stand(self) -> None:
        """In the commune, until one is chosen."""
        self.place.focus_first()

    def _lay_rows(self) -> None:
        inside = QWidget()
        inside.setLayout(self.grid)
        self.body.addWidget(self.place)
        self.body.addWidget(self.nothing)
        self.body.addWidget(Scroll(inside), 1)

    # ── what is shown ────────────────────────────────────────────────────────

    @property
    def year(self) -> int:
        """The year of the results."""
        return int(self.place.read()[0].get("year") or 0)

    def show_commune(self) -> None:
        """The households of the commune that is chosen now."""
        values, problems = self.place.read()
        wanted = values.get("commune_id"), values.get("year")
        if problems or None in wanted or wanted == self._shown:
            self.name_strong("Lưu kết quả", bool(self.lines))
            return
        self._shown = wanted
        with self.context.database.reading() as session:
            found = at_years_end(session, values["commune_id"], values["year"])
        self._fill(found)

    def _fill(self, found: Sequence[Standing]) -> None:
        self.grid.setRowStretch(len(self.lines) + 1, 0)
        empty(self.grid)
        self.lines = []
        for column, (title, stretch) in enumerate(zip(_HEADS, _STRETCH, strict=True)):
            self.grid.addWidget(_quiet(title), 0, column, Qt.AlignmentFlag.AlignBottom)
            self.grid.setColumnStretch(column, stretch)
            self.grid.setColumnMinimumWidth(column, _LEAST)
        for row, one in enumerate(found, start=1):
            self.lines.append(self._line(row, one))
        self.grid.setRowStretch(len(found) + 1, 1)
        self.nothing.setText("" if found else "Không có hộ nào cần ghi kết quả năm này ở xã đã chọn.")
        self.nothing.setVisible(not found)
        self.name_strong("Lưu kết quả", bool(found))
        if self.lines:
            self.lines[0].editors["above_line"].setFocus()
        self._tell_all()

    def _line(self, row: int, one: Standing) -> Line:
        before = one.of(self.year) or _begun(one, self.year)
        editors = {n: self._editor(n) for n in _TYPED}
        line = Line(one, before, editors, LinkButton(""))
        for name, editor in editors.items():
            if (value := getattr(before, name)) is not None:
                editor.set_text(editor.field.format(value, self.context.vocabulary))
                if hasattr(editor.field, "lookup"):
                    editor.pick(value)
            editor.edited.connect(partial(self._told, line))
            editor.box.setAccessibleName(f"{editor.field.label}: {one.head}")
        line.hint.clicked.connect(lambda *_: self.take(line))
        for column, widget in enumerate((_plain(one.head), _plain(one.hamlet), *editors.values(), line.hint)):
            self.grid.addWidget(widget, row, column)
        self._told(line)
        return line

    def _editor(self, name: str) -> Editor:
        field = HOUSEHOLD_YEAR.field(name)
        editor = editor_for(replace(field, hint="") if not isinstance(field, YesNo) else field, self.context.place())
        target = editor.focusProxy() or editor.box
        target.installEventFilter(self)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the same column of the next household."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _enter(event):
            return self._go_down(watched)
        return super().eventFilter(watched, event)

    def _go_down(self, watched: QObject) -> bool:
        for n, line in enumerate(self.lines):
            for name, editor in line.editors.items():
                if watched in (editor.focusProxy(), editor.box):
                    self.lines[(n + 1) % len(self.lines)].editors[name].setFocus()
                    return True
        return False

    # ── suggestions ──────────────────────────────────────────────────────────

    def now(self, line: Line) -> Year:
        """The year as it stands in the grid."""
        given = {n: _value(e) for n, e in line.editors.items()}
        return replace(Year.of({**given, "year": self.year}), helper_id=line.before.helper_id or line.one.helper_id)

    def found(self, line: Line) -> Suggestion | None:
        """What the years say of this one, if it is not written yet."""
        now = self.now(line)
        others = [y for y in line.one.years if y.year != self.year]
        found = suggestion([*others, now], self.year)
        return found if found is not None and found.progress.value != now.progress else None

    def _told(self, line: Line) -> None:
        found = self.found(line)
        word = self.context.vocabulary.code_list("household_progress").label(found.progress.value) if found else ""
        line.hint.setText(f"← {word}" if found else "")
        line.hint.setToolTip(found.reason if found else "")
        line.hint.setAccessibleName(f"Nhận gợi ý cho {line.one.head}: {word}")
        line.hint.setAccessibleDescription(found.reason if found else "")
        line.hint.setEnabled(found is not None)
        self._tell_all()

    def take(self, line: Line) -> None:
        """The suggestion becomes the result."""
        if (found := self.found(line)) is not None:
            line.editors["progress"].pick(found.progress.value)
            self._told(line)

    def take_all(self) -> None:
        """Every suggestion becomes the result."""
        for line in self.lines:
            self.take(line)

    def _tell_all(self) -> None:
        self.all_button.setEnabled(any(line.hint.isEnabled() for line in self.lines))

    # ── keeping ──────────────────────────────────────────────────────────────

    def work(self) -> Work | None:
        """Write the results of every household whose year changed; a word that is no result is shown in its place."""
        if not self._readable():
            return None
        results = [_result(line.one.id, self.now(line)) for line in self.lines]
        context, year = self.context, self.year
        return lambda: (
            f"Đã ghi kết quả cuối năm {year} của "
            f"{whole(close_year(context.database, year, results, context.vocabulary))} hộ"
        )

    def _readable(self) -> bool:
        wrong = [e for line in self.lines for e in line.editors.values() if e.text().strip() and _value(e) is None]
        for editor in wrong:
            editor.set_problem("error")
        if wrong:
            wrong[0].setFocus()
            self.trouble.setText(f"“{wrong[0].text()}” không có trong danh mục. Chọn trong danh sách.")
            self.trouble.show()
        return not wrong


def _begun(one: Standing, year: int) -> Year:
    """A year without a row yet, as it begins after the one before."""
    earlier = [y for y in one.years if y.year < year]
    begun = carried_over(earlier[-1], year) if earlier else None
    return replace(begun, progress=None) if begun is not None else Year(year)


def _result(ident: int, year: Year) -> Result:
    return Result(ident, year.type, year.registered, year.above_line, year.progress)


def _value(editor: Editor) -> object | None:
    if isinstance(editor.field, YesNo):
        return editor.text() == "Có"
    return editor.picked()


def _enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()


def _quiet(text: str) -> QLabel:
    label = _plain(text)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


