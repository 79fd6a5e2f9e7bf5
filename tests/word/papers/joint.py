"""An invented programme, joint plan, meeting and inspection with their papers."""

from datetime import date

from mttq_desktop.word.inspection import papers as inspection
from mttq_desktop.word.inspection.papers import InspectionCase, Visit
from mttq_desktop.word.joint.agreements import Chapter, JointPlan, ProgrammeText, Task, joint_plan, programme
from mttq_desktop.word.joint.d23_minutes import Agreed, JointMeeting, minutes
from mttq_desktop.word.model import Document
from mttq_desktop.word.wording import Wording
from tests.word.samples import issue, parties

DAY = date(2024, 4, 10)
CHAPTERS = (
    Chapter(1, "Nguyên tắc phối hợp", "Hiệp thương dân chủ;\nThống nhất hành động."),
    Chapter(1, "Nội dung phối hợp"),
    Chapter(2, "Phối hợp thực hiện các cuộc vận động", "Vận động giúp đỡ hộ nghèo."),
    Chapter(3, "Ở cấp xã", "Mỗi tổ chức nhận giúp hai hộ."),
    Chapter(1, "Tổ chức thực hiện", "Các bên triển khai trong hệ thống của mình."),
)


def agreement(more: str = "") -> ProgrammeText:
    """A programme with a tree of three levels."""
    chapters = tuple(Chapter(c.level, c.title, c.body + more if c.body else "") for c in CHAPTERS)
    title = "Chương trình phối hợp giữa Ủy ban MTTQ Việt Nam với các tổ chức chính trị - xã hội tỉnh Quảng Nam"
    return ProgrammeText(
        issue("01/CTPH-MTTQ-TCCTXH", date(2020, 1, 15), "3F2A-91BC"), f"{title} giai đoạn 2020 - 2025", "2020 - 2025",
        chapters, parties(), "Căn cứ Điều lệ Mặt trận Tổ quốc Việt Nam;\nCác bên thống nhất như sau:",
        "Trong quá trình thực hiện, các bên thống nhất sửa đổi./.", "Ban Thường vụ Tỉnh ủy (b/cáo)\nLưu: VT, VP, TC",
    )  # fmt: skip


def year(more: str = "") -> JointPlan:
    """A plan with two groups of tasks and one task outside them."""
    head = issue("02/KHLT-MTTQ-TCCTXH", date(2024, 1, 20), "3F2A-91BC")
    tasks = (
        Task("Phối hợp thực hiện các cuộc vận động", "Giúp 120 hộ nghèo" + more, "Ủy ban MTTQ Việt Nam tỉnh",
             "Hội Nông dân tỉnh; Hội LHPN tỉnh", "Cả năm", "Danh sách hộ"),
        Task("Phối hợp thực hiện các cuộc vận động", "- Lấy ý kiến hài lòng", "Hội Nông dân tỉnh", "", "Quý III"),
        Task("Giám sát và phản biện xã hội", "Giám sát thu chi đầu năm học", "Hội LHPN tỉnh", "", "Quý IV"),
        Task("", "Tập huấn chung", "Tỉnh đoàn", "", "Quý II", "", "Kinh phí chung"),
    )  # fmt: skip
    return JointPlan(head, 2024, tasks, parties(), "Cụ thể hóa chương trình." + more, "Họp giữa năm." + more)


def meeting(more: str = "") -> JointMeeting:
    """A meeting that agreed on two items."""
    return JointMeeting(
        issue("03/BB-MTTQ-BTT", DAY, "3F2A-91BC"), "Họp hằng năm", DAY, "Phòng họp Ủy ban MTTQ Việt Nam tỉnh",
        "Nguyễn Thị Mẫu", "Lê Thị Ba", "Ông A, Hội Nông dân tỉnh\nBà B, Hội LHPN tỉnh", "08:00", "10:30",
        "Kiểm điểm kết luận kỳ trước\nThống nhất nhiệm vụ", "Đã làm xong 5/6 việc." + more,
        "Sáu tổ chức gửi đủ báo cáo." + more, "Các bên đồng tình." + more,
        (Agreed("Giúp mỗi tổ chức 20 hộ" + more, "Ủy ban MTTQ Việt Nam tỉnh", "Hội Nông dân tỉnh", date(2024, 9, 30)),
         Agreed("Họp lại giữa năm", "Ủy ban MTTQ Việt Nam tỉnh")),
    )  # fmt: skip


def visit(more: str = "") -> InspectionCase:
    """An inspection of two districts."""
    return InspectionCase(
        issue("25/KH-MTTQ-BTT", DAY, "3F2A-91BC"), "Kiểm tra việc thực hiện Chương trình phối hợp" + more,
        "Ủy ban MTTQ Việt Nam tỉnh", date(2024, 5, 10), date(2024, 5, 20), ("Hội Nông dân tỉnh", "Tỉnh đoàn"),
        ("25/KH-MTTQ-BTT", DAY),
        (("Nguyễn Thị Mẫu", "Phó Chủ tịch", "Trưởng đoàn"), ("Lê Thị Ba", "Chuyên viên", "Thư ký")),
        (Visit("Huyện Nam Giang", date(2024, 5, 10), "Đã ký chương trình." + more),
         Visit("Huyện Núi Thành", date(2024, 5, 15))),
        "Các huyện triển khai nghiêm túc." + more, "Một số xã chưa ký chương trình.",
        (("UBND huyện Nam Giang", "Bố trí kinh phí" + more), ("UBND huyện Nam Giang", "- Tạo điều kiện")),
    )  # fmt: skip


def documents(words: Wording, more: str = "") -> dict[str, Document]:
    """One paper of each, by its code."""
    return {
        "D09": programme(agreement(more), words), "D10": joint_plan(year(more), words),
        "D23": minutes(meeting(more), words), "D25": inspection.plan(visit(more), words),
        "D25K": inspection.conclusion(visit(more), words),
    }  # fmt: skip


def bare(words: Wording) -> dict[str, Document]:
    """The same of records in which next to nothing is written."""
    blank = issue("…/CTPH-MTTQ-TCCTXH", None)
    case = InspectionCase(blank, "Kiểm tra", "", DAY)
    return {
        "D09": programme(ProgrammeText(blank, "", "2026 - 2030", (), parties()), words),
        "D10": joint_plan(JointPlan(blank, 2024, (), parties(5)), words),
        "D23": minutes(JointMeeting(blank, "", DAY, "", "", ""), words), "D25": inspection.plan(case, words),
        "D25K": inspection.conclusion(case, words),
    }  # fmt: skip
