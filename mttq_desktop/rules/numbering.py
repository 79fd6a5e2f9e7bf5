"""Numbers people cite: of petitions (per period) and of documents (Nghị định 30/2020)."""

import re

from mttq_desktop.errors import Refused
from mttq_desktop.rules.period import Period

_PLACE = re.compile(r"\{(\w+)\}")


def petition_number(period: Period, n: int) -> str:
    """KN-2024-Q1-0031"""
    return f"KN-{period.code}-{n:04d}"


def document_number(pattern: str, n: int, **names: str) -> str:
    """05/BC-MTTQ-BTT from "{n}/BC-{body}"; numbers below 10 take a nought, unknown places are refused."""
    known = {"n": f"{n:02d}", **names}
    unknown = sorted(set(_PLACE.findall(pattern)) - known.keys())
    if unknown:
        raise _refusal(pattern, f"chỗ trống {', '.join('{' + p + '}' for p in unknown)} chưa có giá trị.")
    if set(_PLACE.sub("", pattern)) & {"{", "}"}:
        raise _refusal(pattern, "dấu { } phải đi thành cặp quanh tên một chỗ trống.")
    return _PLACE.sub(lambda found: known[found[1]], pattern)


def _refusal(pattern: str, why: str) -> Refused:
    return Refused(f"Mẫu số văn bản “{pattern}” không dùng được: {why}", "Sửa mẫu số trong phần Thiết lập.")
