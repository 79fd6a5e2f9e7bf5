"""The frame of a dialog that does one act: what it is about, what is asked, one strong button."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.errors import Refused, Trouble
from mttq_desktop.records.kind import Group, Shown
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.undoing import Done, Work, noted
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog, GrowingDialog, room_for

_FORM_WIDTH, _FORM_HIGHEST, _AROUND_FORM = 720, 480, 170


class ActDialog(GrowingDialog):
    """Ctrl+Enter does it, Esc leaves; a refusal stays in the dialog, beside what was typed.

    Where nothing is asked for, the keyboard stands on the act itself and Enter does it.

    `act_done` carries a `Done` after the act.
    """

    act_done = Signal(object)

    def __init__(
        self, context: Context, title: str, about: str, strong: str, parent: QWidget, width: int = 640
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.doing = Asker(self)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        self.about = QLabel(about)
        self.about.setProperty("role", "quiet")
        self.about.setWordWrap(True)
        self.about.setVisible(bool(about))
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.trouble = QLabel()
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.strong = Button(strong, "Ctrl+Return", strong=True, act=self.try_it)
        self._lay_out()

    def _lay_out(self) -> None:
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.cancel = Button("Hủy", act=self.give_up)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.strong)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.about)
        column.addLayout(self.body, 1)
        column.addWidget(self.trouble)
        column.addLayout(self.foot)

    def event(self, event: QEvent) -> bool:
        """Seen for the first time: the keyboard goes where it is needed."""
        done = super().event(event)
        if event.type() == QEvent.Type.Show and self.focusWidget() in (None, self.cancel):
            self.stand()
        return done

    def stand(self) -> None:
        """Where the keyboard stands at first."""
        self.strong.setFocus()

    def unsaved(self) -> bool:
        """Whether something was typed that would be lost."""
        return False

    def give_up(self) -> None:
        """Hủy or Esc; what was typed is not thrown away without a word."""
        if self._may_go():
            self.reject()

    def _may_go(self) -> bool:
        words = "Những gì vừa gõ trong hộp này sẽ mất."
        return not self.unsaved() or ConfirmDialog.ask(self, "Bỏ những gì vừa gõ?", words, "Bỏ", keep="Gõ tiếp")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.give_up()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross in the title gives up too; the program closing the dialog has nobody to ask."""
        if event.spontaneous() and not self._may_go():
            event.ignore()
            return
        super().closeEvent(event)

    def name_strong(self, text: str, possible: bool = True) -> None:
        """What the strong button will do, and whether there is anything to do."""
        self.strong.setText(f"{text}   Ctrl+Enter")
        self.strong.setAccessibleName(text)
        self.strong.setEnabled(possible)

    def work(self) -> Work | None:
        """What is to be done, and what to say after it; None when something must be mended first."""
        raise NotImplementedError

    def try_it(self) -> None:
        """Do it off the window's thread and close, or say why not."""
        if self.doing.busy or (work := self.work()) is None:
            return
        self.trouble.hide()
        self.strong.setEnabled(False)
        self.doing.ask(noted(self.context.database, work), self._did, self.refuse)

    def _did(self, done: Done) -> None:
        self.act_done.emit(done)
        self.accept()

    def refuse(self, trouble: Trouble) -> None:
        """Why it was not done; what was typed stays."""
        self.strong.setEnabled(True)
        self.trouble.setText(str(trouble))
        self.trouble.show()
        self.strong.setAccessibleDescription(str(trouble))


class FormDialog(ActDialog):
    """An act whose questions are fields."""

    def __init__(
        self, context: Context, title: str, about: str, strong: str, parent: QWidget, fields: Sequence[Shown]
    ) -> None:
        super().__init__(context, title, about, strong, parent, _FORM_WIDTH)
        named = {s.name: s for s in fields}
        self.form = Form([Group("", tuple(named))], named, context.place())
        self.form.hold_whole(min(_FORM_HIGHEST, room_for(self).height() - _AROUND_FORM))
        self.body.addWidget(self.form, 1)
        self._begun: Mapping[str, str] = {}

    def stand(self) -> None:
        """In the first empty field."""
        self.form.focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """What stands in the fields at first was typed by nobody."""
        super().showEvent(event)
        if not self._begun:
            self._begun = self.form.values()

    def unsaved(self) -> bool:
        """Whether the fields say something else than at first."""
        return self.form.values() != self._begun

    def values(self) -> Mapping[str, Any] | None:
        """What was typed, read; None when a field is in trouble (it says so)."""
        problems = self.form.check()
        if any(p.is_error for p in problems):
            self.form.focus_first_problem()
            return None
        values, _ = self.form.read()
        return values

    def refuse(self, trouble: Trouble) -> None:
        """Problems that name a field stand beside it."""
        if isinstance(trouble, Refused) and trouble.problems:
            self.form.show_problems(trouble.problems)
            self.form.focus_first_problem()
        super().refuse(trouble)


def run(context: Context, dialog: ActDialog) -> ActDialog:
    """Open the dialog; what it did is told with Hoàn tác."""
    dialog.act_done.connect(lambda done: say_done(context, done))
    dialog.open()
    return dialog


def rule() -> QFrame:
    """A thin line."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line
