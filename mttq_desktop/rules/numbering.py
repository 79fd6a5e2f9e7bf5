"""Numbers people cite: of petitions (per period) and of documents (Nghị định 30/2020)."""

from string import Formatter

from mttq_desktop.errors import Refused
from mttq_desktop.rules.period import Period


def petition_number(period: Period, n: int) -> str:
    """KN-2024-Q1-0031"""
    return f"KN-{period.code}-{n:04d}"


def document_number(pattern: str, n: int, **names: str) -> str:
    """05/BC-MTTQ-BTT from "{n}/BC-{body}"; numbers below 10 take a nought, unknown places are refused."""
    known = {"n": f"{n:02d}", **names}
    places = {place for _, place, _, _ in _parts(pattern) if place is not None}
    if unknown := sorted(places - known.keys()):
        raise _refusal(pattern, f"Chỗ trống {', '.join('{' + p + '}' for p in unknown)} chưa có giá trị.")
    return pattern.format_map(known)


def _parts(pattern: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(pattern))
    except ValueError:
        raise _refusal(pattern, "Dấu { } phải đi thành cặp.") from None


def _refusal(pattern: str, why: str) -> Refused:
    return Refused(f"Mẫu số văn bản “{pattern}” không dùng được: {why}", "Sửa mẫu số trong phần Thiết lập.")
