"""What is done with criticised drafts: sent, and answered by the body that drafts."""

from dataclasses import dataclass
from datetime import date

from mttq_desktop.errors import Problem, Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.criticism import SOCIAL_CRITICISM
from mttq_desktop.services.keeping import amend, existing
from mttq_desktop.store.database import Database
from mttq_desktop.text.dates import short
from mttq_desktop.text.fold import clean

ORIGIN = "criticism"


@dataclass(frozen=True, slots=True)
class Taken:
    """What the drafting body answered: how much it took in (a code of pbxh_result), and what was issued."""

    day: date
    result: str
    number: str | None = None
    issued: str | None = None


def send(
    database: Database, record_id: int, day: date, number: str | None, today: date, vocabulary: Vocabulary
) -> None:
    """Record the letter with the opinions; refused when there is one already, or the day lies ahead."""
    _not_ahead(day, today, "sent_on")
    with database.writing(ORIGIN, "Ghi văn bản phản biện, góp ý") as writing:
        record = existing(writing.session, SOCIAL_CRITICISM, record_id)
        if record.sent_on is not None:
            said = f"{record.number} đã có văn bản ngày {short(record.sent_on)}."
            raise Refused(said, "Sửa ngày trong phiếu nếu sai.")
        amend(writing, SOCIAL_CRITICISM, record_id, {"sent_on": day, "letter_number": _given(number)}, vocabulary)
        writing.say(f"Gửi văn bản: {record.number}")


def record_taken(database: Database, record_id: int, taken: Taken, today: date, vocabulary: Vocabulary) -> None:
    """Record what was taken in or explained; refused before the opinions were sent."""
    _not_ahead(taken.day, today, "answered_on")
    changes = {"answered_on": taken.day, "answer_number": _given(taken.number), "result": taken.result,
               "issued": _given(taken.issued)}  # fmt: skip
    with database.writing(ORIGIN, "Ghi tiếp thu, giải trình") as writing:
        record = existing(writing.session, SOCIAL_CRITICISM, record_id)
        if record.sent_on is None:
            raise Refused(f"{record.number} chưa có văn bản phản biện.", "Ghi văn bản phản biện, góp ý trước.")
        amend(writing, SOCIAL_CRITICISM, record_id, changes, vocabulary)
        writing.say(f"Tiếp thu, giải trình: {record.number}")


def _not_ahead(day: date, today: date, name: str) -> None:
    if day > today:
        said = f"Ngày {short(day)} ở tương lai."
        raise Refused(said, "Sửa ô báo đỏ rồi làm lại.", (Problem("inconsistent", said, field=name),))


def _given(text: str | None) -> str | None:
    return clean(text) or None if text else None
