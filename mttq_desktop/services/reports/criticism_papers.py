"""D18 and D19 from one draft that is criticised."""

from collections.abc import Mapping
from typing import Any

from mttq_desktop.records.criticism import CRITICISM, CRITICISM_OPINION, POINTS, SOCIAL_CRITICISM
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.services.reports.matter import Matter, RecordDocument, single
from mttq_desktop.services.reports.narratives import NarrativePart
from mttq_desktop.word.criticism import papers
from mttq_desktop.word.criticism.papers import ArticleOpinion, CriticismCase


def criticism_case(matter: Matter) -> CriticismCase:
    """The record as its papers need it."""
    text, value = matter.text, matter.value
    return CriticismCase(
        issue=matter.issue(matter.about()), title=value("title"), draft_type=text("draft_type"),
        drafter=matter.paper.names.authority(value("drafter_id")), issuer=text("issuer"), form=text("form"),
        chair=matter.short("organisation", value("chair_id")), received_on=value("received_on"),
        partners=tuple(matter.short("organisation", key) for key in value("partners") or ()),
        held_on=value("held_on"), spoken=value("opinions"), points={name: text(name) for name in POINTS},
        opinions=tuple(_opinion(matter, values) for _, values in matter.rows(CRITICISM_OPINION.name)),
        advice=tuple(v["content"] for _, v in matter.rows(RECOMMENDATION.name)), typed=matter.typed,
    )  # fmt: skip


def _opinion(matter: Matter, v: Mapping[str, Any]) -> ArticleOpinion:
    result = matter.told(CRITICISM_OPINION, v, "result")
    taken = ": ".join(t for t in (result, v["explanation"] or "") if t)
    return ArticleOpinion(v["article"] or "", v["text"] or "", v["content"], v["reason"] or "", taken)


def _not_criticism(values: Mapping[str, Any]) -> str:
    return "" if values["kind"] == CRITICISM else "chỉ lập cho phản biện xã hội, không lập cho góp ý dự thảo."


CRITICISM_PAPERS = (
    RecordDocument(
        "D18", "Kế hoạch phản biện xã hội", (SOCIAL_CRITICISM,), single(criticism_case, papers.plan), _not_criticism,
        ("form", "held_on", "partners"), number="plan_number", day="planned_on",
        narrative=(NarrativePart("purpose", "I. Mục đích, yêu cầu"),
                   NarrativePart("organising", "IV. Tổ chức thực hiện")),
    ),
    RecordDocument(
        "D19", "Văn bản phản biện xã hội", (SOCIAL_CRITICISM,), single(criticism_case, papers.criticism),
        _not_criticism, (*POINTS, "held_on", "opinions", CRITICISM_OPINION.name), number="letter_number", day="sent_on",
    ),
)  # fmt: skip
