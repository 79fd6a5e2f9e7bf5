"""An invented dialogue conference with its papers, and an invitation."""

from datetime import date

from mttq_desktop.word.dialogue.conference import DialogueCase, Opinion, conclusion, plan
from mttq_desktop.word.dialogue.d21_invitation import Invitation, invitation
from mttq_desktop.word.model import Document
from mttq_desktop.word.wording import Wording
from tests.word.samples import issue

DAY = date(2024, 4, 10)


def dialogue(more: str = "") -> DialogueCase:
    """A conference with everything written."""
    return DialogueCase(
        issue("21/TB-MTTQ-BTT", date(2024, 4, 15), "3F2A-91BC"),
        topic="Thực hiện chính sách bồi thường, hỗ trợ, tái định cư" + more, chair_role="Bí thư cấp ủy",
        audience="Nhân dân, đoàn viên, hội viên", day=DAY, time="08:00", place="Hội trường huyện Thăng Bình" + more,
        chair="Nguyễn Văn Mẫu", partners=("Hội Nông dân tỉnh", "Hội LHPN tỉnh"),
        groups=(("Nhân dân", 80, ""), ("Đoàn viên, hội viên", 40, "Mỗi xã 04 người" + more)), people=120,
        asked_before=25, spoken=18, answered_at_once=16, conclusion="Đồng tình với các ý kiến nêu tại hội nghị." + more,
        opinions=(
            Opinion("Đề nghị sớm cấp đất tái định cư" + more, "Ông A, xã Bình Minh", "Đất đai",
                    "UBND huyện Thăng Bình", date(2024, 6, 30), "", "Hoàn thành trước 30/6/2024."),
            Opinion("- Đường vào khu tái định cư hư hỏng", "", "", "Sở Giao thông vận tải", None),
            Opinion("Hỗ trợ chuyển đổi nghề", "Bà B", "Đất đai", "", None, "", "Rà soát, hỗ trợ học nghề", True),
            Opinion("Nước sạch", "", "", "", None, "", "Đưa vào kế hoạch năm 2025", True),
        ),
    )  # fmt: skip


def documents(words: Wording, more: str = "") -> dict[str, Document]:
    """One paper of each, by its code."""
    data = dialogue(more)
    card = Invitation(data.issue, "hội nghị đối thoại" + more, "Bí thư cấp ủy", DAY, "08:00", "Hội trường", "Đối thoại")
    return {"D20": plan(data, words), "D21": invitation(card, "Hội Nông dân tỉnh", words),
            "D22": conclusion(data, words)}  # fmt: skip


def bare(words: Wording) -> dict[str, Document]:
    """The same of a conference of which next to nothing is known."""
    data = DialogueCase(issue("…/KH-MTTQ-BTT", None), "UBND xã với Nhân dân", "Chủ tịch UBND", "Nhân dân", DAY)
    return {"D20": plan(data, words), "D21": invitation(Invitation(data.issue, "", "", None), "", words),
            "D22": conclusion(data, words)}  # fmt: skip
