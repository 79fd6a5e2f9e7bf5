"""Every word of Qt's own dialogs is ours: each text is compared with what Qt says without our translation."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QColorDialog,
    QComboBox,
    QErrorMessage,
    QFileDialog,
    QFontDialog,
    QGroupBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QProgressDialog,
    QSpinBox,
    QTabWidget,
    QWidget,
    QWizard,
)

from mttq_desktop.ui.language import speak_vietnamese

PAPER = re.compile(
    r"(Letter|Legal|Executive|Folio|Ledger|Tabloid|JIS|ANSI|Architect|Quarto|Statement|Super|PRC|\d+ x)\b.*"
    r"|(Pica|Didot|Cicero) \(.*|mm|pt|in|pc"
)
"""Names of foreign papers and measures are the same in every language."""


def _file() -> QWidget:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    return dialog


def _colour() -> QWidget:
    dialog = QColorDialog()
    dialog.setOptions(
        QColorDialog.ColorDialogOption.DontUseNativeDialog | QColorDialog.ColorDialogOption.ShowAlphaChannel
    )
    return dialog


def _font() -> QWidget:
    dialog = QFontDialog()
    dialog.setOption(QFontDialog.FontDialogOption.DontUseNativeDialog)
    return dialog


DIALOGS: dict[str, Callable[[], QWidget]] = {
    "file": _file, "colour": _colour, "font": _font, "input": QInputDialog, "progress": QProgressDialog,
    "error": QErrorMessage, "wizard": QWizard, "number": QSpinBox,
    "print": lambda: QPrintDialog(QPrinter()), "print preview": lambda: QPrintPreviewDialog(QPrinter()),
}  # fmt: skip


def texts(widget: QWidget) -> Iterator[str]:
    """Everything a dialog says or would say."""
    yield widget.windowTitle()
    for part in (widget, *widget.findChildren(QWidget)):
        yield from (part.toolTip(), part.accessibleName(), *(a.text() for a in part.actions()))
        match part:
            case QLabel() | QAbstractButton():
                yield part.text()
            case QGroupBox():
                yield part.title()
            case QComboBox():
                yield from (part.itemText(i) for i in range(part.count()))
            case QTabWidget():
                yield from (part.tabText(i) for i in range(part.count()))
            case QLineEdit():
                yield part.placeholderText()
    yield from (t for a in widget.findChildren(QAction) for t in (a.text(), a.toolTip()))


def untold(english: list[str], ours: list[str]) -> set[str]:
    """Words that stayed as they were."""
    assert len(english) == len(ours)
    same = {a for a, b in zip(english, ours, strict=True) if a == b and sum(c.isalpha() for c in a) > 1}
    return {text for text in same if "/" not in text[:1] and not PAPER.fullmatch(text)}


@pytest.fixture
def in_english(dressed: QApplication) -> Callable[[str], list[str]]:
    """What a dialog says without our translation."""

    def ask(name: str) -> list[str]:
        for translator in dressed.findChildren(QTranslator):
            dressed.removeTranslator(translator)
        found = list(texts(DIALOGS[name]()))
        assert speak_vietnamese(dressed)
        return found

    return ask


@pytest.mark.parametrize("name", DIALOGS)
def test_no_word_of_a_dialog_stays_english(name: str, in_english: Callable[[str], list[str]]) -> None:
    english = in_english(name)
    assert not untold(english, list(texts(DIALOGS[name]())))


def test_a_word_that_stays_english_would_be_found(in_english: Callable[[str], list[str]]) -> None:
    english = in_english("colour")
    assert "Select Color" in english
    assert "Select Color" in untold(english, english)
