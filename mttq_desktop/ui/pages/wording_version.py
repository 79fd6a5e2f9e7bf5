"""For whom, and from when, a phrase reads otherwise."""

from datetime import date

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mttq_desktop.fields import Day, Link
from mttq_desktop.records.kind import Group, Shown
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form

_FIELDS = {
    "organisation": Shown("organisation", Link(label="Tổ chức", target="organisation", width=30,
                                               hint="để trống: mọi tổ chức"), False),
    "valid_from": Shown("valid_from", Day(label="Từ ngày", hint="để trống: mọi lúc"), False),
}  # fmt: skip


class VersionDialog(QDialog):
    """Two fields; Ctrl+Enter takes them, Esc leaves."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.found: tuple[str, date | None] | None = None
        self.setWindowTitle("Bản khác của câu")
        self.form = Form((Group("", tuple(_FIELDS)),), _FIELDS, context.place())
        self.form.set_values({}, None)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Button("Hủy", act=self.reject))
        row.addWidget(Button("Tạo bản này", "Ctrl+Return", strong=True, act=self.take))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.addWidget(self.form, 1)
        column.addLayout(row)
        self.resize(520, 220)

    def take(self) -> None:
        """What was typed, when it can be read; the form tells what cannot."""
        values, problems = self.form.read()
        if problems:
            self.form.show_problems(problems)
            return
        entry = self.context.vocabulary.target("organisation").by_key.get(values["organisation"])
        self.found = (entry.code if entry is not None else "", values["valid_from"])
        self.accept()


def ask_version(context: Context, parent: QWidget) -> tuple[str, date | None] | None:
    """The organisation's code ("" for all) and the first day, None when left."""
    dialog = VersionDialog(context, parent)
    dialog.exec()
    return dialog.found
