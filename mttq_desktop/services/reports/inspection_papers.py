"""D25 and D25K from one joint inspection."""

from collections.abc import Mapping
from typing import Any

from mttq_desktop.records.lower_levels import INSPECTION_MEMBER, INSPECTION_VISIT, JOINT_INSPECTION
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.services.reports.matter import Matter, RecordDocument, single
from mttq_desktop.services.reports.narratives import NarrativePart
from mttq_desktop.word.inspection import papers
from mttq_desktop.word.inspection.papers import InspectionCase, Visit


def inspection_case(matter: Matter) -> InspectionCase:
    """The record as its papers need it."""
    text, value, names = matter.text, matter.value, matter.paper.names
    return InspectionCase(
        issue=matter.issue(matter.about()), title=value("title"), chair=matter.short("organisation", value("chair_id")),
        starts_on=value("starts_on"), ends_on=value("ends_on"),
        partners=tuple(matter.short("organisation", key) for key in value("partners") or ()),
        plan=(text("decision_number"), value("decided_on")),
        members=[_member(matter, row) for row in matter.rows(INSPECTION_MEMBER.name)],
        visits=[
            Visit(names.place(None, v["unit_id"]), v["day"], v["findings"] or "")
            for _, v in matter.rows(INSPECTION_VISIT.name)
        ],
        strengths=text("strengths"), weaknesses=text("weaknesses"),
        advice=[(names.authority(v["authority_id"]), v["content"]) for _, v in matter.rows(RECOMMENDATION.name)],
        typed=matter.typed,
    )  # fmt: skip


def _member(matter: Matter, row: tuple[int, Mapping[str, Any]]) -> tuple[str, str, str]:
    return row[1]["name"], row[1]["title"], matter.row_text(INSPECTION_MEMBER.name, row, "role")


def _parties(matter: Matter) -> tuple[int, ...]:
    return (matter.value("chair_id"), *(matter.value("partners") or ()))


INSPECTION_PAPERS = (
    RecordDocument(
        "D25", "Kế hoạch kiểm tra chung", (JOINT_INSPECTION,), single(inspection_case, papers.plan),
        wanted=("partners", "ends_on", INSPECTION_MEMBER.name, INSPECTION_VISIT.name), number="decision_number",
        day="decided_on", parties=_parties,
        narrative=(NarrativePart("purpose", "I. Mục đích, yêu cầu"),
                   NarrativePart("organising", "IV. Tổ chức thực hiện")),
    ),
    RecordDocument(
        "D25K", "Thông báo kết luận kiểm tra", (JOINT_INSPECTION,), single(inspection_case, papers.conclusion),
        wanted=("decision_number", "strengths", "weaknesses", INSPECTION_VISIT.name), number="conclusion_number",
        day="concluded_on", parties=_parties,
    ),
)  # fmt: skip
