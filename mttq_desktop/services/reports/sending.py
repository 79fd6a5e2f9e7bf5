"""Letters to several bodies go out as one act: what changes in the book, their numbers, files and the copies kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.office import Letter
from mttq_desktop.services import recommendations
from mttq_desktop.services.petitions.feedback import PlannedNotice, told
from mttq_desktop.services.petitions.forwarding import PlannedLetter, forwarded
from mttq_desktop.services.petitions.reminding import PlannedReminder, reminded
from mttq_desktop.services.petitions.sorting import ORIGIN
from mttq_desktop.services.reports.drawing import Paper
from mttq_desktop.services.reports.file_names import folder_for
from mttq_desktop.services.reports.files import Written, keep_files
from mttq_desktop.services.reports.letters import recorded
from mttq_desktop.services.reports.outbox import outbox
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database, Writing


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Letters about to go out together: `record` writes them in an act and returns their rows."""

    title: str
    count: int
    record: Callable[[Writing], tuple[int, ...]]
    origin: str = ORIGIN

    def place(self, base: Path, day: date) -> Path:
        """Where their files go: several into a new folder of their own."""
        return folder_for(base, self.title, day) if self.count > 1 else base


def forwarding(letters: Sequence[PlannedLetter]) -> Outgoing:
    """Petitions to their authorities (D05)."""
    return Outgoing("Chuyển kiến nghị", len(letters), lambda writing: forwarded(writing, letters).letters)


def reminding(letters: Sequence[PlannedReminder]) -> Outgoing:
    """Reminders of what is late (D06)."""
    return Outgoing("Đôn đốc trả lời kiến nghị", len(letters), lambda writing: reminded(writing, letters).letters)


def telling(notices: Sequence[PlannedNotice]) -> Outgoing:
    """Answers to those who asked (D07)."""
    return Outgoing("Thông báo kết quả kiến nghị", len(notices), lambda writing: told(writing, notices).letters)


def urging(letters: Sequence[recommendations.PlannedReminder], vocabulary: Vocabulary) -> Outgoing:
    """Reminders of recommendations (D06K)."""
    return Outgoing(
        "Đôn đốc kiến nghị sau giám sát", len(letters),
        lambda writing: recommendations.reminded(writing, letters, vocabulary).letters, recommendations.ORIGIN,
    )  # fmt: skip


def send_out(
    database: Database, going: Outgoing, base: Path | None, today: date, progress: Progress | None = None
) -> Written:
    """Record the letters and write their files into a folder within `base` (None: no files), as one act.

    Raises Refused, NotWritable, NoSpace, Cancelled; then nothing is recorded and no file stays.
    """
    if base is None:
        with database.writing(going.origin, "") as writing:
            return Written((), going.record(writing), False, writing.act)
    with outbox(database, going.place(base, today)) as box, database.writing(going.origin, "") as writing:
        progress = progress or Progress()
        progress.report(0, None, "Đang ghi sổ")
        paper, rows = Paper(writing.session, today), going.record(writing)
        found = paper.dressed(recorded(paper, writing.session.get_one(Letter, i)) for i in rows)
        paths, letters = keep_files(box, writing, found, today, progress)
    return Written(paths, letters, False, writing.act)
