"""An invented joint report: of all, of the whole span, of one organisation."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mttq_desktop.word.joint.annexes import Annexes, FigureGroup, FigureLine, FigureTable, Sending, UnitTable
from mttq_desktop.word.joint.charts import chart
from mttq_desktop.word.joint.d01_report import UNKNOWN, Chapter, JointReport, Told, document
from mttq_desktop.word.model import Bar, Chart, Document, Figured
from mttq_desktop.word.wording import Wording
from tests.word.samples import OFFICE, SIGNER, issue, wording

DAY = date(2024, 7, 5)
PERIODS = {"D01": ("6 tháng đầu năm 2024", "6 tháng cuối năm 2024"), "D02": ("Giai đoạn 2020 - 2025",
           "Giai đoạn 2025 - 2030"), "D03": ("6 tháng đầu năm 2024", "6 tháng cuối năm 2024")}  # fmt: skip
BODIES = ("MTTQ", "LĐLĐ", "HND", "ĐTN", "HPN", "CCB")
CODES = tuple(name for name in wording().phrases["D01.figures_1"].places if name[:1] in "ABCDE" and name[1:2].isdigit())
PARTS = ("lead", "strengths", "weaknesses", "causes", "plan", "proposals", "rewards")
LINES = (
    FigureLine("Số công trình, phần việc", "công trình", ("9", "21", "16", "27", "16", "10", "99", "85", "+14")),
    FigureLine("Kinh phí vận động", "triệu đồng", ("1.384", "2.200,5", "", "3.517*", "0", "-", "12.043*", "", ""),
               "ĐTN: sổ đếm 3.217; báo cáo giấy số 12/BC-TĐTN\nLĐLĐ: gồm hiện vật quy đổi\nChưa báo cáo: HND"),
    FigureLine("Tỷ lệ thoát nghèo", "%", ("0", "71,43", "54,84", "-", "", "30,77", "59,77", "35,38", "+24,39")),
)


UNITS = UnitTable(
    ("Số hộ", "Số hội nghị"), (("Huyện Phú Ninh", "12*", "0"), ("Thành phố Tam Kỳ", "", "-")), ("12*", "0"),
    notes=("Số hộ, Huyện Phú Ninh: ghi 12, sổ đếm 10. Báo cáo giấy.",),
)


def figures(code: str, more: str = "") -> FigureTable:
    """Numbers, noughts, what does not apply and what was not reported."""
    remarked = replace(LINES[0], remark="LĐLĐ: có công trình làm chung" + more)
    groups = [FigureGroup("Cuộc vận động, phong trào thi đua", LINES), FigureGroup("Góp ý, đối thoại", (remarked,))]
    captions, silent = (*BODIES, "Tổng", "Cùng kỳ", "Tăng/\ngiảm"), ("HND", "CCB") if code == "D01" else ()
    return FigureTable(captions, groups, 6, "Tổ chức", marked=True, silent=silent)


def report(code: str, words: Wording, more: str = "") -> JointReport:
    """The whole report; of one organisation without districts and senders."""
    now, later = PERIODS[code]
    data = JointReport(
        code, issue("21/BC-MTTQ-BTT", DAY, "3F2A-91BC"), now, later, (), {c: Figured("12", c) for c in CODES},
        Annexes(
            figures(code, more), UNITS,
            (Sending("Hội Nông dân tỉnh" + more, "05/6/2024", "12/BC-HND", "Đúng hạn"),
             Sending("Huyện Nam Giang", "", "", "Chưa gửi")), (Bar("Tổ chức", (4, 1, 1)), Bar("Huyện", (15, 2, 1))),
        ),
        office={part: f"Đã triển khai {part}." + more for part in PARTS if part != "causes" and
                (part != "rewards" or code == "D02")},
        told={"part/II.2": (Told("Hội Nông dân tỉnh", "Đã tổ chức 12 buổi." + more), Told("Tỉnh đoàn", "Hai đợt."))},
        body="Hội Nông dân tỉnh" + more,
    )  # fmt: skip
    if code == "D03":
        signer = replace(SIGNER, authority=("TM. BAN THƯỜNG VỤ",))
        own = replace(OFFICE, superior=(), issuer=("HỘI NÔNG DÂN", "TỈNH QUẢNG NAM"), code="HND",
                      full_name="Hội Nông dân tỉnh Quảng Nam", signer=signer)  # fmt: skip
        data = replace(data, issue=replace(data.issue, office=own, number="12/BC-HND"), annexes=Annexes(figures(code)))
    return replace(data, chapters=chapters(drawn(code, words, data.places())))


def nothing(code: str, words: Wording) -> tuple[Document, Document]:
    """The report of which every figure is 0, and that of which none was reported."""
    data = report(code, words)
    noughts, gaps = (replace(data, figures=dict.fromkeys(CODES, said)) for said in ("0", UNKNOWN))
    return document(noughts, words), document(gaps, words)


def chapters(charts: Mapping[str, tuple[Chart, ...]]) -> tuple[Chapter, ...]:
    """The contents of the programme."""
    titles = ("Phối hợp thực hiện các cuộc vận động", "Thông tin, tuyên truyền", "Góp ý, đối thoại",
              "Giám sát và phản biện xã hội", "Phối hợp ở cấp huyện, cấp xã")  # fmt: skip
    return tuple(
        Chapter(title, (f"figures_{n}",), f"part/II.{n}", charts.get(letter, ()))
        for n, (title, letter) in enumerate(zip(titles, "ABCDE", strict=True), 1)
    )


def drawn(code: str, words: Wording, places: Mapping[str, str]) -> dict[str, tuple[Chart, ...]]:
    """One chart of each."""
    bars = {
        "A": ("households", (Bar("MTTQ", (0, 6)), Bar("HND", (17, 14)))),
        "B": ("petitions", (Bar("Kinh tế - Ngân sách", (513, 19, 30, 34)), Bar("Tư pháp", (50, 6, 3, 1)))),
        "C": ("dialogues", (Bar("Trả lời tại chỗ", (145,)), Bar("Đang giải quyết", (83,)))),
    }
    return {letter: chart(name, own, words, code, places) for letter, (name, own) in bars.items()}


def documents(words: Wording, more: str = "") -> dict[str, Document]:
    """One of each, by its code."""
    return {code: document(report(code, words, more), words) for code in PERIODS}


def bare(words: Wording) -> dict[str, Document]:
    """Nothing written, nothing reported."""
    empty = FigureTable(("Tổng",), (), 1)
    return {
        code: document(
            JointReport(code, issue("…/BC-MTTQ-BTT", None), now, later, chapters({}), dict.fromkeys(CODES, "không có"),
                        Annexes(empty), body="Tỉnh đoàn"), words,
        )
        for code, (now, later) in PERIODS.items()
    }  # fmt: skip
