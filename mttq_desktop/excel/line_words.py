"""Words by which totals, notes and signatures are known, tones and all: "Cần bổ sung" is no "Cán bộ"."""

import re
from collections.abc import Iterable

from mttq_desktop.text.fold import fold, tone_key

_TOKEN = re.compile(r"\w+")
_MOST = 5


class Openings:
    """The words a line may begin with; typed without tones they are known, too, but not with others."""

    def __init__(self, words: str) -> None:
        self._toned = {tone_key(w) for w in words.split("|")}
        self._plain = {fold(w) for w in words.split("|")}

    def begin(self, text: str) -> bool:
        """True when the text begins with some of these words."""
        return any(said in (self._plain if said.isascii() else self._toned) for said in _beginnings(text))


def tokens(text: str) -> list[str]:
    """The words of a text in their match form."""
    return _TOKEN.findall(tone_key(text))


def _beginnings(text: str) -> Iterable[str]:
    words = tokens(text)
    return (" ".join(words[:n]) for n in range(1, min(len(words), _MOST) + 1))


_TOTAL = Openings("tổng cộng|tổng số|tổng|cộng toàn|toàn huyện|toàn tỉnh|toàn thành phố|toàn xã")
_SUBTOTAL = Openings("cộng|tiểu cộng|tổng mục|tổng nhóm|tổng lĩnh vực|cộng mục")
_NOT_TOTAL = re.compile(
    r"(cong (an|tac|trinh|ty|doan|nghiep|chuc|nhan|bo|khai|nghe|dong|dan|bang|van)|tong (dai|hop|cuc|cong ty))\b"
)
_BARE = frozenset(fold("tổng cộng số toàn huyện tỉnh thành phố xã tiểu mục nhóm").split())
_NOTE = Openings("ghi chú|lưu ý|chú thích|chú ý|giải trình số liệu|số liệu tính đến|nguồn số liệu")
_SOURCE = re.compile(r"nguồn\s*[:(]")
_MARKED = re.compile(r"[^:.(–-]{0,25}[:.(–-]")
_SIGN = Openings(
    "nơi nhận|tm|kt|tl|tuq|người lập|lập biểu|người tổng hợp|kế toán|thủ trưởng|trưởng ban|chủ tịch|phó chủ tịch|"
    "bí thư|phó bí thư|xác nhận|thay mặt|ban thường trực|lưu vt|người báo cáo|cán bộ|ký tên|đã ký"
)
_FEW = 6


def names_total(label: str) -> bool:
    """Tổng cộng, Toàn huyện: the sum of everything above."""
    return _TOTAL.begin(label) or fold(label).startswith("tong cong ")


def names_sum(label: str) -> bool:
    """A total or the sum of a group; Cộng đồng and Tổng hợp are none."""
    return not _NOT_TOTAL.match(fold(label)) and (names_total(label) or _SUBTOTAL.begin(label))


def is_bare(label: str) -> bool:
    """True for a sum that says nothing else."""
    return all(fold(word) in _BARE for word in tokens(label))


def names_note(label: str, *, among_texts: bool) -> bool:
    """A note; where the records have their text only one that is marked as such: Ghi chú: …"""
    if _SOURCE.match(tone_key(label)):
        return True
    return _NOTE.begin(label) and not (among_texts and len(tokens(label)) > _FEW and not _MARKED.match(label))


def names_signature(label: str, *, among_texts: bool) -> bool:
    """Who signs; where the records have their text no whole sentence that begins like one."""
    return _SIGN.begin(label) and not (among_texts and not label.isupper() and len(tokens(label)) > _FEW)
