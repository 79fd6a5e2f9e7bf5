"""Charts of the joint reports: which parts their bars have; captions are wording."""

from collections.abc import Mapping, Sequence

from mttq_desktop.word.model import Bar, Chart
from mttq_desktop.word.wording import Wording

HOUSEHOLDS = ("Đăng ký, đã thoát nghèo", "Đăng ký, chưa thoát nghèo")
PETITIONS = ("Đã trả lời", "Đã chuyển, còn trong hạn", "Quá hạn trả lời", "Chưa chuyển")
DIALOGUES = ("Ý kiến",)
REPORTS = ("Đúng hạn", "Chậm", "Chưa gửi, trả lại")
SERIES = {"households": HOUSEHOLDS, "petitions": PETITIONS, "dialogues": DIALOGUES, "reports": REPORTS}


def chart(
    name: str, bars: Sequence[Bar], wording: Wording, document: str, places: Mapping[str, str]
) -> tuple[Chart, ...]:
    """The chart of that name; none where nothing has a length, or where the office emptied its caption."""
    key = f"{document}.chart_{name}"
    caption = wording.text(key, places) if key in wording.phrases else ""
    return (Chart(caption, SERIES[name], tuple(bars)),) if caption and any(bar.length for bar in bars) else ()
