"""Captions said in Vietnamese and in English: "Ngày / Date", "Date (Ngày)", or one below the other in the cell.

Only English words that head columns are left out, and only where they stand as a part by themselves, so that a
Vietnamese caption without tones stays whole.
"""

import re
from functools import cache

_WORDS = (
    "address age agency amount authority birth birthday budget category class code commune completed content contents "
    "cost count country date day deadline department description detail details district document email ethnicity "
    "female field file gender group hamlet household households id identity implementation index issue item items "
    "level list location male meeting member members mobile money month name names no note notes num number officer "
    "opinion order organisation organization participants people person petition petitioner phone place position "
    "proposal province quantity quarter receipt received recommendation reference remark remarks reply report "
    "representative resolution response result results sector sender serial sex signed source start status street "
    "subject sum summary tel telephone time title topic total type unit value village ward year"
)
_BETWEEN = "and|by|for|full|in|of|on|or|the|to"
_SEEN = frozenset(_WORDS.split())
_WORD = f"(?:{_WORDS.replace(' ', '|')})"
_ANY = f"(?:{_WORDS.replace(' ', '|')}|{_BETWEEN})"
_RUN = rf"(?:(?:{_BETWEEN})\s+)*{_WORD}\b(?:[\s.&'#]+{_ANY}\b)*\.?"
_PART = rf"[(\[]\s*{_RUN}\s*[)\]]|(?:^|[/|(\[]|\s-\s)\s*{_RUN}\s*(?=$|[/|)\](\[]|-\s)"
_END = rf"^{_RUN}\s+(?=\w)(?!{_ANY}\b)|\s+(?!no$){_RUN}$"
"""A lone "no" at the end may be a debt without its tones. Compiling takes 7 ms, and few workbooks need them."""
_EDGES = " /|-"
_LETTERS = re.compile(r"[a-z]+")


def in_vietnamese(key: str) -> str:
    """The Vietnamese part of a caption in its match form; one in English alone stays as it is."""
    if _SEEN.isdisjoint(_LETTERS.findall(key)) or key.rstrip(".") in _SEEN:
        return key
    part, end = _patterns()
    left = _bare(part.sub("", key))
    left = _bare(end.sub("", left)) or left
    return left or key


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_PART), re.compile(_END)


def _bare(text: str) -> str:
    """Without the marks that parted the two."""
    word = text.lstrip(_EDGES + ")]").rstrip(_EDGES + "([")
    if word.startswith(("(", "[")) and word.endswith((")", "]")):
        word = word[1:-1]
    return word.strip(_EDGES)
