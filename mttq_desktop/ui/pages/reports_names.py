"""What documents are called on the page of reports and on the disk, and what is read for one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mttq_desktop.rules.period import Period
from mttq_desktop.services.reports import Drawn, ReportKind
from mttq_desktop.text.names import safe_file_name
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.pages.reports_figures import Amount
from mttq_desktop.ui.pages.reports_issued import Printed

_SHORT = {"D04": "Báo cáo", "D05": "Chuyển", "D06": "Đôn đốc", "D06K": "Đôn đốc GS, PB", "D07": "Thông báo",
          "D08": "Giám sát", "D01": "6 tháng, năm", "D02": "Tổng kết", "D03": "Từng tổ chức",
          "D11": "Kế hoạch GS, PB"}  # fmt: skip
BY_UNITS = ("D01", "D02", "D04")
"""Documents with a table by unit."""


@dataclass(frozen=True)
class Found:
    """Everything that is read for one document and period."""

    drawn: tuple[Drawn, ...]
    before: Mapping[str, Amount]
    printed: Printed


def pill_of(kind: ReportKind) -> str:
    """The code and a short name."""
    return f"{kind.code}  {_SHORT.get(kind.code, kind.title)}"


def item_of(drawn: Drawn) -> str:
    """One of several documents by its number and to whom it goes, or whose it is."""
    number = drawn.number or ("(dự thảo)" if drawn.draft else "(chưa có số)")
    return f"{number} · {drawn.to or drawn.name}"


def told_of(kind: ReportKind, drawn: Sequence[Drawn]) -> str:
    """How many there are, and whether they were issued."""
    drafts, each = sum(d.draft for d in drawn), "tổ chức" if kind.record else "nơi nhận"
    done = "Đã giữ tệp và số liệu; tổ chức nào ký thì cho số." if kind.record else "Đã ghi sổ, có số và ngày."
    words = f"{whole(drafts)} dự thảo chưa có số." if drafts else done
    return f"{whole(len(drawn))} văn bản, mỗi {each} một tệp. {words}"


def file_name(kind: ReportKind, period: Period) -> str:
    """The name of the file, without its suffix."""
    title = kind.title.partition(" (")[0]
    return safe_file_name(f"{kind.code} {title} {period.label}")
