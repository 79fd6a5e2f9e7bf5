"""Taking imports back: a file, or all that were just written, after a question that says what goes and what stays."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from mttq_desktop.services.importing import Undone, undo
from mttq_desktop.services.work import Progress
from mttq_desktop.store.database import Database
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.pages.importing_state import Loaded
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

Batch = tuple[int, str]
"""An import: its number, and the name of its file."""
_WORDS = (
    "Các hồ sơ {tệp} đưa vào sẽ được bỏ, các thay đổi được trả về như trước. "
    "Hồ sơ đã được sửa hoặc đã chuyển cơ quan sau khi nhập thì giữ lại."
)


def written(loaded: Loaded | None) -> tuple[Batch, ...]:
    """The import a file on the page was written by; none for one that was not."""
    if loaded is None or loaded.undone or loaded.result is None or loaded.result.batch is None:
        return ()
    return ((loaded.result.batch, loaded.path.name),)


def agreed(parent: QWidget, batches: Sequence[Batch]) -> bool:
    """Ask before these are taken back."""
    one = len(batches) == 1
    title = f"Hoàn tác lần nhập “{batches[0][1]}”?" if one else f"Hoàn tác lần nhập {whole(len(batches))} tệp?"
    return ConfirmDialog.ask(parent, title, _WORDS.format(tệp="tệp này" if one else "các tệp này"), "Hoàn tác")


def taking_back(database: Database, batches: Sequence[Batch]) -> Callable[[Progress], Undone]:
    """The work of taking them back, the last one first; a workbook compared with an earlier one goes before it."""

    def work(progress: Progress) -> Undone:
        done = Undone(0)
        for batch, name in reversed(batches):
            progress.report(0, None, f"Đang hoàn tác “{name}”")
            done += undo(database, batch, progress)
        return done

    return work
