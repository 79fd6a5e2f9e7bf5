"""At a meeting: the conclusions of the last ones are looked at, what came of them is written down."""

from collections.abc import Sequence
from datetime import date

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.meetings import open_items
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION
from mttq_desktop.services.keeping import existing
from mttq_desktop.services.progress import Progress, write_progress
from mttq_desktop.store.database import Database
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole


def look_at(
    database: Database, meeting_id: int, given: Sequence[Progress], today: date, vocabulary: Vocabulary
) -> int:
    """Write what became of earlier items, each marked as looked at by this meeting, in one act; returns how many.

    An item agreed at this meeting or a later one is refused.
    """
    with database.writing("meeting", "") as writing:
        meeting = existing(writing.session, JOINT_MEETING, meeting_id)
        known = {i.id for i in open_items(writing.session, meeting.held_on, meeting_id)}
        if any(one.id not in known for one in given):
            raise Refused("Chỉ kiểm điểm kết luận của các kỳ họp trước.", "Tải lại danh sách rồi ghi tiếp.")
        for one in given:
            write_progress(writing, RESOLUTION, one, today, vocabulary, looked_at_id=meeting_id)
        writing.say(f"Kiểm điểm {whole(len(given))} kết luận tại cuộc họp ngày {short(meeting.held_on)}")
    return len(given)
