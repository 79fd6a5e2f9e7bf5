"""D26 from one round of opinions on the Party committee: counts and numbers only, never what was said."""

from mttq_desktop.records.party_feedback import PARTY_FEEDBACK_ROUND
from mttq_desktop.services.reports.matter import Matter, RecordDocument, single
from mttq_desktop.word.party_feedback.d26_request import FeedbackRequest, request


def feedback_request(matter: Matter) -> FeedbackRequest:
    """The record as its letter needs it."""
    issue = matter.issue(matter.about())
    return FeedbackRequest(
        issue, matter.value("year"), matter.text("target"), matter.others("asked"), matter.value("due_on")
    )


FEEDBACK_PAPERS = (
    RecordDocument(
        "D26", "Công văn lấy ý kiến góp ý", (PARTY_FEEDBACK_ROUND,), single(feedback_request, request),
        wanted=("due_on",), number="request_number", day="requested_on",
    ),
)  # fmt: skip
