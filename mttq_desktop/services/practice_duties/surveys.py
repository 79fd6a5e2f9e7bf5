"""Invented surveys of satisfaction of the practice province: every form in use, passed, failed, still running."""

from datetime import date, timedelta
from random import Random
from typing import Any

from mttq_desktop.fields import Entry, Vocabulary
from mttq_desktop.records.surveys import NO_COMMUNES, SATISFACTION_SURVEY, SURVEY_ANSWER
from mttq_desktop.services.keeping import PartRow, checked, keep
from mttq_desktop.store.database import Writing

_QUESTIONS = (
    "Ông/bà có hài lòng về tiêu chí giao thông trên địa bàn xã?",
    "Ông/bà có hài lòng về thủy lợi và phòng, chống thiên tai?", "Ông/bà có hài lòng về hệ thống điện?",
    "Ông/bà có hài lòng về trường học, giáo dục và đào tạo?", "Ông/bà có hài lòng về cơ sở vật chất văn hóa, y tế?",
    "Ông/bà có hài lòng về thu nhập, việc làm, giảm nghèo?", "Ông/bà có hài lòng về môi trường và an toàn thực phẩm?",
    "Ông/bà có hài lòng về hệ thống chính trị, an ninh trật tự ở xã?",
    "Nhìn chung, ông/bà có hài lòng về kết quả xây dựng nông thôn mới của xã?",
)  # fmt: skip
_REASONS = (
    "Đường nội đồng lầy lội mùa mưa.", "Kênh mương nội đồng bồi lắng, chưa được nạo vét.",
    "Điện yếu vào giờ cao điểm.", "Điểm trường thôn thiếu phòng học.", "Nhà văn hóa thôn xuống cấp.",
    "Thiếu việc làm lúc nông nhàn.", "Rác thải chưa được thu gom thường xuyên.",
    "Tình trạng trộm cắp vặt chưa được xử lý dứt điểm.", "Nước sinh hoạt chưa bảo đảm.",
)
"""Why people are not content, question by question."""
_COMMUNES, _DISTRICTS, _RUNNING = 24, 4, 3
_DAYS = (14, 24)


def fill(writing: Writing, words: Vocabulary, random: Random, today: date) -> None:
    """About thirty: communes with forms 1-3, districts with 4-6, three still collecting ballots."""
    units = [e for e in words.units.entries if e.valid(today)]
    communes = [e for e in units if e.level == "commune" and not e.label.casefold().startswith(NO_COMMUNES)]
    chosen = random.sample(communes, _COMMUNES)
    for n, commune in enumerate(chosen):
        running = n >= _COMMUNES - _RUNNING
        _survey(writing, words, random, today, commune, random.choice(("P1", "P1", "P1", "P2", "P3")), running)
    districts = [e for e in units if e.level == "district"]
    for district in random.sample(districts, _DISTRICTS):
        form = "P4" if district.label.startswith("Huyện") else "P5"
        _survey(writing, words, random, today, district, form, False)
    hamlets = random.sample(communes, 2)
    for commune in hamlets:
        _survey(writing, words, random, today, commune, "KDC", False, hamlet="Thôn 2")


def _survey(
    writing: Writing, words: Vocabulary, random: Random, today: date, unit: Entry, form: str, running: bool,
    hamlet: str | None = None,
) -> None:  # fmt: skip
    starts = today - timedelta(days=random.randint(3, 12) if running else random.randint(50, 420))
    starts -= timedelta(days=max(0, starts.weekday() - 4))
    ends = starts + timedelta(days=random.randint(*_DAYS))
    level = "KDC" if form == "KDC" else "XA" if form in ("P1", "P2", "P3") else "HUYEN"
    households = {"KDC": (80, 240), "XA": (900, 3200), "HUYEN": (15_000, 40_000)}[level]
    counts = _counts(random, random.randint(*households), share=0.62 if level == "HUYEN" else 0.75)
    values: dict[str, Any] = {
        "level": level, "form": form, "unit_id": int(unit.key), "hamlet": hamlet,
        "mode": random.choice(("TT", "TT", "HOP", "CNTT")), "starts_on": starts, "ends_on": ends, **counts,
    }  # fmt: skip
    if running:
        values |= {"ballots_in": counts["ballots_out"] // 3, "ballots_valid": counts["ballots_out"] // 3}
    else:
        reported = ends + timedelta(days=random.randint(2, 6))
        values |= {"posted_from": reported, "posted_to": reported + timedelta(days=10), "reported_on": reported,
                   "report_number": f"{random.randint(11, 98)}/BC-MTTQ-BTT"}  # fmt: skip
    rows = [] if running else _answers(random, int(values["ballots_valid"]))
    parts = {SURVEY_ANSWER.name: [PartRow(checked(SURVEY_ANSWER, row, words)) for row in rows]}
    keep(writing, checked(SATISFACTION_SURVEY, values, words), words, parts=parts)


def _counts(random: Random, households: int, share: float) -> dict[str, int]:
    chosen = round(households * random.uniform(share, 0.92))
    returned = round(chosen * random.uniform(0.93, 1))
    return {"households": households, "chosen": chosen, "ballots_out": chosen, "ballots_in": returned,
            "ballots_valid": returned - random.randint(0, max(1, returned // 60))}  # fmt: skip


def _answers(random: Random, valid: int) -> list[dict[str, Any]]:
    """Nine questions that make up the valid ballots; one survey in five has a weak one."""
    weak = random.randrange(len(_QUESTIONS)) if random.random() < 0.2 else None
    found = []
    for n, content in enumerate(_QUESTIONS):
        share = random.uniform(0.72, 0.86) if n == weak else random.uniform(0.91, 0.995)
        satisfied = round(valid * share)
        silent = random.randint(0, (valid - satisfied) // 3)
        found.append({
            "question": n + 1, "content": content, "overall": n == len(_QUESTIONS) - 1, "satisfied": satisfied,
            "dissatisfied": valid - satisfied - silent, "no_opinion": silent,
            "reasons": _REASONS[n] if share < 0.93 else None,
        })  # fmt: skip
    return found
