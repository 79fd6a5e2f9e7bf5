"""A message that stays until it is settled: what happened, why, and what to do."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.ui import icons
from mttq_desktop.ui.buttons import Button, IconButton
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.theme import Tone, colours

_SIGNS = {
    Tone.LATE: Icon.ERROR,
    Tone.SOON: Icon.WARNING,
    Tone.DONE: Icon.GOOD,
    Tone.WAITING: Icon.INFO,
    Tone.PLAIN: Icon.INFO,
}


class Banner(QFrame):
    """Above a page's content; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.sign, self.title, self.words = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self._tone = Tone.PLAIN
        for label in (self.title, self.words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self.title)
        text.addWidget(self.words)
        self.asked = QWidget()
        self.asked.setProperty("role", "clear")
        self.answers = QHBoxLayout(self.asked)
        self.answers.setContentsMargins(0, 4, 0, 2)
        self.answers.setSpacing(8)
        self.asked.hide()
        text.addWidget(self.asked, 0, Qt.AlignmentFlag.AlignLeft)
        self.acts = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 8, 9)
        row.setSpacing(10)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addLayout(self.acts)
        row.addWidget(IconButton(Icon.CLOSE, "Đóng thông báo", self.clear, inner=True), 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(
        self, message: str, advice: str = "", tone: Tone = Tone.WAITING, act_text: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        """Say something, perhaps with the act that settles it."""
        self._drop_acts()
        self._tone = tone
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.title.setText(message)
        self.words.setText(advice)
        self.words.setVisible(bool(advice))
        if act_text and act is not None:
            self.acts.addWidget(Button(act_text, act=act))
        self.setAccessibleName(f"{message} {advice}")
        self._paint_sign()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def ask(self, question: str, words: str, answers: Iterable[tuple[str, Callable[[], object]]]) -> None:
        """Ask something that one press answers, the likeliest answer first; the last ones may lead elsewhere."""
        self.tell(question, words, Tone.SOON)
        for text, act in answers:
            self.answers.addWidget(Button(text, act=act))
        self.asked.show()

    def trouble(self, trouble: Trouble, act_text: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what went wrong, why, and what to do."""
        self.tell(trouble.message, trouble.advice, Tone.LATE, act_text, act)

    def clear(self) -> None:
        """Nothing more to say."""
        self.hide()
        self._drop_acts()

    def changeEvent(self, event: QEvent) -> None:
        """A new theme paints the sign anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self.isHidden():
            self._paint_sign()

    def _paint_sign(self) -> None:
        self.sign.setPixmap(icons.pixmap(_SIGNS[self._tone], colours().shade(self._tone).ink, 20))

    def _drop_acts(self) -> None:
        self.asked.hide()
        for row in (self.acts, self.answers):
            while (item := row.takeAt(0)) is not None:
                widget = item.widget()
                widget.hide()
                widget.deleteLater()
