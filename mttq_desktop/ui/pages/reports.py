"""Báo cáo: the documents of the period, their figures and words, the paper, and writing them to Word."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from mttq_desktop import paths
from mttq_desktop.errors import Trouble
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import (
    DOCUMENTS,
    Drawn,
    ReportKind,
    Written,
    as_html,
    issued,
    moved,
    narratives,
    previews,
    save_narrative,
    write_report,
)
from mttq_desktop.services.work import Progress
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.text.names import safe_file_name
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.card import Card
from mttq_desktop.ui.widgets.paper import PaperPreview

_PAUSE_MS = 250
_SHOWN_DRAWN = 400


class ReportsPage(Page):
    """Document chosen above; figures, words and what was issued at the left; the paper at the right."""

    help_page = "bao-cao"

    def __init__(self, context: Context) -> None:
        super().__init__("Báo cáo")
        self.context = context
        self.period: Period | None = None
        self._stale = True
        self._drawn: tuple[Drawn, ...] = ()
        self._texts: dict[str, QPlainTextEdit] = {}
        self._asker = Asker(self, _PAUSE_MS)
        self._asker.failed.connect(self._refused)
        self.banner = Banner()
        self.document = QComboBox()
        self.document.setAccessibleName("Văn bản")
        for kind in DOCUMENTS:
            self.document.addItem(f"{kind.code} · {kind.title}", kind.code)
        self.which = QComboBox()
        self.which.setAccessibleName("Nơi nhận")
        self.figures = _table(("Số liệu", "Số", "Đếm từ"))
        self.before = _table(("Số, ký hiệu", "Ngày", "Nơi nhận, tệp"))
        self.words = QWidget()
        self.words_column = QVBoxLayout(self.words)
        self.tabs = QTabWidget()
        for part, title in ((self.figures, "Số liệu"), (self.words, "Lời văn"), (self.before, "Đã phát hành")):
            self.tabs.addTab(part, title)
        self.paper = PaperPreview()
        self.pages = QLabel()
        self.pages.setProperty("role", "small")
        self.write_button = Button("Phát hành ra Word", strong=True, act=self.write)
        self._lay_out()
        self.document.currentIndexChanged.connect(lambda _: self.reload())
        self.which.currentIndexChanged.connect(self._show_one)
        self.paper.paged.connect(lambda n: self.pages.setText(f"{n} trang"))

    def _lay_out(self) -> None:
        left = Card()
        left.add(self.document)
        left.add(self.banner)
        left.add(self.tabs, 1)
        right = Card("Xem trước")
        right.add(self.which)
        right.add(self.paper, 1)
        keys = QHBoxLayout()
        keys.addWidget(self.pages)
        keys.addStretch(1)
        keys.addWidget(self.write_button)
        right.add(keys)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([620, 500])
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(split)

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        if self._stale:
            self.reload()

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        if period != self.period:
            self.period, self._stale = period, True
            if self.isVisible():
                self.reload()

    def refresh(self, changes: Changes) -> None:
        """Records, words or settings were written."""
        self._stale = True
        if self.isVisible() and changes.origin != "reports":
            self.reload()

    # ── showing ──────────────────────────────────────────────────────────────

    @property
    def kind(self) -> ReportKind:
        """The chosen document."""
        return DOCUMENTS[self.document.currentIndex()]

    def reload(self) -> None:
        """Draw the document of the period anew, off the window's thread."""
        if self.period is None:
            return
        self._stale = False
        self._show_words()
        self._show_issued()
        code, period, today = self.kind.code, self.period, self.context.today()
        self._asker.ask(lambda: previews(self.context.database, code, period, today), self._arrived)

    def _arrived(self, found: tuple[Drawn, ...]) -> None:
        self._drawn = found
        self.write_button.setEnabled(True)
        several = self.kind.several
        self.which.blockSignals(True)
        self.which.clear()
        for drawn in found[:_SHOWN_DRAWN]:
            self.which.addItem(f"{drawn.number or '(dự thảo)'} · {drawn.to or drawn.name}")
        self.which.blockSignals(False)
        self.which.setVisible(several)
        self._show_one(0)
        if several:
            self.banner.tell(f"{whole(len(found))} văn bản, mỗi nơi nhận một tệp.", self.period_words())

    def period_words(self) -> str:
        """The working period in words."""
        return f"Kỳ: {self.period.label}." if self.period else ""

    def _refused(self, trouble: object) -> None:
        if isinstance(trouble, Trouble):
            self._drawn = ()
            self.write_button.setEnabled(False)
            self.which.clear()
            self.figures.setRowCount(0)
            self.paper.show_html("")
            self.banner.tell(trouble.message, trouble.advice, Tone.SOON)

    def _show_one(self, place: int) -> None:
        if not 0 <= place < len(self._drawn):
            return
        drawn = self._drawn[place]
        self.paper.show_html(as_html(drawn.document))
        frozen = drawn.figures
        rows = [(frozen.labels[k], whole(n), f"{whole(len(frozen.ids.get(k, ())))} kiến nghị")
                for k, n in frozen.counts.items()]  # fmt: skip
        _fill(self.figures, rows)

    def _show_words(self) -> None:
        while self.words_column.count():
            self.words_column.takeAt(0).widget().deleteLater()
        self._texts = {}
        kind, period = self.kind, self.period
        self.tabs.setTabVisible(1, bool(kind.narrative))
        if period is None or not kind.narrative:
            return
        with self.context.database.reading() as session:
            typed = narratives(session, kind.code, period)
        for part in kind.narrative:
            box = QPlainTextEdit(typed.get(part.name, ""))
            box.setAccessibleName(part.title)
            box.setPlaceholderText("Gõ ở đây; được giữ theo kỳ, không mất khi xuất lại.")
            self._texts[part.name] = box
            self.words_column.addWidget(QLabel(part.title))
            self.words_column.addWidget(box, 1)
        self.words_column.addWidget(Button("Lưu lời văn", "Ctrl+S", act=self.save_words))

    def save_words(self) -> None:
        """Keep the typed parts and draw the paper anew."""
        if self.period is None:
            return
        for part, box in self._texts.items():
            save_narrative(self.context.database, self.kind.code, self.period, part, box.toPlainText())
        self.context.shell.toast("Đã lưu lời văn.")
        self.reload()

    def _show_issued(self) -> None:
        if self.period is None:
            return
        with self.context.database.reading() as session:
            letters = issued(session, self.kind.code, self.period)
            changed = moved(session, letters[0], self.context.today()) if letters and not self.kind.several else ()
        _fill(self.before, [(x.number, short(x.day), x.title or x.file_name or "") for x in letters])
        self.tabs.setTabText(2, f"Đã phát hành ({whole(len(letters))})")
        self.banner.clear()
        if changed:
            told = "; ".join(f"{m.label}: {whole(m.then)} → {whole(m.now)}" for m in changed[:4])
            self.banner.tell("Số liệu đã đổi từ khi phát hành.", told, Tone.SOON)

    # ── writing ──────────────────────────────────────────────────────────────

    def write(self) -> None:
        """Ask where, then write in the background."""
        if self.period is None:
            return
        folder = Path(self.context.settings.documents_folder or paths.documents_dir())
        name = safe_file_name(f"{self.kind.code} {self.kind.title.partition(' (')[0]} {self.period.label}") + ".docx"
        chosen, _ = QFileDialog.getSaveFileName(self, "Phát hành ra Word", str(folder / name), "Word (*.docx)")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, out: Path) -> None:
        """Write the document (a folder of files where there are several bodies)."""
        assert self.period is not None
        code, period, today = self.kind.code, self.period, self.context.today()

        def work(progress: Progress) -> Written:
            return write_report(self.context.database, code, period, out, today, progress)

        self.context.jobs.do(f"Đang viết {code}", work, self._written, self.context.shell.explain)

    def _written(self, written: Written) -> None:
        first = written.paths[0]
        many = len(written.paths) > 1
        said = f"Đã viết {whole(len(written.paths))} tệp." if many else f"Đã viết {first.name}."
        self.context.shell.toast(said)
        self.reload()
        self.banner.tell(said, str(first.parent), Tone.DONE, "Mở thư mục", lambda: _open(first.parent))


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _table(captions: tuple[str, ...]) -> QTableWidget:
    table = QTableWidget(0, len(captions))
    table.setHorizontalHeaderLabels(captions)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setAccessibleName(captions[0])
    stretched = 0 if captions[0] == "Số liệu" else len(captions) - 1
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTableWidget, rows: list[tuple[str, str, str]]) -> None:
    table.setRowCount(len(rows))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(r, c, item)
