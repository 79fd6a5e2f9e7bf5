"""`--self-test`: the shipped program shows that it works on this PC, and tells it as JSON.

    mttq-desktop --self-test [--report FILE.json] [--picture FILE.png]      everything, in a temporary folder
    mttq-desktop --self-test --open DATA_DIR [--report FILE.json]           only the window of a book, and when it stood
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, qVersion
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox

from mttq_desktop.ui import entries, theme
from mttq_desktop.ui.app import dress, make_application
from mttq_desktop.ui.program import Program

PATIENCE_MS = 120_000
LETTERS = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ₫"
"""Every Vietnamese small letter with its tones; a font without them shows boxes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the report and the picture go, and the book whose window alone is wanted."""

    report: Path | None = None
    picture: Path | None = None
    book: Path | None = None


def read_arguments(argv: Sequence[str]) -> Asked:
    """The options; unknown words are passed over, for this is a machine talking to a machine."""
    named = dict(zip(argv, [*argv[1:], ""], strict=True))
    given = (named.get(option, "") for option in ("--report", "--picture", "--open"))
    return Asked(*(Path(text) if text else None for text in given))


def run(argv: Sequence[str]) -> int:
    """Try everything, tell it, and end with 0 when all of it passed."""
    asked = read_arguments(argv)
    with tempfile.TemporaryDirectory(prefix="mttq-thu-", ignore_cleanup_errors=True) as name:
        told = Trial(Path(name), asked).told()
    text = json.dumps(told, ensure_ascii=False, indent=1)
    if asked.report is not None:
        asked.report.write_text(text, encoding="utf-8")
    if sys.stdout is not None:
        print(text)
    return 0 if told["passed"] else 1


class Trial:
    """One run in a folder that is thrown away."""

    def __init__(self, folder: Path, asked: Asked) -> None:
        self.folder, self.asked = folder, asked
        self.app = make_application()
        theme.apply(self.app, theme.Mode.LIGHT)
        self.program: Program | None = None
        self.painted_at = 0.0

    def told(self) -> dict[str, Any]:
        """Everything as plain values; `painted_at` is the clock's time when the window first stood painted."""
        window = {} if self.asked.book is None else self.open_window(self.asked.book)
        from mttq_desktop.services import self_test

        steps = [self_test.attempt(name, work) for name, work in ([] if window else self._steps())]
        self._close()
        return {
            "passed": all(s.passed for s in steps), "versions": self_test.versions(), "qt": qVersion(),
            "platform": QGuiApplication.platformName(), "painted_at": self.painted_at,
            "steps": [asdict(s) for s in steps], **({"window": window} if window else {}),
        }  # fmt: skip

    def _steps(self) -> Iterator[tuple[str, Callable[[], dict[str, Any]]]]:
        """What is tried, in order; later steps use the book that the first one makes."""
        from mttq_desktop.services import self_test

        book, papers = self.folder / "sổ thử", self.folder / "văn bản"
        papers.mkdir()
        yield "book", lambda: self.make_book(book)
        yield "window", lambda: self.open_window(book)
        yield "form", self.save_form
        yield "workbook", lambda: self_test.take_in_workbook(self._program.desk.context.database, papers)
        yield "aside", self_test.lay_rows_aside
        yield "documents", lambda: self_test.write_documents(self._program.desk.context.database, papers)
        yield "copy", lambda: self_test.copy_and_check(self._program.desk.context.database, self.folder)
        yield "words", self.look_at_words

    @property
    def _program(self) -> Program:
        assert self.program is not None, "no window stands"
        return self.program

    def make_book(self, book: Path) -> dict[str, Any]:
        """The practice province in a folder with Vietnamese letters and a blank in its name."""
        from mttq_desktop.services.first_run import practise

        practise(book).close()
        return {"bytes": sum(f.stat().st_size for f in book.iterdir() if f.is_file())}

    def open_window(self, book: Path) -> dict[str, Any]:
        """The window of a book, with its first page; a book that cannot be opened raises its trouble."""
        begun = time.time()
        program = self.program = Program(book, self.folder / "thiết lập")
        troubles: list[Exception] = []
        program.troubled.connect(troubles.append)
        program.show()
        assert program.window is not None, "no book in this folder"
        program.window.painted.connect(self._painted)
        _wait_for(program.opened, program.troubled)
        if troubles:
            raise troubles[0]
        dress(self.app)
        if self.asked.picture is not None:
            program.window.resize(1366, 768)
            _settle()
            program.window.grab().save(str(self.asked.picture))
        return {"painted": round(self.painted_at - begun, 3), "opened": round(time.time() - begun, 3)}

    def _painted(self) -> None:
        self.painted_at = time.time()

    def save_form(self) -> dict[str, Any]:
        """A form is typed, saved by its own button's act, and stands in the book."""
        from mttq_desktop.records.campaigns import COMMUNICATION
        from mttq_desktop.ui.pages.family import FamilyPage
        from mttq_desktop.ui.pages.kind_page import KindPage

        window, words = self._program.window, self._program.desk.context.vocabulary
        assert window is not None
        window.open_page(entries.COMMUNICATION)
        family = window.page(entries.COMMUNICATION)
        assert isinstance(family, FamilyPage)
        page = family.current
        assert isinstance(page, KindPage)
        page.add_new()
        keys = {"channel": words.code_list("propaganda_channel").entries[0].key,
                "organisation_id": words.target("organisation").entries[0].key}  # fmt: skip
        values = {**keys, "content": "Tự kiểm tra: hòa giải ở cơ sở", "period": "2024-Q1", "items": 2}
        texts = {name: COMMUNICATION.field(name).format(value, words) for name, value in values.items()}
        page.record.form.set_values(texts, keys)
        assert not page.record.draft().errors, page.record.draft().errors
        page.record.save()
        _wait_for(page.record.saved)
        assert page.record.facts is not None, "the form was not saved"
        return {"record": page.record.facts.id}

    def look_at_words(self) -> dict[str, Any]:
        """Standard buttons speak Vietnamese, the font has every letter, the icons are there."""
        from mttq_desktop.ui import icons

        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        words = [button.text() for button in box.buttons()]
        assert words == ["Hủy"], words
        missing = [letter for letter in LETTERS if not QFontMetricsF(QFont()).inFontUcs4(ord(letter))]
        assert not missing, f"the font lacks {missing}"
        assert icons.family(), "the icon font is missing"
        assert not self.app.windowIcon().isNull(), "the program's icon is missing"
        return {"font": QFont().family(), "families": len(QFontDatabase.families())}

    def _close(self) -> None:
        if self.program is not None:
            self.program.close()
            if self.program.window is not None:
                self.program.window.close()


def _wait_for(*signals: Any) -> None:
    """Let the window work until one of these comes; a step that waits for nothing is told by what it then lacks."""
    loop = QEventLoop()
    for signal in signals:
        signal.connect(loop.quit)
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    loop.exec()


def _settle(milliseconds: int = 700) -> None:
    """Let what is due be painted."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QCoreApplication.processEvents()
