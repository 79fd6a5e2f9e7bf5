"""What people write for a report: the narrative of the period, addressees and recipients, who signs."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLayout, QPlainTextEdit, QVBoxLayout, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.fields import Link
from mttq_desktop.records.kind import Group, Shown
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import (
    NarrativePart,
    ReportKind,
    narratives,
    parts_of,
    save_narrative,
    words_of_bodies,
)
from mttq_desktop.services.reports.jointly import EITHER
from mttq_desktop.services.settings import set_one
from mttq_desktop.services.wording import phrases, save_phrase
from mttq_desktop.text.fold import nfc
from mttq_desktop.ui.buttons import Button, LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.pages.sections import scrolled
from mttq_desktop.ui.widgets.scroll import Scroll

ORIGIN = "reports"
_SIGNER = Shown("signer_id", Link(label="Người ký", target="person", width=30,
                                  hint="trống: người đang giữ chức"), False)  # fmt: skip
_BOX_HEIGHT = 84
_ADDRESSED = ("addressees", "recipients")
Keep = Callable[[str, str], object]
"""Keeps the text of a part."""


class TextBox(QPlainTextEdit):
    """Several lines; `left` comes when the person goes on, so that nothing waits for a button."""

    left = Signal()

    def __init__(self, name: str, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.kept = text
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.installEventFilter(self)

    @property
    def typed(self) -> str:
        """What stands here, composed."""
        return nfc(self.toPlainText())

    @property
    def dirty(self) -> bool:
        """Something here is not kept yet."""
        return self.typed != self.kept

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the box."""
        if event.type() == QEvent.Type.FocusOut and self.dirty:
            self.left.emit()
        return False


class WordsPart(QWidget):
    """The narrative of a document and period, kept as the person goes on. `kept` asks for a new preview."""

    kept = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.keep: Keep | None = None
        self.boxes: dict[str, TextBox] = {}
        inside = QWidget()
        inside.setProperty("role", "clear")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(6)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(Scroll(inside))

    def show_document(self, kind: ReportKind, period: Period) -> None:
        """The parts of one document and period; what is typed meanwhile is kept first."""
        database = self.context.database
        with database.reading() as session:
            typed = narratives(session, kind.code, period)
            parts = parts_of(session, kind.narrative, period)
            theirs = words_of_bodies(session, kind.code, period, self.context.today())
        self.show_parts(parts, typed, lambda part, text: save_narrative(
            database, kind.code, period, part, text, ORIGIN), "Giữ theo kỳ", theirs)  # fmt: skip

    def show_parts(
        self, parts: Sequence[NarrativePart], typed: Mapping[str, str], keep: Keep, kept_by: str,
        theirs: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """The parts of a document with what was typed for them; `keep` gets a part and its new text.

        `theirs` is what the organisations wrote, to begin from.
        """
        self.save()
        _empty(self.column)
        self.keep, self.boxes = keep, {}
        hint = f"Gõ ở đây. {kept_by}, không mất khi xuất lại; để trống thì văn bản dùng câu mặc định."
        for part in parts:
            box = TextBox(part.title, typed.get(part.name, ""), hint)
            box.setMinimumHeight(_BOX_HEIGHT)
            box.left.connect(self.save)
            self.boxes[part.name] = box
            self.column.addLayout(self._head(part, (theirs or {}).get(part.name, "")))
            self.column.addWidget(box, 1)
        if parts:
            save = Button("Lưu lời văn", "Ctrl+S", act=self.save)
            self.column.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.column.addWidget(_title("Văn bản này không có phần soạn riêng; câu chữ sửa ở Danh mục."))
            self.column.addStretch(1)

    def _head(self, part: NarrativePart, theirs: str) -> QHBoxLayout:
        """The title, and the words of the organisations one press away."""
        row = QHBoxLayout()
        row.addWidget(_title(part.title), 1)
        if theirs:
            take = LinkButton("Chép lời các tổ chức", lambda: self._take(part.name, theirs))
            take.setToolTip(theirs)
            row.addWidget(take)
        return row

    def _take(self, part: str, theirs: str) -> None:
        """Behind what stands in the box, so that nothing typed is lost."""
        box = self.boxes[part]
        if theirs not in box.typed:
            box.setPlainText("\n".join(text for text in (box.typed, theirs) if text))
        self.save()
        box.setFocus()

    @property
    def dirty(self) -> bool:
        """Something typed is not kept yet."""
        return any(box.dirty for box in self.boxes.values())

    def save(self) -> bool:
        """Keep what was typed; True when something was kept."""
        if self.keep is None or not self.dirty:
            return False
        for part, box in self.boxes.items():
            if box.dirty:
                self.keep(part, box.typed)
                box.kept = box.typed
        self.kept.emit()
        return True


class SigningPart(QWidget):
    """To whom, and who signs. `kept` asks for a new preview."""

    kept = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.code = ""
        self.boxes: dict[str, TextBox] = {}
        self.form = Form((Group("", ("signer_id",)),), {"signer_id": _SIGNER}, context.place())
        self.form.setFixedHeight(64)
        self.form.left.connect(lambda _: self._save_signer())
        self.error = QLabel()
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        inside = QWidget()
        self.texts = QVBoxLayout(inside)
        self.texts.setContentsMargins(0, 0, 0, 0)
        self.together = QCheckBox("Các bên cùng ký (mỗi bên một chữ ký, nơi nhận ở dưới)")
        self.together.clicked.connect(self._sign_together)
        self.column.addWidget(self.form)
        self.column.addWidget(self.together)
        self.column.addWidget(self.error)
        self.column.addWidget(scrolled(inside), 1)

    def show_document(self, code: str) -> None:
        """The lines of one document."""
        self.save()
        _empty(self.texts)
        self.code, self.boxes = code, {}
        signer = self.context.settings.signer_id
        self.together.setVisible(code in EITHER)
        self.together.setChecked(code in self.context.settings.signed_together)
        self.form.set_place(self.context.place())
        self.form.set_values({}, {"signer_id": signer} if signer is not None else None)
        with self.context.database.reading() as session:
            found = {p.key.rpartition(".")[2]: (p, text) for p, text in phrases(session, code)}
        for name in (n for n in _ADDRESSED if n in found):
            phrase, text = found[name]
            box = TextBox(phrase.label, text)
            box.setFixedHeight(150)
            box.left.connect(self.save)
            self.boxes[phrase.key] = box
            self.texts.addWidget(_title(phrase.label))
            self.texts.addWidget(box)

    def save(self) -> None:
        """Keep changed lines; a place that cannot be filled is refused beside them."""
        for key, box in self.boxes.items():
            if box.dirty:
                self._try(lambda key=key, box=box: self._save_phrase(key, box))  # type: ignore[misc]  # bound at once

    def _save_phrase(self, key: str, box: TextBox) -> None:
        save_phrase(self.context.database, key, box.typed, ORIGIN)
        box.kept = box.typed

    def _sign_together(self, chosen: bool) -> None:
        """One signature or all: kept for this kind of document."""
        others = tuple(c for c in self.context.settings.signed_together if c != self.code)
        together = (*others, self.code) if chosen else others
        self._try(lambda: set_one(self.context.database, ORIGIN, signed_together=together))

    def _save_signer(self) -> None:
        values, problems = self.form.read()
        if not problems and values["signer_id"] != self.context.settings.signer_id:
            self._try(lambda: set_one(self.context.database, ORIGIN, signer_id=values["signer_id"]))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Trouble as trouble:
            self.error.setText(str(trouble))
            self.error.show()
            return
        self.error.hide()
        self.kept.emit()


def _title(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "group")
    label.setWordWrap(True)
    return label


def _empty(column: QLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            _empty(inner)
