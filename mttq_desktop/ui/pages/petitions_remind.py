"""Reminding late authorities, and telling senders the answers: one letter each, planned, shown, then sent."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QWidget

from mttq_desktop.errors import Refused
from mttq_desktop.queries import petitions as queries
from mttq_desktop.queries.listing import values as read_values
from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.petitions.feedback import PlannedNotice, plan_feedback
from mttq_desktop.services.petitions.reminding import PlannedReminder, plan_reminders
from mttq_desktop.services.reports.sending import Outgoing, reminding, telling
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import whole
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.letters_dialog import Head, Item, LettersDialog, typed_day
from mttq_desktop.ui.pages.petitions_words import short_number


class RemindDialog(LettersDialog[PlannedReminder]):
    """Letters of reminder for the late ones among the chosen petitions, or for everything that is late."""

    def __init__(self, context: Context, ids: Sequence[int] | None, parent: QWidget) -> None:
        super().__init__(context, "Đôn đốc cơ quan quá hạn trả lời", "", parent)
        with context.database.reading() as session:
            planned = plan_reminders(session, context.today(), ids=ids)
        if not planned:
            self.about.setText("Không có cơ quan nào quá hạn trả lời các kiến nghị đã chọn.")
            self.about.show()
        self.show_letters(planned)
        self.table.setFocus()

    def heads(self) -> Sequence[Head]:
        """Which rung of the ladder, how late, and the new day."""
        return (
            Head("Cơ quan", 280), Head("Lần", 56), Head("Kiến nghị", 86), Head("Trễ nhất", 96),
            Head("Số công văn", 150, _with_number), Head("Hạn mới", 110, _with_due),
        )  # fmt: skip

    def cells(self, letter: PlannedReminder) -> Sequence[str]:
        """One letter."""
        return (
            letter.authority, str(letter.times), whole(len(letter.petition_ids)),
            f"{max(x.days for x in letter.late)} ngày", letter.number or letter.proposed, short(letter.new_due_on),
        )  # fmt: skip

    def why(self, letter: PlannedReminder) -> tuple[str, Sequence[str]]:
        """What this rung means, and how the new day was counted."""
        return f"Vì sao hạn mới là {short(letter.new_due_on)}?", (letter.step.value, *letter.due_reason.splitlines())

    def items(self, letter: PlannedReminder) -> Sequence[Item]:
        """Late petitions, the latest first."""
        found = ((x.forwarding, x.words) for x in letter.late)
        return [Item(f.petition_id, f"{short_number(f.number)}  {words} · {f.content}") for f, words in found]

    def without(self, letter: PlannedReminder, left: frozenset[int]) -> PlannedReminder:
        """The letter with fewer petitions."""
        return replace(letter, late=tuple(x for x in letter.late if x.forwarding.petition_id not in left))

    def going(self, letters: Sequence[PlannedReminder]) -> Outgoing:
        """All authorities in one act."""
        return reminding(letters)

    def told(self, letters: Sequence[PlannedReminder]) -> str:
        """How many of what."""
        reminders = sum(len(letter.late) for letter in letters)
        return f"Đã đôn đốc {whole(len(letters))} cơ quan, {whole(reminders)} lượt kiến nghị"

    def say_strong(self) -> None:
        """Đôn đốc 5 cơ quan."""
        letters = self.chosen()
        self.name_strong(f"Đôn đốc {whole(len(letters))} cơ quan", bool(letters))


def _with_number(letter: PlannedReminder, text: str) -> PlannedReminder:
    return replace(letter, number=text.strip() or None)


def _with_due(letter: PlannedReminder, text: str) -> PlannedReminder:
    day = typed_day(text)
    if day < letter.day:
        raise Refused("Hạn mới trước ngày đôn đốc.", "Ghi một ngày sau ngày đôn đốc.")
    return letter if day == letter.new_due_on else letter.due(day)


class TellDialog(LettersDialog[PlannedNotice]):
    """Notices of answers to those who sent the chosen petitions, or to everybody who is to be told."""

    document_word = "thông báo"

    def __init__(self, context: Context, ids: Sequence[int] | None, parent: QWidget) -> None:
        self.contents: dict[int, str] = {}
        super().__init__(context, "Thông báo lại kết quả cho đơn vị kiến nghị", "", parent)
        planned = self._planned(ids)
        if not planned:
            self.about.setText("Các kiến nghị đã chọn chưa được trả lời đủ, hoặc đã thông báo rồi.")
            self.about.show()
        self.body.insertWidget(0, _remark("Ý kiến đã gộp được thông báo cùng kiến nghị gốc, mỗi nơi một văn bản."))
        self.show_letters(planned)
        self.table.setFocus()

    def _planned(self, ids: Sequence[int] | None) -> list[PlannedNotice]:
        context = self.context
        with context.database.reading() as session:
            notices = plan_feedback(session, context.today())
            wanted = None if ids is None else {u.id for u in queries.untold(session) if {u.id, u.root} & set(ids)}
            if wanted is not None:
                notices = tuple(_only(n, wanted) for n in notices)
            all_ids = [i for n in notices for i in n.petition_ids]
            rows = read_values(session, PETITION, all_ids, ("number", "content"))
        self.contents = {i: f"{short_number(number)}  {content}" for i, number, content in rows}
        return [n for n in notices if n.petition_ids]

    def heads(self) -> Sequence[Head]:
        """To whom, how many, number and day."""
        return (
            Head("Thông báo cho", 360), Head("Kiến nghị", 90), Head("Số thông báo", 170, _with_notice_number),
            Head("Ngày", 110, self._with_day),
        )  # fmt: skip

    def cells(self, letter: PlannedNotice) -> Sequence[str]:
        """One notice."""
        number = letter.number or letter.proposed
        return letter.addressee, whole(len(letter.petition_ids)), number, short(letter.day)

    def _with_day(self, letter: PlannedNotice, text: str) -> PlannedNotice:
        day = typed_day(text)
        if day > self.context.today():
            raise Refused("Ngày thông báo ở tương lai.", "Ghi ngày của văn bản.")
        return replace(letter, day=day)

    def why(self, letter: PlannedNotice) -> tuple[str, Sequence[str]]:
        """What the notice is."""
        return letter.addressee, ("Nhận kết quả trả lời của các cơ quan đối với kiến nghị của mình.",)

    def items(self, letter: PlannedNotice) -> Sequence[Item]:
        """Petitions told about."""
        return [Item(i, self.contents.get(i, "")) for i in letter.petition_ids]

    def without(self, letter: PlannedNotice, left: frozenset[int]) -> PlannedNotice:
        """The notice with fewer petitions."""
        return replace(letter, petition_ids=tuple(i for i in letter.petition_ids if i not in left))

    def going(self, letters: Sequence[PlannedNotice]) -> Outgoing:
        """All in one act."""
        return telling(letters)

    def told(self, letters: Sequence[PlannedNotice]) -> str:
        """Of how many to how many."""
        petitions = {i for letter in letters for i in letter.petition_ids}
        return f"Đã thông báo kết quả {whole(len(petitions))} kiến nghị cho {whole(len(letters))} nơi"

    def say_strong(self) -> None:
        """Thông báo cho 4 nơi."""
        letters = self.chosen()
        self.name_strong(f"Thông báo cho {whole(len(letters))} nơi", bool(letters))


def _only(notice: PlannedNotice, wanted: set[int]) -> PlannedNotice:
    return replace(notice, petition_ids=tuple(i for i in notice.petition_ids if i in wanted))


def _with_notice_number(letter: PlannedNotice, text: str) -> PlannedNotice:
    return replace(letter, number=text.strip() or None)


def _remark(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label
