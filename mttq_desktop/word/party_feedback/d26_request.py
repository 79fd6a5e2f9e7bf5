"""D26: asks organisations for their opinions on a Party committee; it never says what was answered."""

from dataclasses import dataclass, replace
from datetime import date

from mttq_desktop.word.common import Issue, day_or_blank, lowered
from mttq_desktop.word.model import Document
from mttq_desktop.word.wording import Wording
from mttq_desktop.word.words import Words, document, or_dots


@dataclass(frozen=True, slots=True)
class FeedbackRequest:
    """All that the letter says."""

    issue: Issue
    year: int
    target: str
    asked: tuple[str, ...] = ()
    due_on: date | None = None


def request(data: FeedbackRequest, wording: Wording) -> Document:
    """Lay out the letter, to all who are asked."""
    places = {
        "năm": str(data.year), "đối tượng góp ý": or_dots(lowered(data.target)), "hạn gửi": day_or_blank(data.due_on),
    }  # fmt: skip
    words = Words.of(wording, "D26", data.issue, places)
    paper = document(data.issue, words, words.say("opening", "contents", "deadline", "secret", "closing"))
    return replace(paper, addressees=data.asked or paper.addressees)
