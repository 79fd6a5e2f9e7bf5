"""The documents the program can write: a hand-written register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mttq_desktop.errors import Refused
from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports.drawing import Drawn, Paper
from mttq_desktop.services.reports.issuing import Issue, forward_all, remind_all, remind_of_recommendations, tell_all
from mttq_desktop.services.reports.joint import joint, of_organisations, whole_span
from mttq_desktop.services.reports.letters import forwarding_letters, notices, reminder_letters
from mttq_desktop.services.reports.narratives import CONTENTS, NarrativePart
from mttq_desktop.services.reports.of_each import record_each
from mttq_desktop.services.reports.quarterly import quarterly
from mttq_desktop.services.reports.recommendation_letters import recommendation_reminders
from mttq_desktop.services.reports.supervising import supervising
from mttq_desktop.services.reports.year_plan import year_plan
from mttq_desktop.store.database import Writing

Draw = Callable[[Paper, Period], tuple[Drawn, ...]]
Record = Callable[[Writing, Period, date], None]
_ANY = ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y", "span")


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One document: its code, its name, the parts of a year it is made for, and the text typed for it.

    `several` says that it is one file for each body, `nothing` what to tell when there is nothing to write;
    `issue` records everything of a period that can go out; `record` the letters of a report that is written for each
    body, when it is written.
    """

    code: str
    title: str
    draw: Draw
    parts: tuple[str, ...] = _ANY
    several: bool = False
    issue: Issue | None = None
    record: Record | None = None
    narrative: tuple[NarrativePart, ...] = ()
    nothing: str = ""
    advice: str = ""


_JOINT = (
    NarrativePart("lead", "I. Công tác lãnh đạo, chỉ đạo"), CONTENTS,
    NarrativePart("strengths", "III.1. Ưu điểm"), NarrativePart("weaknesses", "III.2. Hạn chế, khó khăn"),
    NarrativePart("causes", "III.3. Nguyên nhân"), NarrativePart("plan", "IV. Phương hướng, nhiệm vụ"),
    NarrativePart("proposals", "V. Đề xuất, kiến nghị"),
)
_HALVES = ("H1", "H2", "9M", "Y")

DOCUMENTS: tuple[ReportKind, ...] = (
    ReportKind(
        "D04", "Báo cáo tổng hợp ý kiến, kiến nghị", quarterly,
        narrative=(
            NarrativePart("situation", "II. Tình hình tư tưởng, dư luận đoàn viên, hội viên và Nhân dân"),
            NarrativePart("previous", "IV. Nhận xét về kết quả giải quyết kiến nghị kỳ trước"),
            NarrativePart("proposals", "V. Đề xuất"),
        ),
    ),
    ReportKind(
        "D05", "Công văn chuyển ý kiến, kiến nghị (mỗi cơ quan một công văn)", forwarding_letters, several=True,
        issue=forward_all,
        nothing="Không có kiến nghị nào của {kỳ} đã chuyển hoặc chuyển được.",
        advice="Ghi cơ quan có thẩm quyền cho các kiến nghị rồi chuyển, sau đó xuất lại công văn.",
    ),
    ReportKind(
        "D06", "Công văn đôn đốc trả lời (mỗi cơ quan một công văn)", reminder_letters, several=True,
        issue=remind_all, nothing="Không có kiến nghị nào của {kỳ} đã đôn đốc hoặc đang quá hạn trả lời.",
        advice="Chỉ đôn đốc kiến nghị đã chuyển và đã quá hạn.",
    ),
    ReportKind(
        "D06K", "Công văn đôn đốc kiến nghị sau giám sát, phản biện, đối thoại (mỗi cơ quan một công văn)",
        recommendation_reminders, several=True, issue=remind_of_recommendations,
        nothing="Không có kiến nghị nào gửi trong {kỳ} đã đôn đốc hoặc đang quá hạn trả lời.",
        advice="Chỉ đôn đốc kiến nghị đã gửi và đã quá hạn; chọn kỳ có ngày gửi, hoặc mở trang Kiến nghị theo dõi.",
    ),
    ReportKind(
        "D07", "Thông báo kết quả giải quyết, trả lời (mỗi tổ chức một thông báo)", notices, several=True,
        issue=tell_all,
        nothing="Không có kiến nghị nào của {kỳ} đã thông báo hoặc đã được trả lời mà chưa thông báo.",
        advice="Ghi trả lời của các cơ quan trước.",
    ),
    ReportKind(
        "D08", "Báo cáo kết quả giám sát việc giải quyết kiến nghị", supervising,
        narrative=(NarrativePart("remarks", "II. Nhận xét"), NarrativePart("proposals", "III. Kiến nghị")),
    ),
    ReportKind("D01", "Báo cáo kết quả thực hiện Chương trình phối hợp 6 tháng, năm", joint, _HALVES, narrative=_JOINT),
    ReportKind("D02", "Báo cáo tổng kết Chương trình phối hợp giai đoạn", whole_span, ("span",),
               narrative=(*_JOINT, NarrativePart("rewards", "Khen thưởng (nếu có)"))),
    ReportKind("D03", "Báo cáo của từng tổ chức chính trị - xã hội", of_organisations, _HALVES, several=True,
               record=record_each, nothing="Không có tổ chức nào trong {kỳ}.", advice="Xem danh mục Tổ chức."),
    ReportKind(
        "D11", "Kế hoạch giám sát, phản biện xã hội năm", year_plan, parts=("Y",),
        narrative=(NarrativePart("purpose", "I. Mục đích, yêu cầu"),
                   NarrativePart("organising", "III. Tổ chức thực hiện")),
        nothing="Chưa có cuộc giám sát, phản biện nào trong {kỳ}.",
        advice="Ghi kế hoạch của năm ở trang Giám sát, Phản biện xã hội.",
    ),
)  # fmt: skip


def report_named(code: str) -> ReportKind:
    """The document of a code; an unknown one is told what there is."""
    for kind in DOCUMENTS:
        if kind.code == code.strip().upper():
            return kind
    known = ", ".join(k.code for k in DOCUMENTS)
    raise Refused(f"Chưa có văn bản “{code}”.", f"Các văn bản viết được: {known}.")
