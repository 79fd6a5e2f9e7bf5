"""What a file's banner says of its warnings, and of what writing it did."""

from collections.abc import Sequence

from mttq_desktop.errors import Problem
from mttq_desktop.services.importing import OUTCOME_LABELS, Outcome
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.pages.importing_state import Loaded

_TOLD = 3


def further(warnings: Sequence[Problem]) -> str:
    """Some more warnings, and how many there are beside."""
    told = " ".join(p.message for p in warnings[:_TOLD])
    left = len(warnings) - _TOLD
    return f"{told} Còn {left} điều nữa." if left > 0 else told


def written_words(loaded: Loaded) -> tuple[str, str]:
    """What was written, with which numbers, and what became of the file's rows."""
    result = loaded.result
    assert result is not None
    if result.act is None:
        return "Không có gì mới để ghi.", "Mọi dòng tốt của tệp đã có trong sổ."
    of_file = dict(result.counts) | {Outcome.SKIPPED.value: loaded.counts()[Outcome.SKIPPED]}
    counts = ", ".join(f"{OUTCOME_LABELS[o].lower()} {of_file[o.value]}" for o in Outcome if of_file.get(o.value))
    numbers = f" Số từ {result.first_number} đến {result.last_number}." if result.first_number else ""
    merged = f" Đã gộp {whole(result.merged)} kiến nghị gần giống." if result.merged else ""
    return f"Đã ghi vào sổ, lần nhập số {result.batch}.{numbers}{merged}", f"Các dòng của tệp: {counts}."
