"""What is said of a file's warnings, of what writing it did, and of an earlier import."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mttq_desktop.errors import Problem
from mttq_desktop.records.office import ImportBatch
from mttq_desktop.services.importing import OUTCOME_LABELS, Outcome, Question
from mttq_desktop.services.tables import IMPORTABLE
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.pages.importing_state import Loaded

_TOLD = 3


def quiet_words() -> QLabel:
    """A place for words that may be long, to be read and copied."""
    label = QLabel()
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def further(warnings: Sequence[Problem]) -> str:
    """Some more warnings, and how many there are beside."""
    told = " ".join(p.message for p in warnings[:_TOLD])
    left = len(warnings) - _TOLD
    return f"{told} Còn {left} điều nữa." if left > 0 else told


def asked_words(question: Question, others: int) -> str:
    """What speaks for each answer, a line each, and that more is to be answered."""
    lines = [f"{a.told[:1].upper()}{a.told[1:]}." for a in question.answers if a.evidence]
    more = [f"Còn {whole(others)} điều cần trả lời nữa."] if others else []
    return "\n".join([*lines, *more])


def several_words(loaded: Loaded) -> tuple[str, str]:
    """Which sheets of data a file still has, and how one of them is chosen."""
    left = [name for name in loaded.several if name not in loaded.preview.earlier_sheets]
    names = ", ".join(f"“{name}”" for name in left)
    still = "còn" if len(left) < len(loaded.several) else "có"
    return (
        f"Tệp {still} {len(left)} trang dữ liệu, có thể lặp lại nhau. Nhập trang nào trước?",
        f"{names}: bấm tên trang ở hàng “Nhập trang” bên dưới; ghi xong thì nhập tiếp được trang còn lại.",
    )


def written_words(loaded: Loaded) -> tuple[str, str]:
    """What was written, with which numbers, and what became of the file's rows."""
    result = loaded.result
    assert result is not None
    if result.act is None:
        return "Không có gì mới để ghi.", "Mọi dòng tốt của tệp đã có trong sổ."
    of_file = dict(result.counts) | {Outcome.SKIPPED.value: loaded.counts()[Outcome.SKIPPED]}
    counts = _counted(of_file)
    numbers = _numbers(result.first_number, result.last_number)
    merged = f" Đã gộp {whole(result.merged)} kiến nghị gần giống." if result.merged else ""
    return f"Đã ghi vào sổ, lần nhập số {result.batch}.{numbers}{merged}", f"Các dòng của tệp: {counts}."


def _numbers(first: str, last: str) -> str:
    if not first:
        return ""
    return f" Số {first}." if first == last else f" Số từ {first} đến {last}."


def batch_words(batch: ImportBatch, who: str) -> str:
    """An import in full: who, when, of which file, what became of its rows, how its columns were understood."""
    counts = json.loads(batch.counts)
    undone = f" Đã hoàn tác {batch.undone_on:%d/%m/%Y %H:%M}." if batch.undone_on else ""
    head = f"Lần nhập số {batch.id}: {who or 'không rõ ai'} nhập lúc {batch.at:%d/%m/%Y %H:%M}.{undone}"
    mark = " ".join(batch.sha256[i : i + 16] for i in range(0, len(batch.sha256), 16))
    file = f"Tệp {whole(batch.size)} byte, mã SHA-256 {mark}."
    rows = f"Các dòng: {_counted(counts)}; đã ghi {whole(counts.get('written', 0) + counts.get('changed_written', 0))}."
    return "\n".join([head, file, rows, *_understood(batch)])


def _understood(batch: ImportBatch) -> Iterator[str]:
    kind = next((k for k in IMPORTABLE if k.name == batch.kind), None)
    for sheet, told in json.loads(batch.mapping).items():
        places: Mapping[str, int] = told["places"]
        columns = {n: told["columns"][n] for n in sorted(told["columns"], key=lambda n: places.get(n, 0))}
        labels = {n: kind.field(n).label if kind is not None and n in kind.shown else n for n in columns}
        known = (f"“{caption}” là {labels[n]}" for n, caption in columns.items() if caption != labels[n])
        yield f"Trang “{sheet}”: {', '.join(known) or 'tên cột như trong mẫu'}."


def _counted(counts: Mapping[str, Any]) -> str:
    return ", ".join(f"{OUTCOME_LABELS[o].lower()} {whole(counts[o.value])}" for o in Outcome if counts.get(o.value))
