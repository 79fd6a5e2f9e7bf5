"""D21: the invitation, one sheet for each guest under one number (Nghị định 30/2020, form 1.7)."""

from dataclasses import dataclass
from datetime import date

from mttq_desktop.text.dates import long
from mttq_desktop.word.common import Issue, hour, typed
from mttq_desktop.word.model import Document
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import Words, document, or_dots


@dataclass(frozen=True, slots=True)
class Invitation:
    """To what, by whom led, when and where; `agenda` is typed, line by line."""

    issue: Issue
    what: str
    chair: str
    day: date | None
    time: str = ""
    place: str = ""
    agenda: str = ""

    def words(self, guest: str, wording: Wording) -> Words:
        """The phrases for one guest, filled."""
        day = long(self.day) if self.day else "ngày …/…/…"
        places = {
            "khách mời": or_dots(guest), "việc": or_dots(self.what), "chủ trì": or_dots(self.chair),
            "thời gian": f"{hour(self.time)}, {day}", "địa điểm": or_dots(self.place),
        }  # fmt: skip
        return Words.of(wording, "D21", self.issue, places)


def invitation(data: Invitation, guest: str, wording: Wording) -> Document:
    """The sheet of one guest; without a guest a line to be filled by hand."""
    words = data.words(guest, wording)
    agenda = (*words.say("agenda"), *typed(data.agenda)) if data.agenda.strip() else ()
    parts = (*words.say("invites", "what", "who", "when", "where"), *agenda, *words.say("closing"))
    return document(data.issue, words, parts)
