"""Numbers with a word beside them for what is counted: 272 người, 3 bài, 250 m²."""

import re

from mttq_desktop.text.fold import tone_key

_ANYWHERE = re.compile(
    r"(-?\d[\d.,\s]*?)\s*(?:(?:lượt )?người|lượt|ý kiến|yk|kiến nghị|kn|đại biểu|hộ|(?:nhân )?khẩu|cuộc|đơn vị)\.?",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(-?\d[\d.,\s]*?)\s*([^\W\d].*)")
_WORD = re.compile(r"[^\W\d_]+²?")


def number_of(text: str, label: str) -> str:
    """The number alone where the words beside it are of those people count by, or of its field's own name.

    Any other word stays: 2 ha are no 2 m², 3 lớp are no people.
    """
    if (counted := _ANYWHERE.fullmatch(text)) is not None:
        return counted[1].strip()
    beside = _BESIDE.fullmatch(text)
    words = _words(beside[2]) if beside is not None else set()
    return beside[1].strip() if beside is not None and words and words <= _words(label) else text


def _words(text: str) -> set[str]:
    return set(_WORD.findall(tone_key(text).replace("m2", "m²")))
