"""Practice drafts: criticised ones with their five points and opinions, and plain comments, in every stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.criticism import CRITICISM_OPINION, SOCIAL_CRITICISM
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.store.database import Writing

GATHERING, SENT, ANSWERED = range(3)


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: its kind (PB, GY), who drafts and issues it, how it was looked at, how far it has come."""

    kind: str
    title: str
    type: str
    drafter: str
    issuer: str
    form: str | None
    chair: str
    ago: int
    stage: int
    result: str | None = None
    notice: int = 24


LD, TN, GD, YT, TC = (
    "Sở Lao động - Thương binh và Xã hội", "Sở Tài nguyên và Môi trường", "Sở Giáo dục và Đào tạo", "Sở Y tế",
    "Sở Tài chính",
)  # fmt: skip
DRAFTS = (
    Draft("PB", "Nghị quyết quy định mức hỗ trợ hộ nghèo, hộ cận nghèo làm nhà ở giai đoạn mới", "NQ", LD, "HDND",
          "PB1", "MTTQ", 230, ANSWERED, "TT"),
    Draft("PB", "Đề án sắp xếp mạng lưới trường học ở các huyện miền núi", "DEAN", GD, "UBND", "PB1", "MTTQ", 150,
          ANSWERED, "TT1P"),
    Draft("PB", "Quyết định ban hành bảng giá dịch vụ thu gom rác thải sinh hoạt", "VBQPPL", TN, "UBND", "PB2", "LHPN",
          110, ANSWERED, "GT", 11),
    Draft("PB", "Nghị quyết về chính sách thu hút bác sĩ về tuyến huyện, tuyến xã", "NQ", YT, "HDND", "PB1", "MTTQ", 75,
          SENT),
    Draft("PB", "Quy định mức thu học phí của các trường công lập năm học tới", "NQ", GD, "HDND", "PB3", "MTTQ", 34,
          SENT, None, 9),
    Draft("PB", "Nghị quyết về mức chi hỗ trợ người hoạt động không chuyên trách ở thôn, tổ dân phố", "NQ", TC, "HDND",
          "PB1", "MTTQ", 6, GATHERING, None, 30),
    Draft("GY", "Dự thảo Luật Đất đai (sửa đổi)", "VBQPPL", TN, "TW", None, "MTTQ", 300, ANSWERED, "TT1P"),
    Draft("GY", "Kế hoạch chuyển đổi số của tỉnh đến năm 2025", "KH", TC, "UBND", None, "DTN", 120, ANSWERED, "TT"),
    Draft("GY", "Chương trình hành động về công tác dân vận của chính quyền", "CT", LD, "TU", None, "MTTQ", 60, SENT),
    Draft("GY", "Quy chế phối hợp tiếp công dân, giải quyết khiếu nại", "VBQPPL", TN, "UBND", None, "MTTQ", 20, SENT),
    Draft("GY", "Kế hoạch hỗ trợ lao động nữ quay lại làm việc", "KH", LD, "UBND", None, "LHPN", 3, GATHERING),
)  # fmt: skip
_POINTS = {
    "need": "Việc ban hành là cần thiết để thay quy định đã hết hiệu lực và đáp ứng nguyện vọng của người dân.",
    "conformity": "Phù hợp với chủ trương của Tỉnh ủy; cần viện dẫn thêm nghị định mới về thủ tục hành chính.",
    "soundness": "Mức đề xuất có cơ sở; cách xác định đối tượng ở Điều 3 khó làm ở xã vì thiếu tiêu chí.",
    "effects": "Cần đánh giá tác động ngân sách ba năm và số người hưởng theo từng huyện.",
    "interests": "Bảo đảm hài hòa lợi ích nếu giữ mức hỗ trợ riêng cho xã đặc biệt khó khăn.",
}
_OPINIONS = (
    ("Khoản 1 Điều 3", "Bổ sung hộ mới thoát nghèo trong 36 tháng vào đối tượng áp dụng", "Tránh tái nghèo", "TT"),
    ("Điều 4", "Nâng mức hỗ trợ ở xã đặc biệt khó khăn thêm 20%", "Giá vật liệu vùng cao cao hơn", "GT"),
    ("Khoản 2 Điều 5", "Rút thời gian giải quyết hồ sơ từ 20 xuống 15 ngày làm việc", "Giảm đi lại cho dân", "TT1P"),
    ("Điều 7", "Quy định rõ việc công khai danh sách ở nhà văn hóa thôn", "Để Nhân dân giám sát", "TT"),
    ("Điều 9", "Giao Mặt trận và các tổ chức giám sát việc thực hiện", "Đúng Luật Mặt trận", None),
)
_GIVEN = ("Hội đồng tư vấn Dân chủ - Pháp luật", "Hội Nông dân tỉnh", "Hội LHPN tỉnh", "Liên đoàn Lao động tỉnh",
          "Ủy ban MTTQ Việt Nam huyện")  # fmt: skip


def fill(writing: Writing, vocabulary: Vocabulary, random: Random, today: date) -> None:
    """Every draft with its opinions; what was declined becomes a recommendation to follow."""
    for number, draft in enumerate(DRAFTS, 1):
        received = today - timedelta(days=draft.ago)
        values = _values(vocabulary, draft, received, number) | _documents(random, draft, received, today, number)
        parts = {CRITICISM_OPINION.name: _opinions(vocabulary, draft),
                 RECOMMENDATION.name: _recommendations(vocabulary, draft, received)}  # fmt: skip
        keep(writing, checked(SOCIAL_CRITICISM, values, vocabulary), vocabulary, parts=parts)


def _values(vocabulary: Vocabulary, draft: Draft, received: date, number: int) -> dict[str, Any]:
    values = {
        "kind": draft.kind, "title": draft.title, "draft_type": draft.type, "issuer": draft.issuer, "level": "province",
        "drafter_id": _body(vocabulary, draft.drafter, received), "form": draft.form, "received_on": received,
        "chair_id": int(vocabulary.target("organisation").by_code[draft.chair][0].key),
        "submitted_on": received + timedelta(days=draft.notice) if draft.kind == "PB" else None,
    }  # fmt: skip
    points = list(_POINTS) if draft.kind == "PB" and draft.stage > GATHERING else []
    return values | {p: _POINTS[p] for p in (points[:3] if number == 5 else points)}


def _documents(random: Random, draft: Draft, received: date, today: date, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {"held_on": received + timedelta(days=10)}
    if draft.stage >= SENT:
        found |= {"opinions": random.randint(8, 40), "letter_number": f"{200 + number}/MTTQ-BTT",
                  "sent_on": min(received + timedelta(days=13), today)}  # fmt: skip
    if draft.stage == ANSWERED:
        answered = received + timedelta(days=13 + random.randint(9, 35))
        found |= {"answer_number": f"{random.randint(200, 900)}/TTr-VP", "answered_on": min(answered, today),
                  "result": draft.result}  # fmt: skip
    return found


def _opinions(vocabulary: Vocabulary, draft: Draft) -> list[PartRow]:
    """Opinions one by one of what was criticised; answered once the draft was."""
    if draft.kind != "PB" or draft.stage == GATHERING:
        return []
    rows = []
    for (article, content, reason, result), given in zip(_OPINIONS, _GIVEN, strict=True):
        values: dict[str, Any] = {"article": article, "content": content, "reason": reason, "given_by": given}
        if draft.stage == ANSWERED and result is not None:
            explained = "Ngân sách tỉnh chưa cân đối được trong năm nay." if result == "GT" else None
            values |= {"result": result, "explanation": explained}
        rows.append(_row(vocabulary, CRITICISM_OPINION, values))
    return rows


def _recommendations(vocabulary: Vocabulary, draft: Draft, received: date) -> list[PartRow]:
    if draft.result not in ("GT", "TT1P") or draft.kind != "PB":
        return []
    values = {"source": "PB", "content": "Đánh giá lại tác động sau một năm và báo cáo kết quả cho Mặt trận",
              "authority_id": _body(vocabulary, draft.drafter, received), "result": "CHUA",
              "letter_number": "245/MTTQ-BTT", "sent_on": received + timedelta(days=60)}  # fmt: skip
    return [_row(vocabulary, RECOMMENDATION, values)]


def _row(vocabulary: Vocabulary, kind: Kind[Any], values: Mapping[str, Any]) -> PartRow:
    return PartRow(checked(kind, values, vocabulary))


def _body(vocabulary: Vocabulary, name: str, on: date) -> int:
    lookup = vocabulary.target("authority")
    return int((lookup.find(name, on) or lookup.find(name))[0].key)
