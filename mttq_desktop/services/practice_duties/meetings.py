"""Invented joint meetings, trainings, inspections and programmes of districts and communes."""

from datetime import date, timedelta
from random import Random
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.lower_levels import (
    INSPECTION_MEMBER,
    INSPECTION_VISIT,
    JOINT_INSPECTION,
    LOCAL_PROGRAMME,
    TRAINING,
    TRAINING_ATTENDANCE,
)
from mttq_desktop.records.meetings import JOINT_MEETING, RESOLUTION
from mttq_desktop.records.recommendations import RECOMMENDATION
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.services.practice_duties.plans import body_of
from mttq_desktop.store.database import Writing

_BODIES = ("MTTQ", "LDLD", "HND", "DTN", "LHPN", "CCB")
PERIOD = "2020-2025"
_NOT_SIGNED = 2
"""So many of the districts have not signed."""
_COMMUNES = 0.62
_PRESENT = (
    "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh", "Ban Thường vụ Liên đoàn Lao động tỉnh",
    "Ban Thường vụ Hội Nông dân tỉnh", "Ban Thường vụ Tỉnh đoàn", "Ban Thường vụ Hội LHPN tỉnh",
    "Ban Thường vụ Hội Cựu chiến binh tỉnh", "Lãnh đạo văn phòng các tổ chức",
)  # fmt: skip
_AGREED: tuple[tuple[str, str], ...] = (
    ("LDLD", "Chia sẻ bản tin, chuyên trang dùng chung giữa sáu tổ chức"),
    ("HND", "Rà soát danh sách hộ nghèo các tổ chức đảm nhận giúp đỡ, tránh trùng hộ"),
    ("MTTQ", "Thống nhất mẫu báo cáo 6 tháng, năm theo bốn nội dung của Chương trình"),
    ("DTN", "Thành lập tổ giúp việc theo dõi Chương trình của văn phòng các tổ chức"),
    ("LHPN", "Tổ chức chung hội nghị tập huấn cho cán bộ sáu huyện miền núi"),
    ("CCB", "Đề xuất nội dung đoàn kiểm tra chung tại cơ sở"),
    ("MTTQ", "Theo dõi, đôn đốc cơ quan chậm trả lời kiến nghị, thông báo cho các tổ chức"),
)  # fmt: skip
_TITLES: tuple[tuple[str, str], ...] = (
    ("TH", "Tập huấn nghiệp vụ công tác Mặt trận và đoàn thể"),
    ("TT", "Hội nghị tuyên truyền Chương trình phối hợp giai đoạn 2020 - 2025"),
    ("BD", "Bồi dưỡng kỹ năng vận động quần chúng cho cán bộ cơ sở"),
    ("TH", "Tập huấn kỹ năng giám sát, phản biện xã hội"),
    ("TT", "Hội nghị tuyên truyền pháp luật cho đoàn viên, hội viên"),
)  # fmt: skip
_FOUND = (
    "Đã ký chương trình phối hợp, kế hoạch liên tịch đầy đủ; sinh hoạt chi hội đều.",
    "Còn chậm báo cáo 6 tháng; chưa phân công rõ đơn vị chủ trì từng nội dung.",
    "Mô hình giúp hộ nghèo có hiệu quả; hồ sơ lưu chưa đầy đủ.",
    "Phối hợp giám sát còn ít; Ban Thanh tra nhân dân hoạt động đều.",
)  # fmt: skip
_HEADS = ("Trần Văn Mẫu", "Lê Thị Thử", "Nguyễn Văn Thí", "Phạm Thị Dụ", "Huỳnh Văn Tập", "Đỗ Thị Sự")


def fill(writing: Writing, words: Vocabulary, random: Random, today: date) -> None:
    """Three meetings, about 25 trainings, six inspections, programmes of all districts and most communes."""
    _meetings(writing, words, today)
    for n in range(25):
        _training(writing, words, random, today, n)
    for n in range(6):
        _inspection(writing, words, random, today, n)
    _programmes(writing, words, random)


# ── meetings ─────────────────────────────────────────────────────────────────


def _meetings(writing: Writing, words: Vocabulary, today: date) -> None:
    """Of the first one nearly all is done, of the second half, of the third little."""
    year = today.year
    first, second, third = date(year - 2, 12, 20), date(year - 1, 7, 12), date(year - 1, 12, 21)
    kept = [_meeting(writing, words, day, kind) for day, kind in ((first, "NAM"), (second, "DX"), (third, "NAM"))]
    done = [
        (kept[0], 0, "XONG", first + timedelta(days=60), kept[1]), (kept[0], 1, "XONG", second, kept[1]),
        (kept[0], 2, "DANG", None, kept[2]), (kept[1], 3, "XONG", third - timedelta(days=9), kept[2]),
        (kept[1], 4, "DANG", None, kept[2]), (kept[2], 5, "CHUA", None, None), (kept[2], 6, "DANG", None, None),
        (kept[2], 0, "XONG", date(year, 2, 20), None),
    ]  # fmt: skip
    for place, (meeting, item, state, on, seen) in enumerate(done):
        body, content = _AGREED[item]
        held = {kept[0]: first, kept[1]: second, kept[2]: third}[meeting]
        values = {
            "meeting_id": meeting, "content": content, "lead_id": body_of(words, body), "state": state, "done_on": on,
            "due_on": held + timedelta(days=90 + 15 * item), "looked_at_id": seen, "position": place,
            "result": "Đã thực hiện, có báo cáo." if on else "Đang thực hiện." if state == "DANG" else None,
            "partners": tuple(body_of(words, c) for c in _BODIES if c != body)[:3],
        }  # fmt: skip
        keep(writing, checked(RESOLUTION, values, words), words)


def _meeting(writing: Writing, words: Vocabulary, day: date, kind: str) -> int:
    values = {
        "type": kind, "held_on": day, "begins_at": "08:00", "ends_at": "11:15", "chair": "Trần Văn Mẫu",
        "place": "Phòng họp cơ quan Ủy ban MTTQ Việt Nam tỉnh", "secretary": "Lê Thị Thử",
        "present": "\n".join(_PRESENT),
        "agenda": "1. Kiểm điểm kết luận kỳ trước\n2. Báo cáo kết quả thực hiện Chương trình phối hợp\n"
                  "3. Ý kiến các bên\n4. Thống nhất nội dung phối hợp thời gian đến",
        "evaluation": "Các nội dung phối hợp cơ bản được thực hiện đúng kế hoạch; một số nội dung còn chậm.",
        "discussion": "Các tổ chức nêu kết quả, khó khăn; thống nhất nội dung, đơn vị chủ trì, thời hạn.",
    }  # fmt: skip
    return keep(writing, checked(JOINT_MEETING, values, words), words)


# ── trainings, inspections ───────────────────────────────────────────────────


def _training(writing: Writing, words: Vocabulary, random: Random, today: date, n: int) -> None:
    """One in eight has a total that is not the sum of its rows, as reports from below do."""
    kind, title = _TITLES[n % len(_TITLES)]
    level = ("province", "district", "district", "commune")[n % 4]
    day = _workday(today - timedelta(days=12 + n * 16 + random.randrange(6)))
    bodies = random.sample(_BODIES, random.randint(2, 5))
    people = {b: random.randrange(12, 60) for b in _BODIES if b in bodies}
    wrong = 3 if n % 8 == 5 else 0
    values = {
        "title": title, "type": kind, "level": level, "unit_id": _unit(words, random, level, day), "starts_on": day,
        "ends_on": day + timedelta(days=n % 2), "organisers": tuple(body_of(words, b) for b in people),
        "place": "Hội trường trung tâm", "speakers": random.choice(_HEADS),
        "people": sum(people.values()) + wrong, "costs": random.randrange(6, 42) * 1_000_000,
    }  # fmt: skip
    rows = [{"organisation_id": body_of(words, b), "people": count} for b, count in people.items()]
    parts = {TRAINING_ATTENDANCE.name: [PartRow(checked(TRAINING_ATTENDANCE, r, words)) for r in rows]}
    keep(writing, checked(TRAINING, values, words), words, parts=parts)


def _inspection(writing: Writing, words: Vocabulary, random: Random, today: date, n: int) -> None:
    """The last one is under way; one of the others has no head yet."""
    begins = _workday(today - timedelta(days=3 + 62 * n))
    ends, over = begins + timedelta(days=8), n > 0
    chair = _BODIES[n % 3]
    values = {
        "title": "Kiểm tra công tác Mặt trận, đoàn thể và việc thực hiện Chương trình phối hợp tại cơ sở",
        "level": "province", "chair_id": body_of(words, chair), "starts_on": begins, "ends_on": ends,
        "partners": tuple(body_of(words, b) for b in _BODIES if b != chair),
        "decision_number": f"{44 + n}/KH-MTTQ-BTT", "decided_on": begins - timedelta(days=10),
        "strengths": "Các tổ chức phối hợp chặt chẽ, phong trào đi vào chiều sâu." if over else None,
        "weaknesses": "Báo cáo chưa đúng hạn, hồ sơ phối hợp chưa đầy đủ ở một số nơi." if over else None,
        "conclusion_number": f"{30 + n}/TB-MTTQ-BTT" if over else None,
        "concluded_on": ends + timedelta(days=9) if over else None,
    }  # fmt: skip
    parts = {
        INSPECTION_MEMBER.name: [PartRow(checked(INSPECTION_MEMBER, m, words)) for m in _members(n)],
        INSPECTION_VISIT.name: [
            PartRow(checked(INSPECTION_VISIT, v, words)) for v in _visits(words, random, begins, over)
        ],
        RECOMMENDATION.name: [PartRow(checked(RECOMMENDATION, r, words)) for r in _asked(words, n, ends, over)],
    }  # fmt: skip
    keep(writing, checked(JOINT_INSPECTION, values, words), words, parts=parts)


def _members(n: int) -> list[dict[str, Any]]:
    roles = ("TRD" if n != 4 else "PTD", "PTD", "TV", "TV", "TK")
    titles = ("Phó Chủ tịch Ủy ban MTTQ Việt Nam tỉnh", "Phó Chủ tịch Hội Nông dân tỉnh",
              "Trưởng ban Tuyên giáo Liên đoàn Lao động tỉnh", "Trưởng ban Phong trào Tỉnh đoàn",
              "Chuyên viên Văn phòng Ủy ban MTTQ Việt Nam tỉnh")  # fmt: skip
    return [{"name": _HEADS[(n + i) % len(_HEADS)], "title": titles[i], "role": role} for i, role in enumerate(roles)]


def _visits(words: Vocabulary, random: Random, begins: date, over: bool) -> list[dict[str, Any]]:
    communes = [e for e in words.units.entries if e.level == "commune" and e.valid(begins)]
    found = []
    for i, entry in enumerate(random.sample(communes, random.randint(3, 5))):
        findings = random.choice(_FOUND) if over or i == 0 else None
        found.append({"unit_id": int(entry.key), "day": begins + timedelta(days=2 * i), "findings": findings})
    return found


def _asked(words: Vocabulary, n: int, ends: date, over: bool) -> list[dict[str, Any]]:
    """What the team asks of authorities once it has concluded."""
    if not over:
        return []
    authority = int(words.target("authority").find("UBND tỉnh")[0].key)
    sent, done = ends + timedelta(days=12), n > 2
    return [{
        "source": "KT", "authority_id": authority, "sent_on": sent, "letter_number": f"{40 + n}/MTTQ-BTT",
        "content": "Đề nghị quan tâm kinh phí, phương tiện hoạt động của Mặt trận, đoàn thể và Ban công tác Mặt trận.",
        "result": "XONG" if done else "DANG", "answered_on": sent + timedelta(days=25) if done else None,
        "answer_number": f"{210 + n}/UBND-TH" if done else None, "reminders": 0,
        "answer": "Đã bố trí trong dự toán năm." if done else None,
    }]  # fmt: skip


# ── programmes below ─────────────────────────────────────────────────────────


def _programmes(writing: Writing, words: Vocabulary, random: Random) -> None:
    """All districts but two, and most communes that were asked, signed in the first year."""
    on = date(2021, 1, 1)
    districts = [e for e in words.units.entries if e.level == "district" and e.valid(on)]
    communes = [e for e in words.units.entries if e.level == "commune" and e.valid(on)]
    for n, entry in enumerate(districts):
        _programme(writing, words, random, int(entry.key), n >= _NOT_SIGNED)
    for entry in communes[::4]:
        _programme(writing, words, random, int(entry.key), random.random() < _COMMUNES)


def _programme(writing: Writing, words: Vocabulary, random: Random, unit: int, signed: bool) -> None:
    day = date(2021, 1, 5) + timedelta(days=random.randrange(200))
    values: dict[str, Any] = {"unit_id": unit, "period": PERIOD, "signed": signed}
    if signed:
        values |= {"signed_on": day, "number": f"{random.randrange(1, 15):02d}/CTPH",
                   "parties": tuple(body_of(words, b) for b in _BODIES)}  # fmt: skip
    keep(writing, checked(LOCAL_PROGRAMME, values, words), words)


def _unit(words: Vocabulary, random: Random, level: str, on: date) -> int | None:
    entries = [e for e in words.units.entries if e.level == level and e.valid(on)]
    return None if level == "province" else int(random.choice(entries).key)


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
