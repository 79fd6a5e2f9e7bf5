"""An invented supervision with its papers, and a year's plan."""

from dataclasses import replace
from datetime import date

from mttq_desktop.word.model import Document
from mttq_desktop.word.supervision import papers, results
from mttq_desktop.word.supervision.d11_year_plan import PlannedWork, YearPlan, year_plan
from mttq_desktop.word.supervision.data import Advice, Meeting, Member, SupervisionCase
from mttq_desktop.word.wording import Wording
from tests.word.samples import issue

DAY = date(2024, 3, 8)
MEMBERS = (
    Member("Nguyễn Thị Mẫu", "Phó Chủ tịch Ủy ban MTTQ Việt Nam tỉnh", "Trưởng đoàn"),
    Member("Trần Văn Hai", "Phó Chủ tịch Hội Nông dân tỉnh", "Phó Trưởng đoàn"),
    Member("Lê Thị Ba", "Chuyên viên Ban Dân chủ - Pháp luật", "Thư ký"),
    Member("Võ Văn Bốn", "Phó Giám đốc Sở Xây dựng", "Mời tham gia"),
)


def supervision(more: str = "") -> SupervisionCase:
    """A supervision with everything written; `more` is appended to whatever people type."""
    return SupervisionCase(
        issue=issue("16/QĐ-MTTQ-BTT", DAY, "3F2A-91BC"),
        content="Giám sát việc thực hiện chính sách hỗ trợ nhà ở cho hộ nghèo trên địa bàn các huyện miền núi" + more,
        chair="Ủy ban MTTQ Việt Nam tỉnh", partners=("Hội Nông dân tỉnh", "Hội LHPN tỉnh"),
        bodies=("UBND huyện Nam Giang", "UBND huyện Tây Giang"), scope="Các xã đặc biệt khó khăn" + more,
        span="01/01/2022 - 31/12/2023", timing="Quý II/2024",
        basis="Căn cứ Kế hoạch số 05/KH-MTTQ-BTT ngày 10/01/2024 về giám sát năm 2024" + more,
        plan=("15/KH-MTTQ-BTT", date(2024, 3, 5)), decision=("16/QĐ-MTTQ-BTT", DAY),
        members=tuple(replace(m, title=m.title + more) for m in MEMBERS),
        meetings=(
            Meeting(date(2024, 4, 10), "08:00", "Hội trường UBND huyện Nam Giang", "UBND huyện Nam Giang",
                    "Lãnh đạo UBND huyện; phòng Kinh tế - Hạ tầng.", "Huyện đã hỗ trợ 120/150 nhà." + more),
            Meeting(date(2024, 4, 12), "14:00", "Hội trường UBND huyện Tây Giang", "UBND huyện Tây Giang"),
        ),
        advice=(
            Advice("Rà soát, hỗ trợ các hộ còn lại trong năm 2024." + more, "Sở Xây dựng", date(2024, 6, 30)),
            Advice("- Hướng dẫn mẫu nhà phù hợp với miền núi", "Sở Xây dựng", date(2024, 6, 30),
                   "412/SXD-QLN, ngày 15/5/2024", "Đang thực hiện", "Tiếp tục theo dõi"),
            Advice("Bố trí vốn đối ứng kịp thời", "UBND huyện Nam Giang"),
        ),
        strengths="Các huyện triển khai kịp thời.\nNhân dân đồng tình hưởng ứng." + more,
        weaknesses="Một số nhà chậm tiến độ." + more, causes="Vốn phân bổ chậm.",
        report_due_on=date(2024, 4, 3),
    )  # fmt: skip


def plan(more: str = "") -> YearPlan:
    """A plan of two supervisions and one criticism."""
    work = PlannedWork(
        "Việc thực hiện chính sách hỗ trợ nhà ở cho hộ nghèo" + more, "Tổ chức đoàn giám sát",
        "UBND huyện Nam Giang; UBND huyện Tây Giang", "Ủy ban MTTQ Việt Nam tỉnh", "Hội Nông dân tỉnh",
        "Quý II/2024",
    )  # fmt: skip
    other = PlannedWork("Dự thảo Nghị quyết về thu hút bác sĩ", "Tổ chức hội nghị phản biện xã hội", "Sở Y tế",
                        "Ủy ban MTTQ Việt Nam tỉnh", "", "15/5/2024")  # fmt: skip
    return YearPlan(issue("05/KH-MTTQ-BTT", date(2024, 1, 10), "3F2A-91BC"), 2024, (work, work), (other,))


def documents(words: Wording, more: str = "") -> dict[str, Document]:
    """One paper of each, by its code."""
    data = supervision(more)
    return {
        "D11": year_plan(plan(more), words), "D12": papers.team_plan(data, words), "D13": papers.decision(data, words),
        "D14": papers.outline_letter(data, words), "D15": results.minutes(data, data.meetings[0], words),
        "D16": results.report(data, words), "D17": results.recommendations(data, "Sở Xây dựng", words),
    }  # fmt: skip


def bare(words: Wording) -> dict[str, Document]:
    """The same of a supervision of which only the content is known."""
    data = SupervisionCase(issue("…/MTTQ-BTT", None), "Giám sát chi trả BHXH", "Hội CCB tỉnh")
    empty = YearPlan(issue("…/KH-MTTQ-BTT", None), 2024, (), ())
    meeting = Meeting(date(2024, 4, 10), "", "", "UBND huyện Nam Giang")
    return {
        "D11": year_plan(empty, words), "D12": papers.team_plan(data, words), "D13": papers.decision(data, words),
        "D14": papers.outline_letter(data, words), "D15": results.minutes(data, meeting, words),
        "D16": results.report(data, words), "D17": results.recommendations(data, "Sở Xây dựng", words),
    }  # fmt: skip
