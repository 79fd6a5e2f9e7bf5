"""Work of opening, done off the window's thread: the data file, its catalogues, restoring, practising."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from mttq_desktop.services import backup
from mttq_desktop.services.first_run import Answers, begin, practise
from mttq_desktop.services.opening import open_store
from mttq_desktop.services.settings import read_settings
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import FILE_NAME, Database
from mttq_desktop.ui.context import Context, Shell
from mttq_desktop.ui.jobs import Jobs


def open_context(data_dir: Path, jobs: Jobs, shell: Shell, now: Callable[[], datetime]) -> Context:
    """The data file of a folder with everything pages need."""
    database = open_store(data_dir, now=now)
    try:
        return context_of(database, jobs, shell, now)
    except BaseException:
        database.close()
        raise


def context_of(database: Database, jobs: Jobs, shell: Shell, now: Callable[[], datetime]) -> Context:
    """What pages are given; the office's day is the clock's, or the practice province's."""

    def today() -> date:
        return context.settings.today(now().date())

    with database.reading() as session:
        first = read_settings(session).today(now().date())
    context = Context(database, jobs, lambda: first, shell)
    context.today = today
    return context


def begin_office(answers: Answers, today: date, progress: Progress) -> Path:
    """Make the data file of the answers; returns its folder."""
    begin(answers, today, progress).close()
    return answers.data_dir


def begin_practice(data_dir: Path, progress: Progress) -> Path:
    """Make the practice province; returns its folder."""
    practise(data_dir, progress).close()
    return data_dir


def restore_store(source: Path, data_dir: Path, now: datetime) -> backup.Restored:
    """Put a copy in place of a folder's data file; what was there is kept beside."""
    return backup.restore(source, data_dir / FILE_NAME, now)
