"""The steps of a supervision by its form (Luật MTTQ, Điều 27; NQLT 403/2017), and of a criticised draft."""

from collections.abc import Mapping

from mttq_desktop.rules.chain import Step

_PLAN = Step("Kế hoạch giám sát", "planned_on", "plan_number")
_SESSION = ("first_session_on", "ngày buổi làm việc đầu tiên")
_REPORT = Step("Báo cáo kết quả", "reported_on", "report_number")
_END = (
    Step("Kết luận, thông báo", "concluded_on", "conclusion_number"),
    Step("Văn bản kiến nghị", "recommended_on", "letter_number"),
)
TEAM = (
    _PLAN,
    Step("Quyết định thành lập đoàn", "decided_on", "decision_number"),
    Step("Gửi kế hoạch, quyết định, đề cương", "notified_on", code="gs_notify", start=_SESSION),
    Step("Báo cáo của đối tượng giám sát", "body_reported_on", code="gs_target_report", start=_SESSION),
    Step("Kết thúc làm việc", "ended_on"),
    Step("Báo cáo kết quả của Trưởng đoàn", "reported_on", "report_number", "gs_report",
         ("ended_on", "ngày kết thúc làm việc")),
    *_END,
)  # fmt: skip
PEOPLE = (
    _PLAN,
    Step("Gửi kế hoạch của Ban TTND, Ban GSĐTCĐ", "notified_on", code="btt_plan", start=_SESSION),
    Step("Kết thúc giám sát", "ended_on"), _REPORT, *_END,
)  # fmt: skip
OTHERS = (_PLAN, _REPORT, *_END)
_BY_FORM: Mapping[str, tuple[Step, ...]] = {"HT2": TEAM, "HT3": PEOPLE}


def steps_of(form: str) -> tuple[Step, ...]:
    """What one form of supervision goes through; only a team has a decision, notice and sessions."""
    return _BY_FORM.get(form, OTHERS)


CRITICISM = (
    Step("Nhận dự thảo", "received_on", code="pb_draft", start=("submitted_on", "ngày dự kiến trình, ban hành")),
    Step("Hội nghị, lấy ý kiến", "held_on"),
    Step("Văn bản phản biện", "sent_on", "letter_number"),
    Step("Văn bản tiếp thu, giải trình", "answered_on", "answer_number", "pb_reply",
         ("sent_on", "ngày văn bản phản biện")),
)  # fmt: skip
COMMENT = (
    Step("Nhận dự thảo", "received_on"), Step("Hạn góp ý", "held_on"),
    Step("Văn bản góp ý", "sent_on", "letter_number"), Step("Văn bản tiếp thu", "answered_on", "answer_number"),
)  # fmt: skip
