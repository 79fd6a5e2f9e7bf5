"""An invented draft under criticism, a round of feedback and a survey with their papers."""

from dataclasses import replace
from datetime import date

from mttq_desktop.word.criticism.papers import POINTS, ArticleOpinion, CriticismCase, criticism, plan
from mttq_desktop.word.model import Document
from mttq_desktop.word.party_feedback.d26_request import FeedbackRequest, request
from mttq_desktop.word.survey.d24_results import AnswerLine, BallotLine, SurveyReport, report
from mttq_desktop.word.wording import Wording
from tests.word.samples import issue

DAY = date(2024, 5, 20)


def draft(more: str = "") -> CriticismCase:
    """A draft with opinions on two articles."""
    return CriticismCase(
        issue("45/MTTQ-BTT", DAY, "3F2A-91BC"), "Dự thảo Nghị quyết quy định chính sách thu hút bác sĩ" + more,
        "Nghị quyết", "Sở Y tế", "HĐND tỉnh", "Tổ chức hội nghị phản biện xã hội", "Ủy ban MTTQ Việt Nam tỉnh",
        date(2024, 4, 15), ("Hội Nông dân tỉnh",), date(2024, 5, 15), 12,
        {name: f"Nội dung {n} phù hợp, cần thiết." + more for n, name in enumerate(POINTS, 1)},
        (ArticleOpinion("Điều 3, khoản 2", "Mức hỗ trợ 200 triệu đồng", "- Nâng lên 300 triệu đồng" + more,
                        "Mức hiện nay thấp", "Tiếp thu"),
         ArticleOpinion("Điều 5", "", "Bổ sung thời gian cam kết")),
        ("Đánh giá tác động ngân sách", "Lấy ý kiến đối tượng chịu tác động" + more),
    )  # fmt: skip


def survey(more: str = "") -> SurveyReport:
    """A survey of a commune that fails in one question."""
    total = BallotLine("xã Bình Minh, huyện Thăng Bình", 1250, 1100, 1100, 1090, 1080)
    answers = (
        AnswerLine(1, "Giao thông" + more, 1000, 60, 20, False, True, "Đường thôn 3 hư hỏng" + more),
        AnswerLine(2, "Môi trường", 850, 200, 30, False, False, "Rác chưa thu gom"),
        AnswerLine(3, "Hài lòng chung", 1030, 40, 10, True, True),
    )
    hamlets = (
        BallotLine("Thôn Tân An", 650, 600, 600, 595, 590), BallotLine("Thôn Bình Tịnh", 600, 500, 500, 495, 490),
    )  # fmt: skip
    return SurveyReport(
        issue("30/BC-MTTQ-BTT", DAY, "3F2A-91BC"), total.place, "Phiếu số 1 - xã đạt chuẩn NTM", "Phát phiếu tại hộ",
        date(2024, 3, 1), date(2024, 3, 20), total, hamlets, answers, (date(2024, 3, 21), date(2024, 3, 27)), False,
        "QĐ 18/2022/QĐ-TTg", ("Tỷ lệ hài lòng thấp nhất (câu 2) 78,7%, chưa đạt mức tối thiểu 80%.",),
    )  # fmt: skip


def documents(words: Wording, more: str = "") -> dict[str, Document]:
    """One paper of each, by its code."""
    data, asked = draft(more), ("Liên đoàn Lao động tỉnh", "Hội Nông dân tỉnh" + more)
    head, until = issue("50/MTTQ-BTT", DAY), date(2024, 10, 30)
    letter = FeedbackRequest(head, 2024, "Tập thể Ban Thường vụ Tỉnh ủy", asked, until)
    return {"D18": plan(data, words), "D19": criticism(data, words), "D26": request(letter, words),
            "D24": report(survey(more), words)}  # fmt: skip


def bare(words: Wording) -> dict[str, Document]:
    """The same of records in which next to nothing is written; the survey could not be judged."""
    blank = issue("…/MTTQ-BTT", None)
    data = CriticismCase(blank, "UBND tỉnh: Kế hoạch", "", "", "", "", "", date(2024, 4, 15))
    none = replace(survey(), issue=blank, parts=(), answers=(), posted=(None, None), passed=None, basis="")
    return {"D18": plan(data, words), "D19": criticism(data, words),
            "D26": request(FeedbackRequest(blank, 2024, ""), words), "D24": report(none, words)}  # fmt: skip


def passed(words: Wording) -> dict[str, Document]:
    """A survey that reached its bounds."""
    return {"D24": report(replace(survey(), passed=True, failures=()), words)}
