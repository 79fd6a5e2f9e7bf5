"""Work beside the window's thread: told in the window's, nothing of Qt's left with the worker."""

import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mttq_desktop.services.work import Progress
from mttq_desktop.store.changes import Changes, Feed
from mttq_desktop.ui.aside import Errand, send_off, tell_window
from mttq_desktop.ui.feed import WindowFeed
from mttq_desktop.ui.jobs import Job, Jobs

PATIENCE_MS = 5_000


@pytest.fixture
def pool(qapp: QApplication) -> QThreadPool:
    return QThreadPool()


def test_it_is_told_in_the_windows_thread(qtbot: QtBot, pool: QThreadPool) -> None:
    owner, told = QObject(), list[object]()

    def work() -> int:
        tell_window(owner, lambda: told.append(threading.get_ident()))
        return threading.get_ident()

    send_off(pool, Errand(owner, work, lambda value, raised: told.extend((value, raised, threading.get_ident()))))
    qtbot.waitUntil(lambda: len(told) == 4, timeout=PATIENCE_MS)
    here = threading.get_ident()
    assert told[0] == told[3] == here
    assert told[1] != here
    assert told[2] is None


def test_what_was_raised_is_told(qtbot: QtBot, pool: QThreadPool) -> None:
    owner, told = QObject(), list[object]()

    def work() -> None:
        raise KeyboardInterrupt

    send_off(pool, Errand(owner, work, lambda _, raised: told.append(raised)))
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert isinstance(told[0], KeyboardInterrupt)


def test_an_owner_that_is_gone_is_not_told(qtbot: QtBot, pool: QThreadPool) -> None:
    gone, there, told = QObject(), QObject(), list[str]()
    go = threading.Event()
    pool.setMaxThreadCount(1)
    send_off(pool, Errand(gone, lambda: go.wait(PATIENCE_MS / 1000), lambda *_: told.append("gone")))
    send_off(pool, Errand(there, lambda: None, lambda *_: told.append("there")))
    gone.deleteLater()
    QApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    go.set()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert told == ["there"]


def test_what_the_worker_held_is_let_go_in_the_windows_thread(qtbot: QtBot, pool: QThreadPool) -> None:
    """An object of Qt's deleted by another thread brings the program down."""

    class Page(QObject):
        def work(self) -> None:
            raise ValueError

    where = list[int]()

    def send() -> None:
        page = Page()
        weakref.finalize(page, lambda: where.append(threading.get_ident()))
        send_off(pool, Errand(page, page.work, lambda *_: None))

    for _ in range(50):
        send()
    qtbot.waitUntil(lambda: len(where) == 50, timeout=PATIENCE_MS)
    assert set(where) == {threading.get_ident()}


def test_a_job_sends_nothing_from_the_workers_thread(qtbot: QtBot) -> None:
    """Its object may be deleted as soon as the window has heard that it ended."""
    jobs, where = Jobs(), set[int]()

    def work(progress: Progress) -> None:
        progress.report(1, 1, "Xong")

    job = Job("Đếm", work)
    for signal in (job.progress, job.finished, job.ended):
        signal.connect(partial(_note, where), Qt.ConnectionType.DirectConnection)
    with qtbot.waitSignal(jobs.ended, timeout=PATIENCE_MS):
        jobs.start(job)
    assert where == {threading.get_ident()}


def _note(where: set[int], *_said: object) -> None:
    where.add(threading.get_ident())


def test_news_of_the_data_file_come_in_the_windows_thread_whoever_wrote(qtbot: QtBot) -> None:
    feed, where = Feed(), set[int]()
    news = WindowFeed(feed)
    news.changed.connect(partial(_note, where), Qt.ConnectionType.DirectConnection)
    writer = threading.Thread(target=feed.tell, args=(Changes(frozenset({"petition"}), "form", 1),))
    with qtbot.waitSignal(news.changed, timeout=PATIENCE_MS):
        writer.start()
    writer.join()
    assert where == {threading.get_ident()}
    news.stop()
