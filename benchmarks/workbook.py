"""An invented district workbook of petitions: 14 columns, 238 characters of content a row on average."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.measure import ROOT, dice

SENDER, PERIOD, FIRST = "517", "2024-Q1", date(2024, 1, 2)  # Núi Thành
HEADINGS = (
    "STT", "Số của nơi gửi", "Ngày tiếp nhận", "Xã, phường, thị trấn", "Nguồn", "Người kiến nghị",
    "Số người, số hộ", "Nội dung kiến nghị", "Lĩnh vực", "Cấp thẩm quyền", "Cơ quan có thẩm quyền", "Mức độ",
    "Kết quả", "Ghi chú",
)  # fmt: skip
WIDTH = 238
WORDS = (
    "đề nghị cấp có thẩm quyền sớm bố trí kinh phí sửa chữa nâng cấp tuyến đường liên xã đã xuống cấp nhiều "
    "năm nay gây khó khăn cho việc đi lại của người dân trong mùa mưa bão kênh mương thủy lợi chưa được kiên "
    "cố hóa giấy chứng nhận quyền sử dụng đất chậm trả lời chính sách hỗ trợ hộ nghèo nhà ở tạm bợ ô nhiễm "
    "môi trường bãi rác tập trung nước sinh hoạt trường học trạm y tế thôn khối phố khu dân cư hội viên"
).split()
FAMILY, MIDDLE = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng"), ("Văn", "Thị", "Hữu", "Ngọc")
GIVEN = ("An", "Bình", "Dũng", "Đào", "Hạnh", "Khánh", "Lợi", "Phượng", "Tòng", "Yến")


def labels(name: str) -> list[str]:
    """The labels of one code list, as a clerk would choose them from the template."""
    with (ROOT / "resources/codes/code_lists.csv").open(encoding="utf-8", newline="") as file:
        return [row["label"] for row in csv.DictReader(file) if row["list"] == name]


def communes() -> list[str]:
    """Full names of the sender's communes."""
    with (ROOT / "resources/units/units.csv").open(encoding="utf-8", newline="") as file:
        units = csv.DictReader(file)
        return [u["full_name"] for u in units if u["parent_code"] == SENDER and u["valid_from"] < "2024"]


def content(random: Random, number: int) -> str:
    """A text of its own for every row, so that no row is another's duplicate."""
    length, words = random.randint(WIDTH - 100, WIDTH + 100), [f"Tuyến ĐH{number}:"]
    while sum(map(len, words)) + len(words) < length:
        words.append(random.choice(WORDS))
    return " ".join(words)


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """The rows below the headings."""
    random, places = dice(), communes()
    names = ("petition_source", "petition_field_detail", "authority_level", "petition_severity")
    source, field, level, severity = map(labels, names)
    for number in range(1, count + 1):
        person = f"{random.choice(FAMILY)} {random.choice(MIDDLE)} {random.choice(GIVEN)}"
        day = FIRST + timedelta(days=random.randrange(88))
        yield (
            number, f"NT-{number:06}", day, random.choice(places), random.choice(source), person,
            random.randint(1, 90), content(random, number), random.choice(field), random.choice(level), None,
            random.choice(severity), None, None,
        )  # fmt: skip


def write(path: Path, count: int, *, good: bool = True, above: int = 0) -> Path:
    """The workbook on disk, without so many rows `above`; with rows that are not good, all of them for their day."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kiến nghị")
    sheet.append(HEADINGS)
    for number, sent, day, *others in islice(rows(above + count), above, None):
        sheet.append((number, sent, day if good else f"ngày {number}", *others))
    book.save(path)
    return path
