"""What kind of line a row is: data, group, total, note, signature … Every line gets exactly one answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_desktop.excel.captions import Known, caption_text
from mttq_desktop.excel.cleaning import is_blank
from mttq_desktop.excel.header import Header, is_header, repeats
from mttq_desktop.excel.line_words import is_bare, names_note, names_signature, names_sum, names_total, tokens
from mttq_desktop.text.fold import clean, fold

DATA, GROUP, TOTAL, SUBTOTAL, NOTE, SIGNATURE, BLANK, REPEAT, LONE, TABLE = (
    "data", "group", "total", "subtotal", "note", "signature", "blank", "header", "lone", "table",
)  # fmt: skip
"""TABLE is the header of another table below this one."""
_PLACE_AND_DAY = re.compile(r".{0,40}\bngay .{1,12} thang .{1,12} nam \d{4}$")
_ROMAN = re.compile(r"(?:[IVXL]+|[A-HĐ]|\d+(?:\.\d+)*)[.)]?$")
_LONG = 80
_DIGIT = re.compile(r"\d")
_CAPTION, _FEWEST = 60, 3
_SUM_LETTERS = frozenset("tTcC")
_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}")
_SENTENCE, _NAME = 6, 40
"""Words above which a text is no label, letters above which it is no name of who signs."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as the classifier sees it: how many of its cells are fields, and whether it has a running number.

    `alone` is the column of a text that stands by itself where the records have theirs, and does not look like a
    heading; `wordy` tells a text of theirs that is longer than any name below a signature.
    """

    kind: str
    label: str = ""
    filled: int = 0
    running: bool = False
    alone: int | None = None
    wordy: bool = False


class Classifier:
    """Knows one table's header and which columns hold fields.

    `choices` are folded words of code lists that a row may name: an indicator "Tổng trị giá hỗ trợ" is no total.
    """

    def __init__(
        self, header: Header, ordinal: int | None, places: frozenset[int], prose: frozenset[int], known: Known,
        choices: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self._header, self._ordinal, self._places, self._prose = header, ordinal, places, prose
        self._known, self._choices = known, choices
        self._in_order = sorted(places)
        self._captions = {word: True for path in header.paths.values() for word in path}

    def row(self, cells: Sequence[object]) -> Seen:
        """The kind of one row below the header."""
        if self.is_plainly_data(cells):
            return Seen(DATA, "", 3)
        filled = [(c, cell) for c, cell in enumerate(cells) if cell != "" and not is_blank(cell)]
        if not filled:
            return Seen(BLANK)
        fields = sum(1 for c, _ in filled if c in self._places)
        label = _label(filled, self._ordinal)
        folded = fold(label) if len(label) <= _LONG and (fields < 3 or label[:1] in _SUM_LETTERS) else ""
        if folded and folded not in self._choices and _is_sum(label, filled) and not self._is_record(label, filled):
            return Seen(TOTAL if names_total(label) else SUBTOTAL, label, fields)
        if fields >= 3 or (label and self._is_caption(label)):
            kind = self._header_or_data(cells, label)
            if fields >= 3 or kind in (TABLE, REPEAT):
                return Seen(kind, label, fields)
        return self._sparse(filled, fields, label, folded)

    def _is_record(self, label: str, filled: Sequence[tuple[int, object]]) -> bool:
        """True for a row whose text only begins like a total: it has a running number or a day, or says a sentence."""
        number = next((cell for c, cell in filled if c == self._ordinal), None)
        if any(map(_is_day, (cell for _, cell in filled))) or (_running(number) and not is_bare(label)):
            return True
        texts = [c for c, _ in filled if c != self._ordinal]
        return len(texts) == 1 and texts[0] in self._prose and len(tokens(label)) > _SENTENCE and ":" not in label

    def _header_or_data(self, cells: Sequence[object], label: str) -> str:
        if not self._is_caption(label):
            return DATA
        if repeats(cells, self._header):
            return REPEAT
        if self._known.is_ordinal(label) and len(words_of(cells)) >= _FEWEST:
            return TABLE  # of whatever kind: no data row begins with STT
        return TABLE if is_header(cells, self._known) else DATA

    def _is_caption(self, text: str) -> bool:
        """True for a caption of this table, or of any like it; short texts repeat, so each is looked up once."""
        found = self._captions.get(text)
        if found is None and (len(text) > _CAPTION or _DIGIT.search(text)):
            return False  # numbers of the sender's own differ in every row
        if found is None:
            found = self._captions[text] = self._known.knows(caption_text(text))
        return found

    def is_plainly_data(self, cells: Sequence[object]) -> bool:
        """Three fields filled and a first text that can be no total and no caption: nearly every row."""
        fields, width = 0, len(cells)
        for c in self._in_order:
            cell = cells[c] if c < width else ""
            if cell not in ("", None) and (not isinstance(cell, str) or cell[0].isalnum() or not is_blank(cell)):
                fields += 1
                if fields == 3:
                    return self._begins_plainly(cells)
        return False

    def _begins_plainly(self, cells: Sequence[object]) -> bool:
        for c, cell in enumerate(cells):
            if isinstance(cell, str) and cell and not (c == self._ordinal and _ROMAN.match(clean(cell))):
                first = cell[0]
                return first.isalnum() and first not in _SUM_LETTERS and not self._is_caption(cell)
        return True

    def _sparse(self, filled: Sequence[tuple[int, object]], fields: int, label: str, folded: str) -> Seen:
        """Rows with at most two fields: headings, notes, signatures, or data with much missing."""
        number = next((cell for c, cell in filled if c == self._ordinal), None)
        among = next((c in self._prose for c, _ in filled if c != self._ordinal), False)
        wordy = any(c in self._prose and _is_wordy(cell) for c, cell in filled)
        if _running(number) and fields >= 1:
            return Seen(DATA, label, fields, running=True)
        if len(filled) <= 2 and names_note(label[:_LONG], among_texts=among):
            return Seen(NOTE, label, fields)
        if names_signature(label[:_LONG], among_texts=among) or _PLACE_AND_DAY.match(folded or fold(label[:_LONG])):
            return Seen(SIGNATURE, label, fields)
        if fields >= 2 and (number is None or not _roman(number)):
            return Seen(DATA, label, fields, wordy=wordy)
        if fields == 1 and number is None and len(label) > _LONG and filled[0][0] in self._prose:
            return Seen(DATA, label, fields)
        heads = label.isupper() or _ROMAN.match(label.partition(" ")[0]) is not None
        alone = filled[0][0] if fields == len(filled) == 1 and not heads else None
        return Seen(LONE, label, fields, alone=alone if alone in self._prose else None)


def words_of(cells: Sequence[object]) -> list[str]:
    """The texts of a row."""
    return [c for c in cells if isinstance(c, str) and not is_blank(c)]


def is_sum(cells: Sequence[object]) -> bool:
    """True for a total or sub-total line, whatever its columns hold."""
    filled = [(c, cell) for c, cell in enumerate(cells) if cell != "" and not is_blank(cell)]
    label = _label(filled, None)
    return label[:1] in _SUM_LETTERS and len(label) <= _LONG and _is_sum(label, filled)


def _label(filled: Sequence[tuple[int, object]], ordinal: int | None) -> str:
    """The first text that is no running number."""
    for c, cell in filled:
        if isinstance(cell, str) and not (c == ordinal and _ROMAN.match(clean(cell))):
            return clean(cell)
    return ""


def _is_sum(label: str, filled: Sequence[tuple[int, object]]) -> bool:
    """A total names itself first and holds little beside numbers."""
    if not names_sum(label):
        return False
    texts = [cell for _, cell in filled if isinstance(cell, str) and not _numeric(cell)]
    return len(texts) <= 2


def _is_day(cell: object) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and _DAY.fullmatch(clean(cell)) is not None)


def _is_wordy(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) > _NAME and not cell.isupper()


def _numeric(text: str) -> bool:
    return clean(text).replace(".", "").replace(",", "").isdecimal()


def _roman(cell: object) -> bool:
    text = clean(str(cell))
    return bool(_ROMAN.match(text)) and not text[:1].isdigit()


def _running(cell: object) -> bool:
    """A running number of a data row: 12, "12", not "II" and not "1.1"."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return True
    return isinstance(cell, str) and clean(cell).isdecimal()
