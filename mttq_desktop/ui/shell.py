"""What pages may ask of the window: open a record, show a page, say something, take the last act back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from mttq_desktop.errors import Trouble
from mttq_desktop.ui import entries
from mttq_desktop.ui.frame import MainWindow

if TYPE_CHECKING:
    from mttq_desktop.records.kind import Kind
    from mttq_desktop.ui.widgets.dialogs import ConfirmDialog



class OfficeWindow(MainWindow):
    """The frame; while the data file is not open, a page asked for is only remembered."""

    ready = False

    def open_page(self, key: str, remember: bool = True) -> bool:
        """Bring a page to the front once there is a data file to fill it."""
        if not self.ready:
            self._wanted = key
            return True
        return super().open_page(key, remember)

    def let_in(self) -> None:
        """The data file is open; the page wanted last comes."""
        self.ready = True
        self.open_page(self._wanted, remember=False)


class OfficeShell:
    """The window as pages see it (`context.Shell`)."""

    def __init__(self, window: OfficeWindow) -> None:
        self.window = window
        self._undo: Callable[[], object] | None = None
        self.told: ConfirmDialog | None = None

    def open_record(self, kind: "Kind[Any]", record_id: int, among: Sequence[int] = ()) -> None:
        """Show one record on the page of its kind."""
        self.show_page(entries.page_of(kind.name), kind=kind, record=record_id, among=among)

    def show_page(self, key: str, **args: object) -> None:
        """Bring a page to the front; with `args` its `go(**args)` is called."""
        if self.window.open_page(key) and args:
            go = getattr(self.window.page(key), "go", None)
            if go is not None:
                go(**args)

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A short message; its undo also waits behind Ctrl+Z until the next message."""
        self._undo = undo
        self.window.toast(text, self.take_back if undo else None)

    def take_back(self) -> bool:
        """Undo the last act that offered it, once; False when none does. Who says no to its question may ask again."""
        act, self._undo = self._undo, None
        if act is None:
            return False
        try:
            if act() is False:
                self._undo = act
        except Trouble as trouble:
            self.explain(trouble)
        return True

    def explain(self, trouble: Trouble) -> None:
        """What happened, why and what to do; the window goes on below."""
        from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

        dialog = ConfirmDialog(trouble.message, trouble.advice, "Đã hiểu", harmless=True, parent=self.window)
        dialog.setWindowTitle("MTTQ Desktop")
        dialog.keep_button.hide()
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.told = dialog
