"""What is said above the rows of a file: what it asks, what writing it did, what should be looked at."""

from functools import partial

from PySide6.QtCore import Signal

from mttq_desktop.ui.pages.importing_state import SEVERAL, Loaded, Stage
from mttq_desktop.ui.pages.importing_words import asked_words, further, several_words, written_words
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.banner import Banner

OF_COLUMNS = ("missing_column", "unknown_column", "guessed_column")
"""Problems that the dialog of the columns settles."""


class FileBanner(Banner):
    """`answered` carries a question and the value of its answer; the other signals ask for what settles it."""

    answered = Signal(object, str)
    sender_asked = Signal()
    columns_asked = Signal()
    others_asked = Signal()
    again_asked = Signal()

    def tell_of(self, loaded: Loaded) -> None:
        """As the file stands."""
        if loaded.stage is Stage.ASKING:
            self._tell_questions(loaded)
        elif loaded.stage is Stage.WRITTEN:
            others = ("Nhập trang còn lại", self.others_asked.emit) if loaded.left else ()
            self.tell(*written_words(loaded), Tone.DONE, *others)
        elif loaded.stage is Stage.UNDONE:
            words = "Các dòng của tệp không còn trong sổ. Muốn nhập lại thì đọc lại tệp."
            self.tell("Đã hoàn tác lần nhập tệp này.", words, Tone.PLAIN, "Đọc lại tệp", self.again_asked.emit)
        elif loaded.warnings and loaded.stage is Stage.READY:
            self._tell_warnings(loaded)
        else:
            self.clear()

    def _tell_questions(self, loaded: Loaded) -> None:
        """The first thing that only a person may say; the others follow once it is answered."""
        first, *others = loaded.questions
        more = " ".join(p.message for p in others)
        if first.code == SEVERAL:
            self.tell(*several_words(loaded), Tone.SOON)
        elif (asked := loaded.asked) is not None:
            known = [(a.label, partial(self.answered.emit, asked, a.value)) for a in asked.answers]
            self.ask(asked.asks, asked_words(asked, len(others)), [*known, ("Chọn khác…", self.sender_asked.emit)])
        elif first.code in OF_COLUMNS:
            self.tell(first.message, more, Tone.SOON, "Xem các cột…", self.columns_asked.emit)
        else:
            self.tell(first.message, more, Tone.SOON, "Chọn loại, nơi gửi, kỳ…", self.sender_asked.emit)

    def _tell_warnings(self, loaded: Loaded) -> None:
        first, *others = loaded.warnings
        act = ("Xem các cột…", self.columns_asked.emit) if any(p.code in OF_COLUMNS for p in loaded.warnings) else ()
        self.tell(first.message, further(others), Tone.SOON, *act)
