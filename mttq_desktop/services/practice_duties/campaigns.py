"""Invented works of campaigns, Vietnamese goods, initiatives and communication of the practice province."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from mttq_desktop.fields import Entry, Vocabulary
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM, COMMUNICATION, INITIATIVE, VIETNAMESE_GOODS
from mttq_desktop.records.kind import Kind
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.services.practice_duties.naming import HAMLETS, person
from mttq_desktop.store.database import Writing

_CAMPAIGNS, _GOODS, _INITIATIVES, _NEWS = 120, 60, 30, 120
_SIX = ("MTTQ", "LDLD", "HND", "DTN", "LHPN", "CCB")
_MILLION = 1_000_000
_QUARTERS = 5

_WORKS: tuple[tuple[str, str, str, str], ...] = (
    ("NTM", "Bê tông hóa đường {}", "m", "road"), ("NTM", "Tuyến đường hoa, cây xanh {}", "tuyến", "small"),
    ("NTM", "Thắp sáng đường quê {}", "bóng", "small"), ("NTM", "Khu dân cư nông thôn mới kiểu mẫu {}", "khu", "road"),
    ("NTM", "Mô hình thu gom rác thải, phân loại tại nguồn {}", "mô hình", "small"),
    ("NTM", "Nạo vét kênh mương nội đồng {}", "m", "road"), ("VNN", "Vận động Quỹ Vì người nghèo {}", "suất", "fund"),
    ("VNN", "Xây dựng nhà Đại đoàn kết {}", "nhà", "fund"), ("DP", "Mô hình “5 không, 3 sạch” {}", "mô hình", "small"),
    ("DP", "Công trình thanh niên {}", "công trình", "small"),
)  # fmt: skip
_IDEAS = (
    "Cải tiến máy gieo hạt dùng cho ruộng bậc thang", "Phần mềm quản lý hội viên ở chi hội",
    "Quy trình ủ phân hữu cơ từ phụ phẩm nông nghiệp", "Giải pháp tiết kiệm điện trong xưởng may",
    "Mô hình trồng dược liệu dưới tán rừng", "Bộ đồ dùng dạy học bằng vật liệu tái chế",
    "Hệ thống tưới nhỏ giọt điều khiển từ xa", "Cải tiến khuôn ép gạch không nung",
    "Tủ sách lưu động cho thôn xa", "Máy sấy nông sản dùng năng lượng mặt trời",
)  # fmt: skip
_NEWS_TOPICS = (
    "Tuyên truyền kết quả cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh”",
    "Gương người tốt, việc tốt trong giúp nhau giảm nghèo", "Phổ biến Luật Thực hiện dân chủ ở cơ sở",
    "Giới thiệu mô hình phân loại rác thải tại nguồn", "Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư",
    "Hưởng ứng Tháng Công nhân", "Hội viên, đoàn viên thi đua chuyển đổi số",
    "Tuyên truyền phòng, chống lừa đảo trên không gian mạng", "Chuỗi bài về Chương trình phối hợp giữa sáu tổ chức",
)  # fmt: skip


def fill(writing: Writing, words: Vocabulary, random: Random, today: date) -> None:
    """Five quarters of works, activities and news; initiatives of last year and this one."""
    units = [e for e in words.units.entries if e.valid(today) and e.level in ("district", "commune")]
    periods = _periods(today)
    _keep(writing, words, CAMPAIGN_ITEM, [_work(random, words, periods, units) for _ in range(_CAMPAIGNS)])
    _keep(writing, words, VIETNAMESE_GOODS, [_goods(random, words, periods, units, today) for _ in range(_GOODS)])
    _keep(writing, words, INITIATIVE, [_idea(random, words, units, today, n) for n in range(_INITIATIVES)])
    _keep(writing, words, COMMUNICATION, [_news(random, words, periods, units, today) for _ in range(_NEWS)])


def _keep(writing: Writing, words: Vocabulary, kind: Kind[Any], rows: list[dict[str, Any]]) -> None:
    for row in rows:
        keep(writing, checked(kind, row, words), words)


def _periods(today: date) -> list[Period]:
    found = [Period.quarter_of(today - timedelta(days=92))]
    while len(found) < _QUARTERS:
        found.insert(0, found[0].previous())
    return found


def _work(random: Random, words: Vocabulary, periods: list[Period], units: list[Entry]) -> dict[str, Any]:
    campaign, title, measure, size = random.choice(_WORKS)
    unit = random.choice(units)
    target = Decimal(random.randint(2, 40) * (25 if measure == "m" else 1))
    great = size == "road"
    return {
        "campaign": campaign, "content": title.format(random.choice(HAMLETS).lower()),
        "organisation_id": _organisation(words, random.choice(_SIX)), "unit_id": int(unit.key),
        "period": random.choice(periods).code, "target": target, "measure": measure,
        "result": (target * random.randint(60, 115) / 100).quantize(Decimal("1")),
        "funds": random.randint(10, 400 if size != "small" else 60) * _MILLION,
        "workdays": random.randint(20, 300) if size != "fund" else None,
        "land": Decimal(random.randint(400, 9000)) / 4 if great and random.random() < 0.6 else None,
    }  # fmt: skip


def _day_in(random: Random, period: Period, today: date) -> date:
    last = min(period.end, today)
    return period.start + timedelta(days=random.randrange((last - period.start).days + 1))


def _goods(
    random: Random, words: Vocabulary, periods: list[Period], units: list[Entry], today: date
) -> dict[str, Any]:
    activity, period = random.choice(("TT", "TT", "HC", "DB", "CK", "KS")), random.choice(periods)
    selling = activity in ("HC", "DB")
    return {
        "activity": activity, "organisation_id": _organisation(words, random.choice(_SIX)),
        "unit_id": int(random.choice(units).key), "period": period.code, "day": _day_in(random, period, today),
        "sessions": random.randint(1, 6), "people": random.randint(40, 900) if activity in ("TT", "HC", "CK") else None,
        "turnover": random.randint(20, 600) * _MILLION if selling else None,
    }  # fmt: skip


def _idea(random: Random, words: Vocabulary, units: list[Entry], today: date, n: int) -> dict[str, Any]:
    year = today.year - (n % 4 > 0)
    title = _IDEAS[n % len(_IDEAS)]
    unit = random.choice(units)
    return {
        "title": f"{title} ({unit.label})", "author": person(random, random.choice(("NAM", "NU"))),
        "organisation_id": _organisation(words, random.choice(("LDLD", "LDLD", "DTN", "HND", "LHPN"))),
        "unit_id": int(unit.key), "year": year, "field": random.choice(("NN", "GDDT", "CNTTCN", "TNMT")),
        "value": random.randint(5, 350) * _MILLION if random.random() < 0.7 else None,
        "recognition": random.choice(("Cấp tỉnh", "Cấp huyện", "Cấp cơ sở", None)),
    }  # fmt: skip


def _news(
    random: Random, words: Vocabulary, periods: list[Period], units: list[Entry], today: date
) -> dict[str, Any]:
    channel = random.choice(("WEB", "WEB", "FB", "FB", "ZALO", "PT", "HN", "SK", "BAO", "TT"))
    period = random.choice(periods)
    own = random.choice(_SIX)
    others = [_organisation(words, code) for code in _SIX if code != own]
    online = channel in ("WEB", "FB", "ZALO", "BAO")
    shared = tuple(random.sample(others, random.randint(1, 3))) if online and random.random() < 0.55 else ()
    return {
        "channel": channel, "content": random.choice(_NEWS_TOPICS), "organisation_id": _organisation(words, own),
        "unit_id": int(random.choice(units).key) if random.random() < 0.4 else None, "period": period.code,
        "day": _day_in(random, period, today), "items": random.randint(1, 12),
        "people": None if online else random.randint(30, 400), "shared_with": shared,
    }  # fmt: skip


def _organisation(words: Vocabulary, code: str) -> int:
    return int(words.target("organisation").by_code[code][0].key)
