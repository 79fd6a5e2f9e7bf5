"""The beginning of a text that has no room for all of it."""

_LONGEST_WORD = 16


def shortened(text: str, most: int, more: str = "…") -> str:
    """The text, or its beginning up to a blank and “…”; so many characters at most before that."""
    if len(text) <= most:
        return text
    cut = text[: most + 1]
    blank = max(cut.rfind(" "), cut.rfind("\n"))
    return cut[: blank if blank >= most - _LONGEST_WORD else most].rstrip(" \n,;:") + more
