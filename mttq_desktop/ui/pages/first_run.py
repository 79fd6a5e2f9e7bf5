"""The first minute: three questions on one quiet page, or the practice province at once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mttq_desktop.errors import Trouble
from mttq_desktop.services import place
from mttq_desktop.services.work import Progress
from mttq_desktop.text.fold import nfc
from mttq_desktop.ui.buttons import Button, LinkButton, PressButton
from mttq_desktop.ui.jobs import Jobs, Work
from mttq_desktop.ui.widgets.dialogs import choose_folder

BODIES = (
    ("MTTQ", "Ủy ban MTTQ Việt Nam tỉnh"), ("LDLD", "Liên đoàn Lao động tỉnh"), ("HND", "Hội Nông dân tỉnh"),
    ("DTN", "Tỉnh đoàn"), ("LHPN", "Hội LHPN tỉnh"), ("CCB", "Hội Cựu chiến binh tỉnh"),
)  # fmt: skip
"""As in `services.first_run`, which is too heavy to load before the first paint (a test holds them equal)."""
_PILL_HEIGHT = 30
FIRST_YEAR = 2020
"""The programme's first year."""


class FirstRunWindow(QWidget):
    """Asks which body, which year, where the data lies. `done` carries the folder, and True for practice."""

    done = Signal(object, bool)

    def __init__(self, data_dir: Path, today: date, jobs: Jobs) -> None:
        super().__init__()
        self.setWindowTitle("MTTQ Desktop – Bắt đầu")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._today, self._jobs = today, jobs
        self._own_start = data_dir
        self.resize(860, 600)
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(720)
        column = QVBoxLayout(card)
        column.setContentsMargins(36, 28, 36, 26)
        column.setSpacing(6)
        for part in (*self._welcome(), *self._questions(data_dir)):
            column.addWidget(part)
        column.addSpacing(10)
        column.addLayout(self._acts())
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        self.start_button.setFocus()

    # ── building ─────────────────────────────────────────────────────────────

    def _welcome(self) -> tuple[QWidget, ...]:
        title = QLabel("Chào mừng đến với MTTQ Desktop")
        title.setProperty("role", "title")
        words = QLabel(
            "Sổ theo dõi Chương trình phối hợp giữa Mặt trận và các tổ chức chính trị - xã hội. "
            "Dữ liệu nằm trên máy này, không cần mạng. Ba câu hỏi, rồi bắt đầu; trả lời nào cũng đổi được sau."
        )
        words.setWordWrap(True)
        words.setProperty("role", "quiet")
        return title, words

    def _questions(self, data_dir: Path) -> tuple[QWidget, ...]:
        latest = max(FIRST_YEAR, self._today.year)
        years = range(max(FIRST_YEAR, latest - 3), latest + 2)
        year_box, self.years = _pills([(y, str(y)) for y in years], latest, len(years))
        year_box.setAccessibleName("Năm bắt đầu làm việc")
        body_box, self.bodies = _pills(BODIES, BODIES[0][0], 3)
        body_box.setAccessibleName("Cơ quan dùng máy này")
        self.folder = QLineEdit(str(data_dir))
        self.folder.setAccessibleName("Thư mục dữ liệu")
        self.folder.textEdited.connect(lambda _: self._folder_changed())
        self.remark = QLabel()
        self.remark.setWordWrap(True)
        self.remark.setProperty("role", "small")
        self._folder_changed()
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(Button("Chọn…", act=self._choose_folder))
        return (
            _question("1", "Máy này của cơ quan nào?"), body_box,
            _question("2", "Làm việc với năm nào?"), year_box,
            _question("3", "Dữ liệu để ở đâu?"), where, self.remark,
        )  # fmt: skip

    def _acts(self) -> QHBoxLayout:
        self.start_button = Button("Bắt đầu", "Ctrl+Return", strong=True, act=self.begin)
        self.practice_button = Button("Vào tỉnh thực hành", act=self.practise)
        self.practice_button.setToolTip("Một tỉnh bịa, đủ năm quý kiến nghị, để tập làm; không đụng tới sổ thật")
        self.wait = QProgressBar()
        self.wait.setTextVisible(False)
        self.wait.setFixedWidth(160)
        self.words = QLabel()
        self.words.setProperty("role", "small")
        self.stop_link = LinkButton("Hủy", self._stop)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.start_button, self.practice_button):
            row.addWidget(part)
        row.addStretch(1)
        for widget in (self.words, self.wait, self.stop_link):
            row.addWidget(widget)
            widget.hide()
        return row

    # ── answers ──────────────────────────────────────────────────────────────

    @property
    def body(self) -> str:
        """Code of the chosen body."""
        return str(self.bodies.checkedButton().property("key"))

    @property
    def year(self) -> int:
        """The chosen year."""
        return int(self.years.checkedButton().property("key"))

    @property
    def data_dir(self) -> Path:
        """The folder as written."""
        text = nfc(self.folder.text()).strip()
        return Path(text).expanduser() if text else self._own_start

    def _choose_folder(self) -> None:
        if (chosen := choose_folder(self, "Chọn thư mục để dữ liệu", self.data_dir.parent)) is not None:
            self.folder.setText(str(chosen))
            self._folder_changed()

    def _folder_changed(self) -> None:
        there = place.holds_store(self.data_dir)
        self.remark.setText(
            "Thư mục này đã có sổ: chương trình sẽ mở sổ đó, không ghi đè." if there
            else "Nên để trên ổ đĩa của máy này. Thư mục sẽ được tạo nếu chưa có."
        )  # fmt: skip

    # ── doing ────────────────────────────────────────────────────────────────

    def begin(self) -> None:
        """Make the data file of the answers."""
        body, year, data_dir, today = self.body, self.year, self.data_dir, self._today

        def work(progress: Progress) -> Path:
            from mttq_desktop.services.first_run import Answers
            from mttq_desktop.ui.opening import begin_office

            return begin_office(Answers(body, year, data_dir), today, progress)

        self._do("Tạo sổ", work, practice=False)

    def practise(self) -> None:
        """Make the practice province beside where the office's data will lie."""
        data_dir = place.practice_dir(self.data_dir)

        def work(progress: Progress) -> Path:
            from mttq_desktop.ui.opening import begin_practice

            return begin_practice(data_dir, progress)

        self._do("Dựng tỉnh thực hành", work, practice=True)

    def _do(self, title: str, work: Work[Path], *, practice: bool) -> None:
        self._busy(True)
        self.words.setText(title)
        job = self._jobs.do(title, work, lambda folder: self.done.emit(folder, practice), self._failed)
        job.progress.connect(self._tell)
        job.cancelled.connect(lambda: self._busy(False))
        job.crashed.connect(lambda _: self._busy(False))

    def _tell(self, done: int, total: int | None, text: str) -> None:
        self.words.setText(text)
        self.wait.setRange(0, total or 0)
        self.wait.setValue(done)

    def _busy(self, busy: bool) -> None:
        for part in (self.start_button, self.practice_button, self.folder):
            part.setEnabled(not busy)
        for shown in (self.words, self.wait, self.stop_link):
            shown.setVisible(busy)
        self.wait.setRange(0, 0)

    def _stop(self) -> None:
        for job in self._jobs.running:
            job.cancel()

    def _failed(self, trouble: Trouble) -> None:
        self._busy(False)
        self.remark.setText(str(trouble))
        self.remark.setProperty("role", "error")
        self.remark.style().unpolish(self.remark)
        self.remark.style().polish(self.remark)
        self.folder.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing gives up what is being made."""
        self._stop()
        event.accept()


def _pills(choices: Sequence[tuple[object, str]], chosen: object, columns: int) -> tuple[QWidget, QButtonGroup]:
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(8)
    group = QButtonGroup(box)
    for number, (key, name) in enumerate(choices):
        button = PressButton(name)
        button.setCheckable(True)
        button.setProperty("role", "pill")
        button.setProperty("key", key)
        button.setChecked(key == chosen)
        group.addButton(button)
        if key != chosen:
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        grid.addWidget(button, number // columns, number % columns)
        grid.setRowMinimumHeight(number // columns, _PILL_HEIGHT)
    return box, group


def _question(number: str, words: str) -> QWidget:
    label = QLabel(f"{number}   {words}")
    label.setProperty("role", "heading")
    label.setContentsMargins(0, 14, 0, 2)
    return label
