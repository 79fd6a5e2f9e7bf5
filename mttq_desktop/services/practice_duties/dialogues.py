"""Invented dialogue conferences and rounds of party feedback of the practice province."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.dialogues import AT_ONCE, DIALOGUE, DIALOGUE_GROUP, DIALOGUE_ITEM
from mttq_desktop.records.kind import Kind
from mttq_desktop.records.party_feedback import PARTY_FEEDBACK_COUNT, PARTY_FEEDBACK_ROUND
from mttq_desktop.services.keeping import Draft, PartRow, checked, keep
from mttq_desktop.store.database import Writing

_TOPICS = (
    "Đất đai, cấp giấy chứng nhận quyền sử dụng đất", "Bồi thường, hỗ trợ, tái định cư các dự án trên địa bàn",
    "Vệ sinh môi trường, thu gom rác thải", "Xây dựng nông thôn mới, đô thị văn minh",
    "Việc làm, đời sống của công nhân khu công nghiệp", "Vốn vay ưu đãi, hỗ trợ sản xuất cho hội viên nông dân",
    "Thanh niên khởi nghiệp, chuyển đổi số", "Phòng chống bạo lực gia đình, bảo vệ trẻ em gái",
    "Cải cách thủ tục hành chính ở cơ sở", "Giao thông nông thôn, thủy lợi nội đồng",
)  # fmt: skip
_QUESTIONS = (
    ("GT", "Đề nghị sớm sửa chữa tuyến đường liên thôn bị hư hỏng sau mưa lũ."),
    ("DD", "Hồ sơ cấp giấy chứng nhận quyền sử dụng đất nộp đã lâu chưa có kết quả, đề nghị trả lời rõ thời hạn."),
    ("TNMT", "Bãi tập kết rác gần khu dân cư gây mùi hôi, đề nghị di dời."),
    ("DIEN", "Nước sinh hoạt yếu vào giờ cao điểm, đề nghị nâng công suất trạm cấp nước."),
    ("YT", "Trạm y tế thiếu thuốc bảo hiểm y tế thông thường, đề nghị bổ sung."),
    ("LDTBXH", "Đề nghị mở thêm lớp đào tạo nghề ngắn hạn cho lao động nông thôn."),
    ("TL", "Kênh mương nội đồng bồi lấp, đề nghị nạo vét trước vụ hè thu."),
    ("ANTT", "Đề nghị lắp camera ở các ngã ba để bảo đảm an ninh trật tự."),
    ("CCHC", "Thủ tục chứng thực còn chờ lâu, đề nghị bố trí thêm cán bộ vào đầu tuần."),
    ("GDDT", "Điểm trường lẻ xuống cấp, đề nghị sửa chữa trước năm học mới."),
)  # fmt: skip
_COMMUNES, _ASKED = 96, (2, 6)


def fill(writing: Writing, words: Vocabulary, random: Random, today: date) -> None:
    """Conferences of 2023 and of this year, most of them in communes; some questions are still open."""
    for n, (level, unit, day) in enumerate(_places(words, random, today)):
        _conference(writing, words, random, today, level, unit, day, _TOPICS[n % len(_TOPICS)])
    for year in (today.year - 2, today.year - 1):
        _feedback(writing, words, random, year)


def _places(words: Vocabulary, random: Random, today: date) -> list[tuple[str, int | None, date]]:
    """Where and when, the earliest first."""
    units = [e for e in words.units.entries if e.valid(today)]
    districts = [int(e.key) for e in units if e.level == "district"]
    communes = [int(e.key) for e in units if e.level == "commune"]
    found: list[tuple[str, int | None, date]] = [("province", None, date(today.year - 1, m, 18)) for m in (5, 10)]
    found += [("district", d, _day(random, today)) for d in districts]
    found += [("commune", c, _day(random, today)) for c in random.sample(communes, _COMMUNES)]
    found.append(("commune", random.choice(communes), today + timedelta(days=5)))
    return sorted(found, key=lambda place: place[2])


def _day(random: Random, today: date) -> date:
    first = date(today.year - 1, 2, 1)
    day = first + timedelta(days=random.randrange((today - first).days - 2))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _conference(
    writing: Writing, words: Vocabulary, random: Random, today: date, level: str, unit: int | None, day: date,
    topic: str,
) -> None:  # fmt: skip
    held = day < today
    people = random.randrange(45, 260)
    items = [_question(words, random, day, today, level) for _ in range(random.randint(*_ASKED))] if held else []
    at_once = sum(i["answer_mode"] == AT_ONCE for i in items)
    told = (today - day).days > 8 and random.random() < (0.98 if (today - day).days > 60 else 0.8)
    values = {
        "topic": topic, "purpose": "QD218" if level != "commune" or random.random() < 0.5 else "DCCS", "level": level,
        "unit_id": unit, "type": random.choice(("DK", "DK", "CD", "DX")),
        "audience": random.choice(("ND", "ND", "NONG", "TN", "PN", "CN")),
        "chair_role": random.choice(("BT", "CTUB", "BTCT")), "held_on": day,
        "held_at": random.choice(("07:30", "08:00", "13:30")),
        "place": "Hội trường UBND", "mode": "TRUCTIEP", "people": people if held else None,
        "notified_on": day - timedelta(days=random.randint(6, 12)) if random.random() < 0.9 else None,
        "opinions": len(items) + random.randint(0, 4) if held else None,
        "answered_at_once": at_once if held else None,
        "conclusion_number": f"{random.randint(10, 180)}/TB-MTTQ-BTT" if held and told else None,
        "concluded_on": day + timedelta(days=random.randint(3, 13)) if held and told else None,
        "partners": tuple(int(e.key) for e in words.target("organisation").entries[:2]),
    }  # fmt: skip
    groups = [{"attended_as": "ND", "people": people - 20}, {"attended_as": "CB", "people": 20}] if held else []
    keep(writing, _read(DIALOGUE, values, words), words,
         parts={DIALOGUE_ITEM.name: _rows(DIALOGUE_ITEM, items, words),
                DIALOGUE_GROUP.name: _rows(DIALOGUE_GROUP, groups, words)})  # fmt: skip


def _question(words: Vocabulary, random: Random, day: date, today: date, level: str) -> dict[str, Any]:
    field, content = random.choice(_QUESTIONS)
    mode = random.choices((AT_ONCE, "VB", "CH"), (80, 12, 8))[0]
    later = mode != AT_ONCE
    kept = random.random() < (0.97 if (today - day).days > 90 else 0.6)
    done = day + timedelta(days=random.randint(10, 50)) if later and kept else None
    wanted = {"province": "TINH", "district": "HUYEN", "commune": "XA"}[level]
    bodies = [e for e in words.target("authority").entries if e.level == wanted and e.valid(day)]
    return {
        "content": content, "field": field, "answer_mode": mode, "asked_by": None,
        "authority_id": int(random.choice(bodies).key) if bodies else None,
        "answer": "Đã trả lời trực tiếp tại hội nghị." if not later else None,
        "due_on": day + timedelta(days=30) if later else None,
        "done_on": done if done is not None and done < today else None,
        "outcome": "DGQ" if done is not None and done < today else None,
    }  # fmt: skip


def _feedback(writing: Writing, words: Vocabulary, random: Random, year: int) -> None:
    """One finished round: every organisation answered, counts only."""
    asked = tuple(int(e.key) for e in words.target("organisation").entries)
    values = {
        "year": year, "target": "TT", "asked": asked, "request_number": f"{random.randint(300, 480)}/MTTQ-BTT",
        "requested_on": date(year, 10, 20), "due_on": date(year, 11, 15), "reported_on": date(year, 11, 28),
        "report_number": f"{random.randint(90, 160)}/BC-MTTQ-BTT",
    }  # fmt: skip
    rows = [{"organisation_id": o, "kind": kind, "opinions": random.randint(1, 9), "received_on": date(year, 11, 10)}
            for o in asked for kind in ("UD", "HC", "DX")]  # fmt: skip
    keep(writing, _read(PARTY_FEEDBACK_ROUND, values, words), words,
         parts={PARTY_FEEDBACK_COUNT.name: _rows(PARTY_FEEDBACK_COUNT, rows, words)})  # fmt: skip


def _read(kind: Kind[Any], values: Mapping[str, Any], words: Vocabulary) -> Draft:
    return checked(kind, values, words)


def _rows(kind: Kind[Any], rows: Sequence[Mapping[str, Any]], words: Vocabulary) -> list[PartRow]:
    return [PartRow(_read(kind, values, words)) for values in rows]
