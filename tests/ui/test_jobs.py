"""Longer work: told in the window's thread, cancelled by the person, troubles and bugs apart."""

import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mttq_desktop.errors import Trouble
from mttq_desktop.services.work import Progress
from mttq_desktop.ui.crash import CrashGuard
from mttq_desktop.ui.jobs import Job, Jobs
from mttq_desktop.ui.statusbar import JobBar

PATIENCE_MS = 5_000


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def counting(progress: Progress) -> int:
    for n in range(1, 4):
        progress.report(n, 3, "Đang đếm")
    return 3


def test_a_result_comes_in_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[tuple[int, bool]] = []
    told: list[tuple[object, object, str]] = []
    job = Job("Đếm", counting)
    job.finished.connect(lambda n: heard.append((n, threading.current_thread() is threading.main_thread())))
    job.progress.connect(lambda *said: told.append(said))
    with qtbot.waitSignal(jobs.ended, timeout=PATIENCE_MS):
        jobs.start(job)
        assert jobs.busy
    assert heard == [(3, True)]
    assert told[-1] == (3, 3, "Đang đếm")
    assert not jobs.busy


def test_cancelling_stops_at_the_next_report(qtbot: QtBot, jobs: Jobs) -> None:
    going = threading.Event()
    finished: list[object] = []

    def endless(progress: Progress) -> None:
        while True:
            progress.report(0, None)
            going.set()

    job = Job("Mãi mãi", endless)
    job.finished.connect(finished.append)
    with qtbot.waitSignal(job.cancelled, timeout=PATIENCE_MS):
        jobs.start(job)
        assert going.wait(PATIENCE_MS / 1000)
        job.cancel()
    assert finished == []


def test_jobs_wait_for_each_other_and_one_waiting_can_be_cancelled(qtbot: QtBot, jobs: Jobs) -> None:
    free, order = threading.Event(), list[str]()

    def first(progress: Progress) -> None:
        free.wait(PATIENCE_MS / 1000)
        order.append("first")

    jobs.do("Một", first, lambda _: None)
    second = jobs.do("Hai", lambda progress: order.append("second"), lambda _: None)
    third = jobs.do("Ba", lambda progress: order.append("third"), lambda _: None)
    second.cancel()
    with qtbot.waitSignal(third.finished, timeout=PATIENCE_MS):
        free.set()
    assert order == ["first", "third"]


def test_a_trouble_is_for_the_person(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[Trouble] = []

    def refuse(progress: Progress) -> None:
        raise Trouble("Đĩa đầy.", "Xóa bớt tệp rồi làm lại.")

    with qtbot.waitSignal(jobs.ended, timeout=PATIENCE_MS):
        jobs.do("Ghi", refuse, lambda _: None, told.append)
    assert [str(t) for t in told] == ["Đĩa đầy. Xóa bớt tệp rồi làm lại."]


def test_a_bug_goes_to_the_crash_report(qtbot: QtBot, dressed: QApplication, jobs: Jobs, tmp_path: Path) -> None:
    guard = CrashGuard(tmp_path, lambda: datetime(2024, 4, 5, 9, 30))
    jobs.crashed.connect(guard.take)

    def wrong(progress: Progress) -> None:
        raise KeyError("Nguyễn Thị Bí Mật")

    with qtbot.waitSignal(guard.caught, timeout=PATIENCE_MS):
        jobs.do("Hỏng", wrong, lambda _: None)
    qtbot.waitUntil(lambda: guard.dialog is not None, timeout=PATIENCE_MS)
    assert guard.dialog is not None
    guard.dialog.close()
    report = next(tmp_path.glob("loi-*.txt")).read_text(encoding="utf-8")
    assert "builtins.KeyError" in report
    assert "Bí Mật" not in report


def test_closing_cancels_and_waits(qtbot: QtBot, jobs: Jobs) -> None:
    def endless(progress: Progress) -> None:
        while True:
            progress.check()

    jobs.do("Mãi mãi", endless, lambda _: None)
    assert jobs.stop(PATIENCE_MS)


def test_the_bar_says_what_runs_and_cancels_it(qtbot: QtBot, dressed: QApplication, jobs: Jobs) -> None:
    bar, going = JobBar(jobs), threading.Event()
    qtbot.addWidget(bar)
    assert bar.isHidden()

    def half(progress: Progress) -> None:
        progress.report(1_200, 2_400, "Đọc dòng")
        while True:
            progress.check()
            going.set()

    job = jobs.do("Nhập tệp", half, lambda _: None)
    qtbot.waitUntil(lambda: bar.bar.value() == 500, timeout=PATIENCE_MS)
    assert bar.words.text() == "Đọc dòng 1.200/2.400"
    assert not bar.isHidden()
    with qtbot.waitSignal(job.cancelled, timeout=PATIENCE_MS):
        bar.stop.click()
    qtbot.waitUntil(bar.isHidden, timeout=PATIENCE_MS)


def test_a_job_may_have_a_receiver_that_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    class Page(QObject):
        def take(self, _result: object) -> None:
            raise AssertionError

    page = Page()
    job = Job("Đếm", counting)
    job.finished.connect(page.take)
    with qtbot.waitSignal(jobs.ended, timeout=PATIENCE_MS):
        jobs.start(job)
        page.deleteLater()
        QApplication.sendPostedEvents(page, 52)
