"""Practice reports of the organisations and districts: two periods past, in every state the board knows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import insert

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.expected import Expected, Senders, expected
from mttq_desktop.queries.indicators import BY_CODE, By, Table, table
from mttq_desktop.queries.topics import topics
from mttq_desktop.records.periodic import PERIODIC_REPORT, FigureState, ReportFigure, ReportState, ReportText
from mttq_desktop.records.uids import new_uid
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import checked, keep
from mttq_desktop.store.database import Writing

_ORGANISATION = {
    "A01": (4, 40), "A02": (40, 900, 1_000_000), "A03": (50, 2_500), "A04": (200, 9_000), "A11": (20, 180),
    "A12": (10, 90), "A14": (4, 40), "A17": (20, 160), "A18": (80, 1_200, 1_000_000), "A19": (1, 12), "A20": (1, 9),
    "A41": (3, 40), "A42": (300, 6_000), "A43": (0, 6), "A51": (0, 25), "A52": (0, 400, 1_000_000), "B01": (20, 240),
    "B02": (1_500, 18_000), "B03": (15, 220), "C01": (0, 2), "D01": (1, 6), "D03": (2, 14), "D04": (2, 18),
    "D11": (0, 4), "D13": (2, 15), "E01.1": (1, 6), "E02.1": (1, 5),
}  # fmt: skip
_DISTRICT = {
    "A01": (10, 120), "A02": (200, 4_000, 1_000_000), "A03": (300, 9_000), "A04": (800, 30_000), "A05": (2, 14),
    "A06": (1, 16), "A07": (7_000, 33_000), "A16": (0, 4), "A21": (300, 3_200, 1_000_000), "B01": (60, 500),
    "B02": (4_000, 40_000), "B03": (40, 400), "C11": (1, 18), "C12": (60, 1_800), "C13": (8, 160), "D01": (3, 30),
    "D06.1": (10, 130), "D06.2": (0, 12), "D06.3": (0, 240, 1_000_000), "D06.4": (0, 1_500), "D11": (1, 10),
    "E02.1": (2, 14), "E02.2": (120, 1_600), "E03.1": (1, 4),
}  # fmt: skip
"""Least and most of an invented figure (times a unit), by what each level is asked for."""
_WORDS = {
    "CD": "Đã ban hành kế hoạch thực hiện Chương trình phối hợp và phân công từng nội dung cho các thành viên.",
    "UD": "Các nội dung phối hợp triển khai đúng tiến độ; việc nắm tình hình Nhân dân kịp thời hơn năm trước.",
    "HC": "Việc theo dõi kết quả giải quyết kiến nghị ở cơ sở có nơi còn chậm; số liệu báo cáo chưa thống nhất.",
    "NN": "Cán bộ kiêm nhiệm nhiều việc; kinh phí cho hoạt động giám sát còn ít.",
    "PH": "Tiếp tục thực hiện các nhiệm vụ theo kế hoạch liên tịch; tập trung giúp hộ nghèo đăng ký thoát nghèo.",
    "DX": "Đề nghị Ủy ban MTTQ Việt Nam tỉnh sớm thống nhất biểu mẫu báo cáo dùng chung.",
}
_ON_CONTENTS = (
    "Nhận giúp đỡ các hộ nghèo, cận nghèo đăng ký thoát nghèo; vận động đoàn viên, hội viên dùng hàng Việt Nam.",
    "Duy trì tin, bài trên trang thông tin, bản tin nội bộ; tổng hợp ý kiến, kiến nghị gửi về đúng kỳ.",
    "Tham gia góp ý theo quy định; cử đoàn viên, hội viên dự các hội nghị đối thoại.",
    "Phối hợp giám sát theo kế hoạch đã thống nhất; theo dõi việc thực hiện kiến nghị sau giám sát.",
)
"""Told of the contents of the programme, in their order."""
_REMARKS = {
    "A02": "Gồm tiền mặt và hiện vật quy đổi", "A11": "Có hộ nhiều tổ chức cùng giúp",
    "A18": "Chưa tính ngày công", "B02": "Số ước theo danh sách điểm danh", "D01": "Có cuộc chủ trì liên ngành",
}  # fmt: skip
_REMARKING = 3
"""Every third body remarks something on its figures."""
_LATE, _SILENT, _RETURNED, _WAITING = (3, 11, 17), 20, (5, 14), (8, 22)
"""Places on the newest board of those that are late, silent, sent back, not yet looked at."""
_REASON = "Số liệu hộ nghèo chưa khớp với danh sách; thiếu phần đề xuất, kiến nghị."


def fill(writing: Writing, vocabulary: Vocabulary, random: Random, today: date) -> None:
    """Reports of the two periods whose closing day passed last."""
    senders = Senders.read(writing.session)
    due = {p: d for year in (today.year - 2, today.year - 1, today.year) for p, d in senders.periods(year).items()}
    past = sorted((p for p, d in due.items() if d < today), key=lambda p: due[p])[-2:]
    for period in past:
        counted = _counted(writing, period, today)
        for place, sender in enumerate(expected(writing.session, period, today)):
            if place == _SILENT and period is past[-1]:
                continue
            _report(writing, vocabulary, random, sender, place if period is past[-1] else -1, counted)


def _counted(writing: Writing, period: Period, today: date) -> dict[By, Table]:
    """What the other practice records say: most reports agree with it, some do not."""
    board = expected(writing.session, period, today)
    keys = {
        By.ORGANISATION: [e.organisation_id for e in board if e.organisation_id is not None],
        By.UNIT: [e.unit_id for e in board if e.unit_id is not None],
    }
    return {by: table(writing.session, period, today, by, wanted) for by, wanted in keys.items()}


def _report(
    writing: Writing, words: Vocabulary, random: Random, sender: Expected, place: int, counted: Mapping[By, Table]
) -> None:
    late = place in _LATE
    came = sender.due_on + timedelta(days=random.randint(2, 9) if late else -random.randint(0, 6))
    number = f"{random.randint(12, 180)}/BC-{'MTTQ' if sender.unit_id else 'TC'}"
    values: dict[str, Any] = {
        "organisation_id": sender.organisation_id, "unit_id": sender.unit_id, "period": sender.period.code,
        "version": 1, "number": number, "day": came - timedelta(days=1), "due_on": sender.due_on,
        "received_on": came, "state": ReportState.ACCEPTED.value,
    }  # fmt: skip
    if place in _RETURNED:
        values |= {"state": ReportState.RETURNED.value, "returned_on": came + timedelta(days=2),
                   "returned_reason": _REASON}  # fmt: skip
    elif place in _WAITING:
        values["state"] = ReportState.RECEIVED.value
    report = keep(writing, checked(PERIODIC_REPORT, values, words), words)
    _insert(writing, ReportFigure, report, _figures(random, sender, counted))
    _insert(writing, ReportText, report, _texts(random, [t.key for t in topics(writing.session, sender.period)]))


def _figures(random: Random, sender: Expected, counted: Mapping[By, Table]) -> Iterator[dict[str, Any]]:
    by = By.UNIT if sender.unit_id is not None else By.ORGANISATION
    ranges = _DISTRICT if by is By.UNIT else _ORGANISATION
    order = list(BY_CODE)
    for code, span in ranges.items():
        if random.random() < 0.05:
            continue
        key = sender.unit_id if by is By.UNIT else sender.organisation_id
        found = counted[by].lines[code].at(key).counted.amount
        value = _value(random, span, found)
        state = FigureState.VALUE if value is not None else FigureState.NONE
        note = _REMARKS.get(code) if key and (key + order.index(code)) % _REMARKING == 0 else None
        yield {"indicator": code, "state": state.value, "value": value, "counted": found, "note": note,
               "position": order.index(code)}  # fmt: skip


def _value(random: Random, span: tuple[int, ...], found: Decimal | None) -> Decimal | None:
    """Mostly what records say, else an invented figure; now and then "không có"."""
    if found and random.random() < 0.8:
        return found
    low, high, *times = span
    value = random.randint(low, high)
    return None if value == 0 and random.random() < 0.5 else Decimal(value * (times[0] if times else 1))


def _texts(random: Random, contents: Sequence[str]) -> Iterator[dict[str, Any]]:
    told = _WORDS | dict(zip(contents, _ON_CONTENTS, strict=False))
    for position, (section, body) in enumerate(told.items()):
        if random.random() < 0.8:
            yield {"section": section, "body": body, "position": position}


def _insert(writing: Writing, record: type[ReportFigure] | type[ReportText], report: int, rows: Iterator[Any]) -> None:
    carried = {"revision": 1, "made_by": writing.act, "changed_by": writing.act, "folded": "", "report_id": report}
    if full := [carried | {"uid": new_uid()} | row for row in rows]:
        writing.session.execute(insert(record), full)
