"""What only a person may know of a file: what it holds, who sent it, for which period, which column means what."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.fields import Day, PeriodOf, Place, UnitOf
from mttq_desktop.records.kind import Group, Kind, Shown
from mttq_desktop.services.importing import Hints, SheetPreview, column_letters
from mttq_desktop.services.layouts import layout_of
from mttq_desktop.services.tables import IMPORTABLE
from mttq_desktop.ui.buttons import Button, literal
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.pages.importing_state import Loaded, with_sender
from mttq_desktop.ui.widgets.combo import Combo
from mttq_desktop.ui.widgets.dialogs import GrowingDialog
from mttq_desktop.ui.widgets.scroll import Scroll

_FIELDS = (
    Shown("unit", UnitOf(label="Nơi gửi (huyện, thị xã, thành phố)", width=30), True),
    Shown("period", PeriodOf(label="Kỳ báo cáo", width=20), True),
)
_DAY = Shown("day", Day(label="Ngày tiếp nhận của mọi dòng"), False)
"""Of a list without a column for it."""
_KIND = "petition"
LEFT_OUT = "(bỏ qua cột này)"


class KindBox(Combo):
    """Every kind that comes in workbooks, the likeliest first."""

    def __init__(self, name: str, likely: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        kinds = {k.name: k for k in IMPORTABLE}
        known = {n for n in kinds if layout_of(n).guessed}
        for kind in dict.fromkeys([*likely, *sorted(kinds, key=lambda n: n not in known)]):
            self.addItem(kinds[kind].title, kind)
        self.setMaxVisibleItems(24)

    @property
    def kind(self) -> Kind[Any]:
        """The chosen one."""
        return next(k for k in IMPORTABLE if k.name == self.currentData())


_FORM_HIGHEST = 300


class TemplateDialog(GrowingDialog):
    """Which kind of table a template is wanted for."""

    def __init__(self, units: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tệp mẫu")
        self.setMinimumWidth(480)
        self.kind_box = KindBox("Mẫu để gửi", (_KIND,))
        words = QLabel(f"Tệp Excel có sẵn danh mục, kỳ đang chọn và nơi gửi: {literal(units)}.")
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addLayout(_named("Mẫu để gửi:", self.kind_box))
        self.take_button = Button("Lưu tệp mẫu…", "Ctrl+Return", strong=True, act=self.accept)
        column.addLayout(_foot(Button("Hủy", act=self.reject), self.take_button))
        self.kind_box.setFocus()


class SenderDialog(GrowingDialog):
    """What the file holds, its sender and period, where the workbook does not say them or says them wrong."""

    def __init__(self, loaded: Loaded, place: Place, period: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loaded = loaded
        self.setWindowTitle("Loại bảng, nơi gửi và kỳ của tệp")
        self.setMinimumWidth(520)
        words = QLabel(
            f"“{loaded.path.name}”\nChọn khi tệp không cho biết là bảng gì, của nơi nào, kỳ nào, hoặc ghi sai. "
            "Tệp sẽ được đọc lại."
        )
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        guesses = [g.partition("/")[0] for s in loaded.preview.sheets for g in s.guesses]
        self.kind_box = KindBox("Bảng này là", [loaded.hints.kind] if loaded.hints.kind else guesses or [_KIND])
        fields = (*_FIELDS, *((_DAY,) if _is_dated(loaded) else ()))
        self.form = Form((Group("", tuple(f.name for f in fields)),), {f.name: f for f in fields}, place)
        self.form.hold_whole(_FORM_HIGHEST)
        units = {s.unit for s in loaded.preview.tables if s.unit is not None}
        periods = {s.period for s in loaded.preview.tables if s.period}
        picked: dict[str, object] = {"period": periods.pop() if len(periods) == 1 else period}
        if len(units) == 1:
            picked["unit"] = units.pop()
        if loaded.hints.day is not None:
            picked["day"] = loaded.hints.day
        self.form.set_values({}, picked)
        self.take_button = Button("Đọc lại tệp", "Ctrl+Return", strong=True, act=self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addLayout(_named("Bảng này là:", self.kind_box))
        column.addWidget(self.form)
        column.addLayout(_foot(Button("Hủy", act=self.reject), self.take_button))
        self.form.focus_first()

    @property
    def hints(self) -> Hints:
        """The file's hints with what was chosen."""
        values, _ = self.form.read()
        kind = self.kind_box.kind.name
        return with_sender(self.loaded.hints, values.get("unit"), values.get("period") or "", kind, values.get("day"))

    def _take(self) -> None:
        needed = layout_of(self.kind_box.kind.name).asks
        if any(p.is_error and (needed or p.code != "missing") for p in self.form.check()):
            self.form.focus_first_problem()
            return
        self.accept()


def _is_dated(loaded: Loaded) -> bool:
    return any(s.spec is not None and s.spec.dated for s in loaded.preview.tables)


class ColumnsDialog(QDialog):
    """Each column of a sheet as understood, correctable; remembered for the sender once the file is written."""

    def __init__(self, sheet: SheetPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert sheet.spec is not None
        self.sheet = sheet
        self.setWindowTitle(f"Các cột của trang “{sheet.name}”")
        self.resize(640, 560)
        self._choices = [("", LEFT_OUT), *((c.name, c.field.label) for c in sheet.spec.columns)]
        self._meant = _meant(sheet)
        self._guessed = {p.field: p.is_error for p in sheet.problems if p.code == "guessed_column"}
        self.boxes: dict[int, Combo] = {}
        words = QLabel(
            "Chương trình hiểu các cột như dưới đây. Đổi chỗ nào hiểu sai; cách hiểu được nhớ cho lần sau "
            "của nơi gửi này khi ghi tệp vào sổ."
        )
        words.setWordWrap(True)
        words.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(words)
        column.addWidget(Scroll(self._table()), 1)
        self.take_button = Button("Đọc lại với các cột này", "Ctrl+Return", strong=True, act=self.accept)
        column.addLayout(_foot(Button("Hủy", act=self.reject), self.take_button))

    def _table(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("role", "clear")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, title in enumerate(("Cột", "Tên cột trong tệp", "Hiểu là")):
            head = QLabel(title)
            head.setProperty("role", "group")
            grid.addWidget(head, 0, place)
        captions = self.sheet.captions
        for row, at in enumerate(sorted(captions, key=lambda c: (not self._asks(c), c)), start=1):
            self._add(grid, row, at, captions[at])
        grid.setRowStretch(len(self.sheet.captions) + 1, 1)
        return inside

    def _asks(self, at: int) -> bool:
        """True for a column of which only the person may say whether it was guessed right."""
        return self._guessed.get(self._meant.get(at), False)

    def _add(self, grid: QGridLayout, row: int, at: int, caption: str) -> None:
        said = " ".join(caption.split()) or "(không có tên)"
        told = " (hiểu theo các giá trị)" if self._meant.get(at) in self._guessed else ""
        guess = " (đúng là trường này?)" if self._asks(at) else told
        words = QLabel(literal(said + guess))
        words.setWordWrap(True)
        box = Combo(f"Cột {column_letters(at)}, {caption}, hiểu là")
        for name, label in self._choices:
            box.addItem(label, name)
        box.setCurrentIndex(max(0, box.findData(self._meant.get(at, ""))))
        box.setFixedWidth(240)
        grid.addWidget(QLabel(column_letters(at)), row, 0)
        grid.addWidget(words, row, 1)
        grid.addWidget(box, row, 2)
        self.boxes[at] = box

    @property
    def changed(self) -> dict[int, str]:
        """Columns whose meaning is another one now, and those that were guessed and found right."""
        found: dict[int, Any] = {at: box.currentData() for at, box in self.boxes.items()}
        return {at: name for at, name in found.items() if name != self._meant.get(at, "") or name in self._guessed}


def ask_sender(
    loaded: Loaded, place: Place, period: str, page: QWidget, taken: Callable[[Hints], object]
) -> None:
    """Ask what a file holds and from whom; `taken` gets the answer."""
    dialog = SenderDialog(loaded, place, period, page)
    dialog.accepted.connect(lambda: taken(dialog.hints))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def ask_columns(sheet: SheetPreview, page: QWidget, taken: Callable[[SheetPreview, dict[int, str]], object]) -> None:
    """Ask what the columns of a sheet mean; `taken` gets what was changed."""
    dialog = ColumnsDialog(sheet, page)
    dialog.accepted.connect(lambda: dialog.changed and taken(sheet, dialog.changed))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _meant(sheet: SheetPreview) -> dict[int, str]:
    """Column → field; all columns of crosses that are choices of one field mean this field."""
    meant = {at: name for name, at in sheet.places.items()}
    for name, captions in sheet.columns.items():
        choices = captions.split(" | ") if " | " in captions else []
        meant |= {at: name for at, caption in sheet.captions.items() if caption in choices and at not in meant}
    return meant


def _named(words: str, box: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(QLabel(words))
    row.addWidget(box, 1)
    return row


def _foot(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
