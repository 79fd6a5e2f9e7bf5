"""Files of a record: dropped or chosen, opened by a click, put away with Hoàn tác."""

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mttq_desktop.queries.attachments import of_record
from mttq_desktop.records.attachments import Attachment
from mttq_desktop.services.attachments import attach, detach, take_out
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button, IconButton, LinkButton
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.reports_issued import open_path
from mttq_desktop.ui.pages.undoing import noted
from mttq_desktop.ui.widgets.dialogs import choose_files
from mttq_desktop.ui.widgets.emptied import empty

_SHOWN_NAME = 34


class FilesPart(QWidget):
    """`open_file` opens what a click wants; replaced where nothing should be started."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.kind, self.record_id = "", 0
        self.files: tuple[Attachment, ...] = ()
        self.open_file: Callable[[Path], object] = open_path
        self._doing = Asker(self, in_order=True)
        self.setAcceptDrops(True)
        self.setAccessibleName("Tệp đính kèm. Thả tệp vào đây để đính kèm.")
        head = QLabel("Tệp đính kèm")
        head.setProperty("role", "heading")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.button = Button("Đính kèm…", icon=Icon.ATTACH, act=self.ask)
        row = QHBoxLayout()
        row.addWidget(head)
        row.addStretch(1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addLayout(self.lines)

    def show_record(self, kind: str, record_id: int) -> None:
        """The files of one record."""
        self.kind, self.record_id = kind, record_id
        with self.context.database.reading() as session:
            self.files = of_record(session, kind, record_id)
        empty(self.lines)
        for one in self.files:
            self.lines.addWidget(self._line(one))
        if not self.files:
            words = QLabel("Thả bản quét, tệp Excel vào đây.")
            words.setProperty("role", "quiet")
            self.lines.addWidget(words)

    def _line(self, one: Attachment) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        name = one.file_name
        shown = name if len(name) <= _SHOWN_NAME else name[: _SHOWN_NAME - 1] + "…"
        link = LinkButton(shown, partial(self.open, one.id))
        link.setToolTip(name)
        link.setAccessibleName(f"Mở {name}")
        size = QLabel(f"{_size(one.size)} · {short(one.added_on)}")
        size.setProperty("role", "small")
        row.addWidget(link)
        row.addWidget(size)
        row.addStretch(1)
        row.addWidget(IconButton(Icon.CLOSE, f"Bỏ {name}", partial(self.drop_file, one)))
        return line

    # ── acts ─────────────────────────────────────────────────────────────────

    def ask(self) -> None:
        """Choose files."""
        self.add(choose_files(self, "Đính kèm tệp", (("Mọi tệp", "*"),)))

    def add(self, paths: Sequence[Path]) -> None:
        """Keep these files with the record."""
        files = [p for p in paths if p.is_file()]
        if not files:
            return
        context, kind, record_id = self.context, self.kind, self.record_id

        def work() -> str:
            made = attach(context.database, kind, record_id, files)
            return f"Đã đính kèm {whole(made)} tệp." if made else "Các tệp này đã đính kèm từ trước."

        self._doing.ask(noted(context.database, work), self._did, context.shell.explain)

    def drop_file(self, one: Attachment) -> None:
        """Put a file away."""
        database = self.context.database

        def work() -> str:
            detach(database, one.id)
            return f"Đã bỏ tệp “{one.file_name}”."

        self._doing.ask(noted(database, work), self._did, self.context.shell.explain)

    def _did(self, done: object) -> None:
        self.show_record(self.kind, self.record_id)
        say_done(self.context, done)  # type: ignore[arg-type]  # `noted` makes a Done

    def open(self, attachment_id: int) -> None:
        """Open a copy in the program the person uses for such files; the kept one stays as it is."""
        database = self.context.database
        folder = Path(tempfile.gettempdir()) / "mttq-desktop" / str(attachment_id)
        self._doing.ask(lambda: take_out(database, attachment_id, folder), self.open_file, self.context.shell.explain)

    # ── dropping ─────────────────────────────────────────────────────────────

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped."""
        event.acceptProposedAction()
        self.add([Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()])


def _size(size: int) -> str:
    """ "12 KB", "1,4 MB"."""
    if size < 1024 * 1024:
        return f"{whole(max(1, size // 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
