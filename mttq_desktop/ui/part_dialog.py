"""One row of a part in a form of its own: every field, not only those of the grid."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.fields import Place
from mttq_desktop.records.kind import Part
from mttq_desktop.services.keeping import checked
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.widgets.dialogs import GrowingDialog, room_for

_WIDTH, _FORM_HIGHEST, _AROUND_FORM = 760, 480, 130


class PartDialog(GrowingDialog):
    """`values` hold what was written once it is accepted; nothing is stored before the record itself is saved."""

    def __init__(self, part: Part, place: Place, values: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self.values: dict[str, Any] = dict(values)
        self.setWindowTitle(part.title or part.kind.title)
        heading = QLabel(part.kind.one.capitalize())
        heading.setProperty("role", "heading")
        self.form = Form(part.kind.layout, part.kind.shown, place)
        self._fill(values, place)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Hủy   Esc", act=self.reject))
        self.done_button = Button("Xong", "Ctrl+Return", strong=True, act=self.take)
        row.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(self.form, 1)
        column.addLayout(row)
        self.setMinimumWidth(_WIDTH)
        self.form.hold_whole(min(_FORM_HIGHEST, room_for(self).height() - _AROUND_FORM))
        self.form.focus_first()

    def _fill(self, values: Mapping[str, Any], place: Place) -> None:
        kind = self.part.kind
        given = {n: v for n, v in values.items() if n in self.form.boxes and v not in (None, ())}
        texts = {n: kind.field(n).format(v, place.vocabulary) for n, v in given.items()}
        self.form.set_values(texts, {n: v for n, v in given.items() if hasattr(kind.field(n), "lookup")})

    def take(self) -> None:
        """Ctrl+Enter: what is wrong is shown beside its field, else it is taken over into the grid."""
        read, problems = self.form.read()
        draft = checked(self.part.kind, {**self.values, **read}, self.form.place.vocabulary, problems)
        self.form.show_problems(draft.problems)
        if draft.errors:
            self.form.focus_first_problem()
            return
        self.values = dict(draft.values)
        self.accept()
