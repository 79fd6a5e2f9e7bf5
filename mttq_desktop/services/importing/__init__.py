"""Taking in workbooks: look, decide, write, undo; and who has sent what."""

from mttq_desktop.excel.asking import KIND, Question
from mttq_desktop.excel.places import letters as column_letters
from mttq_desktop.excel.spec import Hints, Limits
from mttq_desktop.services.importing.as_json import as_json
from mttq_desktop.services.importing.board import SENDING_LABELS, BoardLine, Sending, board
from mttq_desktop.services.importing.filling import empty_again, fill_from_above, may_be_filled
from mttq_desktop.services.importing.model import (
    OUTCOME_LABELS,
    REASON_LABELS,
    Choices,
    FilePreview,
    Result,
    SheetPreview,
    Undone,
)
from mttq_desktop.services.importing.near import is_unsearched, look_for_likes
from mttq_desktop.services.importing.previewing import blocking, hints_for, preview
from mttq_desktop.services.importing.readers import Readers
from mttq_desktop.services.importing.rechecking import clear_blanks, recheck, remap, resettle, teach
from mttq_desktop.services.importing.row import LIKELY, Brief, Outcome, RowPreview, is_notice
from mttq_desktop.services.importing.rows import Places, Rows
from mttq_desktop.services.importing.seen import Seen
from mttq_desktop.services.importing.undoing import undo
from mttq_desktop.services.importing.writing import write

__all__ = [
    "KIND", "LIKELY", "OUTCOME_LABELS", "REASON_LABELS", "SENDING_LABELS", "BoardLine", "Brief", "Choices",
    "FilePreview", "Hints", "Limits", "Outcome", "Places", "Question", "Readers", "Result", "RowPreview", "Rows",
    "Seen", "Sending", "SheetPreview", "Undone", "as_json", "blocking", "board", "clear_blanks", "column_letters",
    "empty_again", "fill_from_above", "hints_for", "is_notice", "is_unsearched", "look_for_likes", "may_be_filled",
    "preview", "recheck", "remap", "resettle", "teach", "undo", "write",
]  # fmt: skip
