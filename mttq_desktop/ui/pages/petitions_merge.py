"""Merging chosen petitions: side by side, one stays, or they are judged to be different."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from mttq_desktop.services.petitions.merging import merge, not_same
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.act_dialog import ActDialog
from mttq_desktop.ui.pages.petitions_compare import CompareBoard, Compared
from mttq_desktop.ui.pages.petitions_words import short_number
from mttq_desktop.ui.pages.undoing import Work, noted

DIFFERENT = 2
"""What a comparison ends with when the two are judged to be different."""
_ABOUT = (
    "Chọn kiến nghị giữ lại; các kiến nghị kia gộp vào đó và được theo dõi, trả lời cùng. Bản gốc, số và nơi gửi của "
    "từng kiến nghị vẫn giữ; bỏ gộp lúc nào cũng được."
)


class MergeDialog(ActDialog):
    """Chosen petitions side by side."""

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        super().__init__(context, "Gộp kiến nghị trùng", _ABOUT, "Gộp", parent, 940)
        self.board = CompareBoard(context)
        self.board.changed.connect(self._tell)
        self.body.addWidget(self.board, 1)
        self.different = Button("Khác nhau", "Ctrl+D", act=self.judge_different)
        self.different.setToolTip("Ghi nhớ là khác nhau, không gợi ý gộp nữa")
        self.foot.insertWidget(0, self.different)
        self.resize(980, 520)
        self.board.show_ids(ids)
        self.strong.setDefault(True)
        self._tell()

    def _tell(self) -> None:
        self.name_strong(merge_words(self.board), bool(self.board.others))

    def work(self) -> Work | None:
        """Merge."""
        database, into, others = self.context.database, self.board.root, self.board.others
        said = f"Đã gộp {whole(len(others))} kiến nghị vào {self.board.number_of(into)}"

        def work() -> str:
            merge(database, into, others)
            return said

        return work

    def judge_different(self) -> None:
        """Remember that they differ."""
        database, ids = self.context.database, [t.id for t in self.board.texts]

        def work() -> str:
            not_same(database, *ids)
            return "Đã ghi nhớ là khác nhau, không gợi ý gộp nữa"

        self.doing.ask(noted(database, work), self._did, self.refuse)


def merge_words(board: CompareBoard) -> str:
    """ "Gộp 2 kiến nghị vào Q1-0031"."""
    return f"Gộp {whole(len(board.others))} kiến nghị vào {short_number(board.number_of(board.root))}"


class TypedCompareDialog(ActDialog):
    """What is being typed beside a stored petition; merging happens once the form is kept."""

    def __init__(self, context: Context, typed: Compared, stored: Compared, parent: QWidget) -> None:
        super().__init__(context, "So sánh với kiến nghị đã có", "", "Lưu và gộp vào", parent, 860)
        self.typed, self.stored = typed, stored
        self.board = CompareBoard(context, choosable=False)
        self.body.addWidget(self.board, 1)
        self.board.show_texts([typed, stored])
        self.different = Button("Khác nhau", "Ctrl+D", act=lambda: self.done(DIFFERENT))
        self.foot.insertWidget(0, self.different)
        self.name_strong(f"Lưu và gộp vào {short_number(stored.number)}")
        self.strong.setDefault(True)
        self.resize(880, 420)

    def try_it(self) -> None:
        """The form keeps and merges."""
        self.accept()
