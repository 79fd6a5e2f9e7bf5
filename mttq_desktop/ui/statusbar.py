"""The foot of the window: data file, running job with Hủy, last backup, who sits here."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import LinkButton
from mttq_desktop.ui.jobs import Job, Jobs


class JobBar(QWidget):
    """What the running job does, how far it is, and Hủy; hidden while nothing runs."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job[object] | None = None
        self.words = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(160)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Tiến độ")
        self.stop = LinkButton("Hủy", self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.words, self.bar, self.stop):
            row.addWidget(part)
        self.hide()
        jobs.started.connect(self._look)
        jobs.ended.connect(self._look)
        self._look()

    def _look(self, _started_or_ended: object = None) -> None:
        """Bound, not a lambda: the jobs outlive this bar when another data file is opened."""
        job = self._jobs.running[0] if self._jobs.busy else None
        if job is not None and job is not self._job:
            job.progress.connect(self._tell)
            self._tell(0, None, job.title)
            self.stop.setEnabled(True)
        self._job = job
        self.setVisible(job is not None)

    def _tell(self, done: int, total: int | None, text: str) -> None:
        waiting = len(self._jobs.running) - 1
        more = f" · {waiting} việc chờ" if waiting > 0 else ""
        counted = f" {whole(done)}/{whole(total)}" if total else ""
        title = self._jobs.running[0].title if self._jobs.busy else ""
        self.words.setText(f"{text or title}{counted}{more}")
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(round(1000 * done / total) if total else 0)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.words.setText("Đang dừng…")
            self.stop.setEnabled(False)


class StatusBar(QFrame):
    """Left the data file, right backup and person; the job between them."""

    backup_asked = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setFixedHeight(26)
        self.setAccessibleName("Thanh trạng thái")
        self.file = self._label()
        self.remark = self._label()
        self.remark.setToolTip("Mở trang Sao lưu, phục hồi")
        self.remark.setCursor(Qt.CursorShape.PointingHandCursor)
        self.remark.installEventFilter(self)
        self.job = JobBar(jobs, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.addWidget(self.file)
        row.addStretch(1)
        row.addWidget(self.job)
        row.addSpacing(12)
        row.addWidget(self.remark)
        self._parts: dict[str, str] = {}

    def set_file(self, name: str, place: str = "") -> None:
        """The data file's name; its folder as a tip."""
        self.file.setText(name)
        self.file.setToolTip(place)

    def set_part(self, key: str, text: str) -> None:
        """A remark at the right ("backup": "Sao lưu 10 phút trước"); empty removes it."""
        self._parts[key] = text
        self.remark.setText("  ·  ".join(t for t in self._parts.values() if t))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the remarks asks for the page of copies."""
        if watched is self.remark and event.type() == QEvent.Type.MouseButtonRelease:
            self.backup_asked.emit()
        return False

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", "small")
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return label


