"""Nhập từ Excel: drop files, see what each is and what would become of every row, correct, write, send back."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from mttq_desktop.errors import Trouble
from mttq_desktop.records.office import ImportBatch
from mttq_desktop.rules.period import Period
from mttq_desktop.services.importing import FilePreview, Hints, Question, SheetPreview, Undone, clear_blanks
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.jobs import Job
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages import importing_back as back
from mttq_desktop.ui.pages import importing_out as out
from mttq_desktop.ui.pages import importing_work as work
from mttq_desktop.ui.pages.importing_ask import ask_columns, ask_sender
from mttq_desktop.ui.pages.importing_back import Batch
from mttq_desktop.ui.pages.importing_board import BOARD, BoardCard
from mttq_desktop.ui.pages.importing_files import FileList
from mttq_desktop.ui.pages.importing_lines import NEAR, Line
from mttq_desktop.ui.pages.importing_sheet import SheetCard
from mttq_desktop.ui.pages.importing_state import SUFFIXES, Loaded, Stage, left_out, total, workbooks
from mttq_desktop.ui.pages.importing_waiting import Waiting
from mttq_desktop.ui.pages.importing_work import Wrote
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog, choose_files, choose_folder
from mttq_desktop.ui.widgets.drop import DropArea
from mttq_desktop.ui.widgets.split import beside
from mttq_desktop.ui.widgets.steps import StepBar

STEPS = ("Chọn tệp", "Xem và sửa", "Ghi vào sổ", "Gửi lại")
FILTERS = (("Bảng tính", " ".join(f"*{s}" for s in SUFFIXES)),)
_CHOOSING, _LOOKING, _WRITTEN = 0, 1, 2


class ImportingPage(Page):
    """Choosing files with the board of senders beside; then the files with their rows."""

    help_page = "nhap-excel"

    def __init__(self, context: Context) -> None:
        super().__init__("Nhập từ Excel")
        self.context = context
        self.period: Period | None = None
        self.files: list[Loaded] = []
        self.job: Job[object] | None = None
        self.reading = work.Reading(context.database, self)
        self._stale = True
        self._build()
        self._connect()
        self._tell()

    # ── building ─────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.steps = StepBar(STEPS)
        self.more = Button("Thêm tệp…", icon=Icon.ADD, act=self.choose_files)
        self.back = Button("", icon=Icon.EXCEL, act=lambda: out.marked_copies(self, self.context, self.files))
        self.again = Button("Bỏ các tệp này", act=self.start_over)
        self.write_button = Button("Ghi vào sổ", "Ctrl+Return", strong=True, act=self.write)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.steps, 1)
        for button in (self.more, self.again, self.back, self.write_button):
            top.addWidget(button)
        self.drop = DropArea(
            "Thả tệp Excel hoặc cả thư mục vào đây",
            "Đọc được .xlsx, .xls, .ods, .csv của các huyện, kể cả phông TCVN3, VNI. "
            "Chưa ghi gì vào sổ cho đến khi xem xong và bấm Ghi.",
            acts=(("Chọn tệp…", self.choose_files), ("Chọn thư mục…", self.choose_folder)),
        )
        self.board = BoardCard(self.context)
        self.list = FileList()
        self.sheet = SheetCard(self.context)
        self.stack = QStackedWidget()
        self.stack.addWidget(beside(self.drop, self.board, (480, 620)))
        self.stack.addWidget(beside(self.list, self.sheet, (276, 830)))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(top)
        self.waiting = Waiting(self._stop)
        column.addWidget(self.waiting)
        column.addWidget(self.stack, 1)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.drop.dropped.connect(self.read)
        self.steps.chosen.connect(self._step)
        self.list.chosen.connect(self._show_file)
        sheet, board = self.sheet, self.board
        sheet.corrected.connect(self._correct)
        sheet.chosen_changed.connect(self._tell)
        sheet.sender_asked.connect(self._ask_sender)
        sheet.columns_asked.connect(lambda asked: ask_columns(asked, self, self._map_again))
        sheet.answered.connect(self._answer)
        sheet.again_asked.connect(lambda: self._read_again(self.sheet.loaded.hints if self.sheet.loaded else Hints()))
        sheet.others_asked.connect(self._read_others)
        sheet.marked_asked.connect(self._marked_copy)
        sheet.blanks_asked.connect(self._clear_blanks)
        sheet.likes_asked.connect(self._look_for_likes)
        sheet.rows_asked.connect(self._show_written)
        sheet.undo_asked.connect(lambda: self._ask_undo(back.written(self.sheet.loaded)))
        board.rows_asked.connect(self._show_batch)
        board.undo_asked.connect(lambda batch: self._ask_undo(((batch.id, batch.file_name),)))
        board.marked_asked.connect(lambda batch: out.marked_copy(self, self.context, batch.id, batch.file_name))
        board.template_asked.connect(self._templates)
        board.missing_told.connect(lambda missing: self.counted.emit(missing))  # noqa: PLW0108 - an int into an object

    # ── choosing and reading ─────────────────────────────────────────────────

    def go(self, files: Sequence[Path] = (), view: str = "", undo: Sequence[Batch] = ()) -> None:
        """Take these workbooks in, show who has sent, or ask whether these imports are to be taken back."""
        if files:
            self.read(files)
        elif view:
            self._step(_CHOOSING)
            self.board.choose(view)
        self._ask_undo(undo)

    def choose_files(self) -> None:
        """The file dialog."""
        if paths := choose_files(self, "Chọn tệp Excel", FILTERS):
            self.read(paths)

    def choose_folder(self) -> None:
        """A folder of workbooks."""
        if (folder := choose_folder(self, "Chọn thư mục chứa các tệp")) is not None:
            self.read((folder,))

    def read(self, paths: Sequence[Path]) -> None:
        """Look at files; those already here are looked at anew."""
        wanted, said = workbooks(paths), left_out(paths)
        if said or not wanted:
            self.context.shell.toast(said or "Thư mục này không có tệp Excel nào.")
        if wanted:
            beside = [f.preview for f in self.files if f.path not in wanted and f.stage in (Stage.READY, Stage.ASKING)]
            self._do("Đọc tệp Excel", self.reading.files(wanted, beside=beside), self._arrived)

    def _arrived(self, previews: Sequence[FilePreview]) -> None:
        fresh = {p.path: Loaded.of(p) for p in previews}
        kept = [f for f in self.files if f.path not in fresh or f.stage is Stage.WRITTEN]
        self.files = [*kept, *fresh.values()]
        self._show_files(len(kept))

    def _show_files(self, current: int) -> None:
        self.list.show_files(self.files, current)
        self.stack.setCurrentIndex(1 if self.files else 0)
        self._tell()
        self.list.setFocus()

    def _show_file(self, loaded: Loaded) -> None:
        self.sheet.show_file(loaded)

    def start_over(self) -> None:
        """Put the files away; what was written stays written."""
        if total(self.files) and not ConfirmDialog.ask(
            self, "Bỏ các tệp đang xem?", "Các dòng chưa ghi và những chỗ vừa sửa ở đây sẽ mất.", "Bỏ", keep="Ở lại"
        ):
            return
        self.files = []
        self.stack.setCurrentIndex(0)
        self.board.reload()
        self._tell()

    def _step(self, step: int) -> None:
        self.stack.setCurrentIndex(0 if step == _CHOOSING or not self.files else 1)
        self._tell()

    def _correct(self, line: Line | None, text: str, key: object) -> None:
        loaded, database = self.sheet.loaded, self.context.database
        assert loaded is not None

        def corrected(done: tuple[str, work.Back | None]) -> None:
            self._again(loaded, self.sheet.pills.current)
            said, back = done
            if said:
                self.context.shell.toast(said, back and (lambda: self._take_back(loaded, back)))

        self._compare(loaded, lambda: work.correct(database, loaded, line, text, key), corrected)

    def _take_back(self, loaded: Loaded, back: work.Back) -> None:
        if loaded.result is None:
            self._compare(loaded, back, lambda _: self._again(loaded, self.sheet.pills.current))

    def _compare(self, loaded: Loaded, todo: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Change something of a file that is then compared anew; with a large one the window does not wait."""
        if self.job is not None:
            self.context.shell.toast(f"{self.waiting.words.text()}. Chờ xong rồi sửa tiếp.")
        elif loaded.counts().total() > work.LARGE:
            self._do("Đang so lại với sổ", lambda _: todo(), done, can_stop=False)
        else:
            done(todo())

    def _ask_sender(self) -> None:
        assert self.sheet.loaded is not None
        period = self.period.code if self.period else ""
        ask_sender(self.sheet.loaded, self.context.place(), period, self, self._read_again)

    def _answer(self, question: Question, value: str) -> None:
        assert self.sheet.loaded is not None
        self._read_again(self.sheet.loaded.answered(question, value))

    def _read_again(self, hints: Hints) -> None:
        loaded = self.sheet.loaded
        assert loaded is not None
        job = self.reading.again(loaded, hints)
        self._do("Đọc lại tệp", job, lambda found: self._replaced(loaded, found[0], hints))

    def _map_again(self, sheet: SheetPreview, columns: dict[int, str]) -> None:
        loaded = self.sheet.loaded
        assert loaded is not None
        job = self.reading.mapped(loaded, sheet, columns)
        self._do("Đọc lại tệp", job, lambda found: self._replaced(loaded, found[0], loaded.hints))

    def _clear_blanks(self, on: bool) -> None:
        loaded = self.sheet.loaded
        assert loaded is not None
        database = self.context.database
        self._compare(loaded, lambda: clear_blanks(database, loaded.preview, on), lambda _: self._again(loaded))

    def _look_for_likes(self) -> None:
        loaded = self.sheet.loaded
        assert loaded is not None
        todo = work.looking_for_likes(self.context.database, loaded)
        self._do("Tìm kiến nghị gần giống", todo, lambda many: self._found_likes(loaded, many))

    def _found_likes(self, loaded: Loaded, many: int) -> None:
        self._again(loaded, NEAR if many else "")
        self.context.shell.toast(f"{whole(many)} dòng gần giống." if many else "Không có dòng nào gần giống.")

    def _again(self, loaded: Loaded, view: str = "") -> None:
        self.sheet.show_file(loaded, view)
        self._tell()

    def _read_others(self) -> None:
        """Take in the sheets of a file that were left out when it was written."""
        loaded = self.sheet.loaded
        assert loaded is not None
        others = {s.name for s in loaded.left}
        self._do("Đọc lại tệp", self.reading.again(loaded, loaded.hints), lambda found: self._others(found[0], others))

    def _others(self, preview: FilePreview, names: set[str]) -> None:
        self.files.append(Loaded.of(preview))
        self.files[-1].sheets = names
        self._show_files(len(self.files) - 1)

    def _replaced(self, old: Loaded, preview: FilePreview, hints: Hints) -> None:
        place = self.files.index(old)
        self.files[place] = Loaded.of(preview, hints, old)
        self._show_files(place)

    # ── writing ──────────────────────────────────────────────────────────────

    def write(self) -> None:
        """Write every file that is ready, one act each."""
        ready = [f for f in self.files if f.stage is Stage.READY and f.to_write]
        if ready:
            self._do("Ghi vào sổ", work.writing(self.context.database, ready), self._wrote)

    def _wrote(self, wrote: Wrote) -> None:
        for loaded, result in wrote.results:
            if not isinstance(result, Trouble):
                loaded.result = result
        again = wrote.looked_again
        self._show_files(self.files.index(again[0]) if again else max(0, self.list.currentRow()))
        taken = tuple(b for loaded, _ in wrote.results for b in back.written(loaded))
        self.context.shell.toast(wrote.said, (lambda: self._ask_undo(taken)) if taken else None)
        for _, trouble in wrote.refused[:1]:
            self.context.shell.explain(trouble)

    # ── after writing ────────────────────────────────────────────────────────

    def _ask_undo(self, batches: Sequence[Batch]) -> bool:
        agreed = bool(batches) and back.agreed(self, batches)
        if agreed:
            self.undo(batches)
        return agreed

    def undo(self, batches: Sequence[Batch]) -> None:
        """Take whole files back."""
        work_ = back.taking_back(self.context.database, batches)
        self._do("Hoàn tác lần nhập", work_, lambda done: self._undone(batches, done))

    def _undone(self, batches: Sequence[Batch], done: Undone) -> None:
        gone = {batch for batch, _ in batches}
        for loaded in self.files:
            if loaded.result is not None and loaded.result.batch in gone:
                loaded.undone = True
        if self.files:
            self._show_files(max(0, self.list.currentRow()))
        self.board.reload()
        self.context.shell.explain(Trouble(*out.undone_words(done)))

    def _show_written(self) -> None:
        loaded = self.sheet.loaded
        if loaded is not None and loaded.result is not None and loaded.result.batch is not None:
            (kind,) = {s.kind.name for s in loaded.preview.leading if s.kind is not None and s in loaded.chosen}
            out.show_batch(self, self.context, loaded.result.batch, loaded.path.name, kind)

    def _show_batch(self, batch: ImportBatch) -> None:
        out.show_batch(self, self.context, batch.id, batch.file_name, batch.kind)

    def _marked_copy(self) -> None:
        loaded = self.sheet.loaded
        assert loaded is not None
        batch = loaded.result.batch if loaded.result else None
        out.marked_copy(self, self.context, batch or loaded.path, loaded.path.name)

    def _templates(self, units: Sequence[int]) -> None:
        if self.period is not None:
            out.ask_template(self, self.context, units, self.period)

    # ── working ──────────────────────────────────────────────────────────────

    def _do(self, title: str, todo: object, done: object, *, can_stop: bool = True) -> None:
        job: Job[object] = Job(title, todo, self)  # type: ignore[arg-type]  # any piece of work
        job.progress.connect(self.waiting.tell)
        job.finished.connect(done)
        job.failed.connect(self.context.shell.explain)
        job.ended.connect(self._ended)
        self.job = job
        self.waiting.begin(title, can_stop=can_stop)
        self._tell()
        self.context.jobs.start(job)

    def _stop(self) -> None:
        if self.job is not None:
            self.job.cancel()
            self.waiting.words.setText("Đang dừng…")

    def _ended(self) -> None:
        self.job = None
        self.waiting.hide()
        self._tell()

    def _tell(self) -> None:
        """Buttons and steps as things stand."""
        rows, busy = total(self.files), self.job is not None
        looking = self.stack.currentIndex() == 1
        written = bool(self.files) and all(f.stage in (Stage.WRITTEN, Stage.UNDONE, Stage.REFUSED) for f in self.files)
        words = f"Ghi {whole(rows)} dòng vào sổ   Ctrl+Enter" if rows else "Chưa chọn dòng nào để ghi"
        self.write_button.setText(words)
        self.write_button.setEnabled(rows > 0 and not busy)
        for button in (self.more, self.again):
            button.setVisible(looking)
        out.offer_marked(self.back, self.files, looking and written)
        self.write_button.setVisible(looking and not written)
        self.again.setText("Xong, nhập tệp khác" if written else "Bỏ các tệp này")
        step = _CHOOSING if not looking else _WRITTEN + 1 if written else _LOOKING
        self.steps.go(step, step if not self.files else max(step, _LOOKING))
        self.list.repaint_marks()

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        if self._stale:
            self._stale = False
            self.board.reload()
        (self.list if self.stack.currentIndex() == 1 else self.drop).setFocus()

    def refresh(self, changes: Changes) -> None:
        """Petitions or imports were written."""
        if changes.touched & {"petition", "import_batch", "petition_batch", "unit"}:
            if self.isVisible():
                self.board.reload()
            else:
                self._stale = True

    def set_period(self, period: Period) -> None:
        """The working period is another one."""
        if period != self.period:
            self.period = self.board.period = period
            self.board.reload()

    def search(self, text: str) -> None:
        """Who has sent, by name."""
        self.go(view=BOARD)

    def may_leave(self) -> bool:
        """Files stay here while other pages are looked at."""
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        if self.drop.paths_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        event.acceptProposedAction()
        self.read(self.drop.paths_of(event))
