"""Invented joint plans of the practice province: last year's finished, this year's running, proposals decided."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.programme import current
from mttq_desktop.records.plans import JOINT_PLAN, JOINT_TASK, TASK_PROPOSAL
from mttq_desktop.records.programme import PROGRAMME_AMENDMENT
from mttq_desktop.rules.timing import read_timing
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.store.database import Writing

_BODIES = ("MTTQ", "LDLD", "HND", "DTN", "LHPN", "CCB")
_TASKS: tuple[tuple[str, str, str, str, str], ...] = (
    ("II.1", "MTTQ", "Xây dựng kế hoạch thực hiện Cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới, đô thị "
     "văn minh”, thống nhất địa bàn, hộ nghèo từng tổ chức đảm nhận giúp đỡ", "Quý I", "Kế hoạch, danh sách hộ"),
    ("II.1", "HND", "Vận động, giúp đỡ hội viên nông dân thuộc hộ nghèo, cận nghèo đăng ký thoát nghèo bền vững",
     "Thường xuyên", "Danh sách hộ thoát nghèo"),
    ("II.1", "LHPN", "Xây dựng nhà “Mái ấm tình thương” cho hội viên phụ nữ nghèo", "Quý II - III", "12 nhà"),
    ("II.1", "LDLD", "Hỗ trợ đoàn viên công đoàn có hoàn cảnh khó khăn dịp Tết", "Quý I", "Báo cáo kết quả"),
    ("II.1", "MTTQ", "Lấy ý kiến sự hài lòng của người dân về kết quả xây dựng nông thôn mới ở các xã đăng ký",
     "Quý IV", "Biên bản kiểm phiếu, báo cáo"),
    ("II.1", "DTN", "Ra quân “Ngày Chủ nhật xanh”, trồng cây, vệ sinh tuyến đường thanh niên tự quản", "Tháng 3 - 5",
     "18 đợt ra quân"),
    ("II.1", "MTTQ", "Tổ chức phiên chợ hàng Việt về nông thôn, miền núi", "6 tháng cuối năm", "4 phiên chợ"),
    ("II.1", "CCB", "Hội thi cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi", "Quý III", "Hội thi cấp tỉnh"),
    ("II.2", "MTTQ", "Kết nối, liên thông chuyên trang, bản tin của sáu tổ chức về nội dung Chương trình phối hợp",
     "Thường xuyên", "Tin, bài dùng chung"),
    ("II.2", "MTTQ", "Tổng hợp ý kiến, kiến nghị của đoàn viên, hội viên và Nhân dân hằng quý", "Hàng quý",
     "Báo cáo tổng hợp quý"),
    ("II.2", "LDLD", "Tuyên truyền pháp luật lao động cho công nhân các khu công nghiệp", "Tháng 5", "6 buổi"),
    ("II.2", "DTN", "Diễn đàn thanh niên với chuyển đổi số cộng đồng", "Quý II", "Diễn đàn cấp tỉnh"),
    ("II.2", "LHPN", "Truyền thông phòng, chống bạo lực gia đình, xâm hại trẻ em", "Tháng 6", "9 huyện"),
    ("II.3", "MTTQ", "Lấy ý kiến góp ý đối với tập thể và cá nhân Ủy viên Ban Thường vụ Tỉnh ủy", "Quý IV",
     "Báo cáo tổng hợp góp ý"),
    ("II.3", "MTTQ", "Phối hợp tổ chức hội nghị đối thoại giữa người đứng đầu cấp ủy, chính quyền tỉnh với đoàn viên, "
     "hội viên và Nhân dân", "Quý III", "Thông báo kết luận"),
    ("II.3", "CCB", "Góp ý dự thảo văn kiện, phát huy vai trò nòng cốt ở cơ sở", "Thường xuyên", "Văn bản góp ý"),
    ("II.4", "MTTQ", "Giám sát việc giải quyết, trả lời kiến nghị của cử tri, Nhân dân", "Quý II", "Báo cáo giám sát"),
    ("II.4", "HND", "Giám sát việc cho vay, sử dụng Quỹ Hỗ trợ nông dân", "Quý III", "Báo cáo giám sát"),
    ("II.4", "LHPN", "Giám sát chính sách dân số, chăm sóc sức khỏe bà mẹ", "Quý IV", "Báo cáo giám sát"),
    ("II.4", "LDLD", "Phản biện dự thảo nghị quyết về hỗ trợ nhà ở cho công nhân", "Tháng 4", "Văn bản phản biện"),
    ("III", "MTTQ", "Tổ chức đoàn kiểm tra chung công tác Mặt trận và đoàn thể tại cơ sở", "Quý III", "Kết luận"),
    ("III", "MTTQ", "Tập huấn, bồi dưỡng kỹ năng vận động quần chúng cho cán bộ cơ sở", "Quý II - III", "6 lớp"),
    ("III", "DTN", "Hội nghị tuyên truyền chung cho đoàn viên, hội viên ở các huyện miền núi", "Tháng 3", "3 hội nghị"),
    ("III", "MTTQ", "Họp liên tịch đánh giá kết quả, thống nhất nội dung phối hợp năm sau", "Tháng 12", "Biên bản"),
    ("II.4", "CCB", "Rà soát quy chế phối hợp giám sát đầu tư của cộng đồng ở các xã biên giới", "Tháng 2",
     "Quy chế được ký lại"),
)  # fmt: skip
"""Heading, who leads, what, when in words, product."""
_REFUSED = (
    ("II.1", "CCB", "Xây dựng quỹ chung giúp cựu chiến binh nghèo do sáu tổ chức cùng quản lý", "Cả năm",
     "Quỹ của từng tổ chức do tổ chức quản lý theo điều lệ; chưa đủ cơ sở lập quỹ chung."),
    ("II.4", "HND", "Giám sát giá vật tư nông nghiệp tại các đại lý", "Quý II",
     "Trùng với kế hoạch kiểm tra của cơ quan quản lý thị trường trong cùng thời gian."),
)  # fmt: skip
_WAITING = (
    ("II.2", "CCB", "Tuyên truyền, nói chuyện truyền thống cho học sinh nhân ngày 30/4", "Tháng 4"),
    ("II.1", "LHPN", "Phát động mô hình “Chợ không túi ni lông” ở các chợ trung tâm huyện", "Quý III"),
    ("III", "HND", "Tham quan, học tập mô hình liên kết sản xuất cho cán bộ các tổ chức ở cơ sở", "Quý IV"),
)  # fmt: skip
_RESULTS = (
    "Đã hoàn thành theo kế hoạch, có báo cáo gửi Ban Thường trực.", "Hoàn thành, vượt 10% so với chỉ tiêu đề ra.",
    "Đã tổ chức với sự tham gia của cả sáu tổ chức.", "Hoàn thành; rút kinh nghiệm về thời gian phối hợp.",
)  # fmt: skip
_UNDERWAY = ("Đang triển khai ở các địa phương.", "Đã ban hành kế hoạch, đang phân công.", "")
_LEFT, _DROPPED, _CHANGED, _LATE = (7, 12, 17), 15, (4, 10, 14), (3, 24)
"""Tasks that last year left unfinished or gave up, those of this year agreed with changes, those late now."""


def fill(writing: Writing, words: Vocabulary, random: Random, today: date) -> None:
    """Last year's plan with its results, this year's with what is done, late and still to come."""
    _amendment(writing, words, today)
    before = _plan(writing, words, random, today.year - 1, 12)
    left = _tasks_of_last_year(writing, words, random, before, today)
    plan = _plan(writing, words, random, today.year, 15)
    _tasks_of_this_year(writing, words, random, plan, today, left)


def _amendment(writing: Writing, words: Vocabulary, today: date) -> None:
    """The parties added something to the programme two years ago."""
    programme = current(writing.session, today)
    if programme is None:
        return
    values = {
        "programme_id": programme, "day": date(today.year - 2, 3, 15), "number": "05/TB-MTTQ-CTXH", "section": "II.2",
        "effect": "THEM",
        "content": "Phối hợp tuyên truyền, vận động đoàn viên, hội viên và Nhân dân tham gia chuyển đổi số cộng đồng.",
    }  # fmt: skip
    keep(writing, checked(PROGRAMME_AMENDMENT, values, words), words)


def _plan(writing: Writing, words: Vocabulary, random: Random, year: int, day: int) -> int:
    values = {
        "year": year, "title": f"Kế hoạch liên tịch thực hiện Chương trình phối hợp năm {year}",
        "number": f"{random.randrange(2, 9):02d}/KHLT-MTTQ-TCCTXH", "signed_on": date(year, 1, day),
        "parties": tuple(body_of(words, c) for c in _BODIES),
        "purpose": "Cụ thể hóa các nội dung của Chương trình phối hợp giai đoạn 2020 - 2025; phân công rõ đơn vị chủ "
                   "trì, đơn vị phối hợp, thời gian, sản phẩm.",
        "organising": "Đầu quý IV các bên họp kiểm điểm việc thực hiện Kế hoạch, thống nhất nội dung năm sau.",
    }  # fmt: skip
    return keep(writing, checked(JOINT_PLAN, values, words), words)


def _tasks_of_last_year(
    writing: Writing, words: Vocabulary, random: Random, plan: int, today: date
) -> list[tuple[int, dict[str, Any]]]:
    """Nearly all are done; returns those that were left."""
    year, left = today.year - 1, []
    for at, told in enumerate(_TASKS):
        values = _task(words, random, plan, year, at, told)
        unfinished = at in _LEFT
        state = "BO" if at == _DROPPED else "DANG" if unfinished else "XONG"
        values |= {"state": state, "result": _UNDERWAY[0] if unfinished else random.choice(_RESULTS)}
        if state == "BO":
            values["result"] = "Lùi theo kế hoạch chung của Tỉnh ủy."
        if state == "XONG":
            last = _last_day(told[3], year)
            values["finished_on"] = min(last, date(year, 12, 28)) - timedelta(days=random.randrange(0, 20))
        values["carried_on"] = date(today.year, 1, 15) if unfinished else None
        made = keep(writing, checked(JOINT_TASK, values, words), words)
        if unfinished:
            left.append((made, values))
    return left


def _tasks_of_this_year(
    writing: Writing, words: Vocabulary, random: Random, plan: int, today: date,
    left: Sequence[tuple[int, dict[str, Any]]],
) -> None:  # fmt: skip
    """Most come from proposals that were agreed; three were carried over, two refused, three wait."""
    decided, year = date(today.year, 1, 9), today.year
    for at, told in enumerate(_TASKS):
        values = _task(words, random, plan, year, at, told) | _progress(random, at, told[3], year, today)
        task = keep(writing, checked(JOINT_TASK, values, words), words)
        changed = at in _CHANGED
        _proposal(writing, words, plan, at, told, {
            "task_id": task, "decided_on": decided, "decision": "SUA" if changed else "DY",
            "reason": "Ghép với nội dung tương tự của tổ chức khác, lùi thời gian cho phù hợp." if changed else None,
            "agreed_content": told[2] if changed else None,
        }, year)  # fmt: skip
    for at, (made, old) in enumerate(left, len(_TASKS)):
        kept = {n: old[n] for n in ("section_id", "content", "lead_id", "product", "partners", "timing")}
        values = {**kept, "plan_id": plan, "year": year, "state": "DANG", "carried_from_id": made, "position": at,
                  "note": f"Chuyển tiếp từ năm {year - 1}", "result": "Tiếp tục triển khai."}  # fmt: skip
        keep(writing, checked(JOINT_TASK, values, words), words)
    place = len(_TASKS)
    for section, body, content, timing, reason in _REFUSED:
        told = (section, body, content, timing, "")
        _proposal(writing, words, plan, place, told, {"decision": "TC", "reason": reason, "decided_on": decided}, year)
        place += 1
    for section, body, content, timing in _WAITING:
        _proposal(writing, words, plan, place, (section, body, content, timing, ""), {"decision": "CHO"}, year)
        place += 1


def _task(
    words: Vocabulary, random: Random, plan: int, year: int, at: int, told: tuple[str, str, str, str, str]
) -> dict[str, Any]:
    section, lead, content, timing, product = told
    others = [c for c in _BODIES if c != lead]
    partners = _BODIES if section == "III" else random.sample(others, random.randint(1, 4))
    return {
        "plan_id": plan, "year": year, "section_id": _section(words, section, year), "content": content,
        "lead_id": body_of(words, lead), "timing": timing, "product": product, "state": "CHUA", "position": at,
        "proposed_by_id": body_of(words, lead),
        "partners": tuple(body_of(words, c) for c in _BODIES if c in partners and c != lead),
    }  # fmt: skip


def _progress(random: Random, at: int, timing: str, year: int, today: date) -> dict[str, Any]:
    """What was due before today is done, but for one in three; what runs now is being done."""
    last = _last_day(timing, year)
    if last < today and at not in _LATE:
        return {"state": "XONG", "result": random.choice(_RESULTS),
                "finished_on": last - timedelta(days=random.randrange(1, 15))}  # fmt: skip
    first = (read_timing(timing, year) or (last, last))[0]
    if first <= today:
        return {"state": "DANG", "result": random.choice(_UNDERWAY) or None}
    return {"state": "CHUA"}


def _proposal(
    writing: Writing, words: Vocabulary, plan: int, at: int, told: tuple[str, str, str, str, str],
    decided: dict[str, Any], year: int,
) -> None:  # fmt: skip
    section, body, content, timing, product = told
    values = {
        "plan_id": plan, "year": year, "position": at, "organisation_id": body_of(words, body), "content": content,
        "section_id": _section(words, section, year), "timing": timing, "product": product or None, **decided,
    }  # fmt: skip
    keep(writing, checked(TASK_PROPOSAL, values, words), words)


def _last_day(timing: str, year: int) -> date:
    span = read_timing(timing, year)
    return span[1] if span else date(year, 12, 31)


def body_of(words: Vocabulary, code: str) -> int:
    """One of the six organisations by its code."""
    return int(words.target("organisation").by_code[code][0].key)


def _section(words: Vocabulary, code: str, year: int) -> int:
    return int(words.target("programme_section").find(code, date(year, 6, 1))[0].key)
