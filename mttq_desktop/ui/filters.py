"""Above a list: saved views with live counts, and filters made from the kind's fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from mttq_desktop.fields import Coded, Field, Key, Link, PeriodOf, Place, Several, YesNo
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import LinkButton, PressButton, literal
from mttq_desktop.ui.filter_panel import FilterPanel
from mttq_desktop.ui.flow import FlowLayout

Facets = Callable[[str], Mapping[Key | None, int]]
ALWAYS = 4
"""So many filters stand ready; the others wait behind "+ Bộ lọc"."""


@dataclass(frozen=True, slots=True)
class View:
    """A saved view as a pill: its key, its name, how many records it keeps (None while not known)."""

    key: str
    title: str
    count: int | None = None


class ViewPills(QWidget):
    """Views side by side; one is chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: dict[str, View] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(self)

    @property
    def current(self) -> str:
        """Key of the chosen view; empty when none is."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_views(self, views: Sequence[View], current: str = "") -> None:
        """Show these views; the first one is chosen unless another is named."""
        wanted = current or self.current
        for button in self._buttons.values():
            self._flow.removeWidget(button)
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._views = {v.key: v for v in views}
        self._buttons = {v.key: self._pill(v) for v in views}
        keys = list(self._views)
        if keys:
            self.choose(wanted if wanted in keys else keys[0])

    def _pill(self, view: View) -> QPushButton:
        button = PressButton(parent=self)
        button.setCheckable(True)
        button.setProperty("role", "pill")
        button.clicked.connect(partial(self._clicked, view.key))
        self._group.addButton(button)
        self._flow.addWidget(button)
        button.show()
        _name(button, view)
        return button

    def _clicked(self, key: str, _on: bool = True) -> None:
        self.chosen.emit(key)

    def choose(self, key: str) -> None:
        """Mark a view as chosen (without telling)."""
        self._buttons[key].setChecked(True)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Live counts by view."""
        for key, count in counts.items():
            if key in self._views:
                self._views[key] = View(key, self._views[key].title, count)
                _name(self._buttons[key], self._views[key])
        self._flow.invalidate()


def _name(button: QPushButton, view: View) -> None:
    counted = "" if view.count is None else f"  {whole(view.count)}"
    button.setText(literal(view.title + counted))
    button.setAccessibleName(f"{view.title}{',' if counted else ''}{counted}")


class FilterBar(QWidget):
    """Two lines above a list. `changed` comes when another set of values is chosen, `viewed` with a view's key."""

    changed = Signal()
    viewed = Signal(str)

    def __init__(
        self, fields: Mapping[str, Field[Any]], place: Place, always: int = ALWAYS, facets: Facets | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._fields = {n: f for n, f in fields.items() if isinstance(f, Coded | Link | Several | PeriodOf | YesNo)}
        self.place, self.facets = place, facets
        self._always = list(self._fields)[:always]
        self._chosen: dict[str, tuple[Key | None, ...]] = {}
        self._words = ""
        self._panel: FilterPanel | None = None
        self._lay_out()
        self._buttons: dict[str, QPushButton] = {}
        for name in self._always:
            self._add(name)
        self._show()

    def _lay_out(self) -> None:
        self.views = ViewPills()
        self.views.chosen.connect(self.viewed)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(8)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.views, 1)
        above.addLayout(self.acts)
        filters = QWidget()
        self._flow = FlowLayout(filters)
        self._more = PressButton("+ Bộ lọc")
        self._more.clicked.connect(self._offer_more)
        self._searched = PressButton()
        self._searched.setProperty("role", "chip")
        self._searched.clicked.connect(lambda: self.set_words("", told=True))
        self._clear = LinkButton("Xóa lọc", self.clear)
        for part in (self._more, self._searched, self._clear):
            self._flow.addWidget(part)
        self.summary = QLabel()
        self.summary.setProperty("role", "quiet")
        self.below = QHBoxLayout()
        self.below.setSpacing(8)
        self.below.addWidget(filters, 1)
        self.below.addWidget(self.summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(above)
        column.addLayout(self.below)

    # ── what is chosen ───────────────────────────────────────────────────────

    @property
    def words(self) -> str:
        """Words searched for."""
        return self._words

    @property
    def chosen(self) -> dict[str, tuple[Key | None, ...]]:
        """Accepted values by field; a field without a condition is left out."""
        return dict(self._chosen)

    def set_chosen(self, chosen: Mapping[str, tuple[Key | None, ...]], words: str = "") -> None:
        """Put a set of conditions in, without telling."""
        self._chosen = {n: tuple(v) for n, v in chosen.items() if n in self._fields and v}
        self._words = words
        for name in self._chosen:
            self._add(name)
        self._show()

    def set_words(self, words: str, told: bool = False) -> None:
        """Words searched for; shown as a chip that takes them away."""
        self._words = words
        self._show()
        if told:
            self.changed.emit()

    def clear(self) -> None:
        """No conditions at all."""
        self.set_chosen({})
        self.changed.emit()

    def set_summary(self, text: str) -> None:
        """How much the list holds, at the right."""
        self.summary.setText(text)

    def add_act(self, button: QWidget, below: bool = False) -> None:
        """A button at the right of the views, or of the filters; the strong one last."""
        (self.below if below else self.acts).addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    # ── buttons ──────────────────────────────────────────────────────────────

    def _add(self, name: str) -> QPushButton:
        if name not in self._buttons:
            button = PressButton(parent=self)
            button.setProperty("role", "chooser")
            button.clicked.connect(lambda: self.open_filter(name))
            self._buttons[name] = button
            self._flow.insert(len(self._buttons) - 1, button)
            button.show()
        return self._buttons[name]

    def _show(self) -> None:
        for name, button in self._buttons.items():
            label, said = self._fields[name].label, self._said(name)
            button.setText(literal(f"{label}: {said}  ▾" if name in self._chosen else f"{label}  ▾"))
            button.setAccessibleName(f"{label}: {said}")
            button.setProperty("on", name in self._chosen)
            button.style().unpolish(button)
            button.style().polish(button)
        self._more.setVisible(len(self._buttons) < len(self._fields))
        self._searched.setVisible(bool(self._words))
        self._searched.setText(literal(f"Tìm “{self._words}”  ✕"))
        self._searched.setAccessibleName(f"Bỏ từ tìm {self._words}")
        self._clear.setVisible(bool(self._chosen or self._words))
        self._flow.invalidate()

    def _said(self, name: str) -> str:
        values = self._chosen.get(name, ())
        if not values:
            return "tất cả"
        if len(values) > 1:
            return f"{len(values)} mục"
        return value_text(self._fields[name], values[0], self.place)

    def _offer_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, field in self._fields.items():
            if name not in self._buttons:
                menu.addAction(literal(field.label), partial(self.open_filter, name))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def open_filter(self, name: str) -> FilterPanel:
        """Open the choices of a field below its button; one that waited behind "+ Bộ lọc" gets a button."""
        if name not in self._buttons:
            self._add(name)
            self._show()
        counts = self.facets(name) if self.facets else {}
        panel = FilterPanel(self._fields[name], self.place, self._chosen.get(name, ()), counts, self)
        panel.changed.connect(partial(self._take, name))
        panel.move(self._buttons[name].mapToGlobal(QPoint(0, self._buttons[name].height() + 2)))
        panel.show()
        self._panel = panel
        return panel

    def _take(self, name: str, values: tuple[Key | None, ...]) -> None:
        if values:
            self._chosen[name] = values
        else:
            self._chosen.pop(name, None)
        self._show()
        self.changed.emit()


def value_text(field: Field[Any], key: Key | None, place: Place) -> str:
    """A value of a field as people see it; None is "chưa ghi"."""
    if key is None:
        return "chưa ghi"
    value: object = (key,) if isinstance(field, Several) else key
    return field.format(value, place.vocabulary)
