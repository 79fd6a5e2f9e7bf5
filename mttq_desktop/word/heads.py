"""The upper part of the first page: head, title, Kính gửi."""

from typing import Final

from mttq_desktop.text.dates import long
from mttq_desktop.word import styles
from mttq_desktop.word.metrics import broken, width
from mttq_desktop.word.model import Head, Pieced, Title, joined
from mttq_desktop.word.page import Block, Cell, Framed, Grid, Line, Rule, line
from mttq_desktop.word.styles import Style

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
LEFT_MM, RIGHT_MM = 75.0, 90.0
_TOGETHER: Final = 2
"""Blanks between the words that stand at the end of a title at least."""
MOTTO_MM: Final = 56.1
"""The motto's length at 13 pt bold, measured: its rule is as long as the text (II.1)."""


def head_grid(head: Head) -> Grid:
    """Issuing body, number and subject on the left; nation, motto, place and day on the right."""
    left: list[Line | Rule | Framed] = [line(styles.SUPERIOR, text) for text in head.superior]
    left += [line(styles.ISSUER, text) for text in head.issuer]
    left.append(Rule(_part_of_line(head.issuer[-1], styles.ISSUER, LEFT_MM), LEFT_MM))
    below = (Cell(_number_cell(head)), Cell((line(styles.PLACE_DAY, _place_day(head)),)))
    return Grid((LEFT_MM, RIGHT_MM), ((Cell(tuple(left)), Cell(_right(head.right))), below))


def _right(own: tuple[str, ...]) -> tuple[Line | Rule | Framed, ...]:
    """Nation and motto, or what a body writes in their place, its rule as long as its last line; stars stand for it."""
    if not own:
        return (line(styles.NATION, NATION), line(styles.MOTTO, MOTTO), Rule(MOTTO_MM, RIGHT_MM))
    lines = tuple(line(styles.MOTTO, text) for text in own)
    if not own[-1].strip("* "):
        return lines
    return (*lines, Rule(min(RIGHT_MM, width(own[-1], styles.MOTTO.size, bold=True)), RIGHT_MM))


def _number_cell(head: Head) -> tuple[Line | Rule | Framed, ...]:
    blocks: list[Line | Rule | Framed] = [line(styles.NUMBER, f"Số: {head.number}")]
    if head.subject:
        blocks.append(line(styles.SUBJECT_LETTER, head.subject))
    if head.urgency:
        text, width = head.urgency.value
        blocks.append(Framed(styles.URGENCY, text, width, LEFT_MM))
    return tuple(blocks)


def _place_day(head: Head) -> str:
    day = long(head.day) if head.day else "ngày      tháng      năm"
    return f"{head.place}, {day}"


def title_blocks(title: Title, within_mm: float) -> tuple[Block, ...]:
    """The kind of document, what it is about, and the rule below."""
    lines = [_no_word_alone(text, within_mm) for text in _lines(title.subject)]
    return (
        line(styles.TITLE, title.kind.upper()),
        *(line(styles.SUBJECT, text) for text in lines),
        Rule(_part_of_line(lines[-1] if lines else "", styles.SUBJECT, within_mm), within_mm),
    )


def _no_word_alone(text: str, within_mm: float) -> str:
    """A title whose last line would hold a word or two takes a third one down to them."""
    if isinstance(text, Pieced):
        return text
    *above, last = broken(text, within_mm, styles.SUBJECT.size, styles.SUBJECT.bold)
    alone = above and last.count(" ") < _TOGETHER
    return "\N{NO-BREAK SPACE}".join(text.rsplit(" ", _TOGETHER)) if alone else text


def _lines(text: str) -> list[str]:
    """Line by line; a text with figures is one line."""
    return [text] if isinstance(text, Pieced) else text.splitlines()


def addressee_blocks(addressees: tuple[str, ...]) -> tuple[Block, ...]:
    """One addressee on the line; several below each other under the colon (II.9.d)."""
    if not addressees:
        return ()
    if len(addressees) == 1:
        return (line(styles.ADDRESSEE, joined("Kính gửi: ", addressees[0])),)
    first = Line(styles.ADDRESSEES, line(styles.ADDRESSEES, "Kính gửi:").runs, keep_next=True)
    return (first, *(line(styles.ADDRESSEE_LINE, text) for text in dashed(addressees)))


def dashed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """ "- …;" for each, the last with a full stop."""
    bare = [text.strip().lstrip("-–").strip().rstrip(" ;.") for text in lines]
    return tuple(joined("- ", t, "." if i == len(bare) else ";") for i, t in enumerate(bare, 1))


def _part_of_line(text: str, style: Style, within_mm: float) -> float:
    """Two fifths of the last line as it is broken: between 1/3 and 1/2 of it (II.2, II.5)."""
    last = text.splitlines()[-1:]
    lines = broken(last[0], within_mm, style.size, style.bold) if last else [""]
    return 0.4 * min(within_mm, width(lines[-1], style.size, style.bold))
