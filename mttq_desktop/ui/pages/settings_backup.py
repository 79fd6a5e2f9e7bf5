"""Copies: when the last ones were made, making one, putting one back with a look inside first, checking."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.services import autobackup
from mttq_desktop.services.autobackup import Copy
from mttq_desktop.services.backup import counted, look_into
from mttq_desktop.services.work import Progress
from mttq_desktop.store.backup import Health, check_file, check_ours
from mttq_desktop.text.numbers import decimal
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.icons import Icon
from mttq_desktop.ui.keeper import Keeper
from mttq_desktop.ui.pages.sections import scrolled
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.times import ago
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.card import Card, StatTile
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog, choose_files, choose_save

COPIES = (("Bản sao lưu", "*.sqlite3 *.mttq"),)
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Look:
    """What a copy holds and what the open data file holds, before one takes the other's place."""

    source: Path
    copy: Health
    present: Health


class BackupPart(QWidget):
    """Tiles for the two places, acts below them, the copies there are."""

    def __init__(self, context: Context, keeper: Keeper, now: Callable[[], datetime] = datetime.now) -> None:
        super().__init__()
        self.context, self.keeper, self._now = context, keeper, now
        self.banner = Banner()
        self.own = StatTile("Bản sao trên máy này")
        self.stick = StatTile("Bản sao trên USB hoặc thư mục chung")
        tiles = QGridLayout()
        tiles.setSpacing(12)
        tiles.addWidget(self.own, 0, 0)
        tiles.addWidget(self.stick, 0, 1)
        box = QWidget()
        box.setLayout(tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        column.addWidget(scrolled(box, self._acts(), self._copies(), self._checking()))
        self.refresh()

    def _acts(self) -> Card:
        self.stick_button = Button("Chép ra USB…", strong=True, icon=Icon.USB, act=self.copy_to_stick)
        self.now_button = Button("Sao lưu ngay", icon=Icon.BACKUP, act=self.copy_now)
        words = _quiet(
            "Chương trình tự sao lưu khi đóng, nếu có gì đã đổi. Máy hỏng thì bản trên máy cũng mất: "
            "hãy chép ra USB mỗi tuần và cất USB ở chỗ khác."
        )
        card = Card("Sao lưu")
        card.add(words)
        card.add(_row(self.stick_button, self.now_button))
        return card

    def _copies(self) -> Card:
        self.restore_button = Button("Phục hồi bản đã chọn…", act=self.restore_chosen)
        self.list = QListWidget()
        self.list.setAccessibleName("Các bản sao trên máy này")
        self.list.setFixedHeight(196)
        self.list.itemActivated.connect(lambda _: self.restore_chosen())
        self.list.itemSelectionChanged.connect(lambda: self.restore_button.setEnabled(bool(self.list.selectedItems())))
        self.file_button = Button("Phục hồi từ tệp khác…", act=self.restore_from_file)
        card = Card("Phục hồi", "xem bên trong trước, sổ đang dùng được giữ lại một bản")
        card.add(self.list)
        card.add(_row(self.restore_button, self.file_button))
        self.restore_button.setEnabled(False)
        return card

    def _checking(self) -> Card:
        self.check_button = Button("Kiểm tra sổ", icon=Icon.SAFE, act=self.check)
        card = Card("Kiểm tra")
        card.add(_quiet("Đọc lại toàn bộ tệp dữ liệu, tìm chỗ hỏng và đếm hồ sơ. Không đổi gì trong sổ."))
        card.add(_row(self.check_button))
        return card

    # ── what is shown ────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Copies as they are now."""
        settings, now = self.context.settings, self._now()
        there = autobackup.copies(autobackup.folder_of(self.context.database))
        self.own.tell(_first(ago(settings.last_backup, now)), f"{len(there)} bản đang giữ", _tone(settings.last_backup))
        late = settings.last_usb_copy is None or (now - settings.last_usb_copy).days >= 7
        remark = "nên chép mỗi tuần một lần" if late else "đã chép trong tuần"
        self.stick.tell(_first(ago(settings.last_usb_copy, now)), remark, Tone.SOON if late else Tone.DONE)
        self.list.clear()
        for copy in there[:_SHOWN]:
            item = QListWidgetItem(f"{copy.at:%d/%m/%Y %H:%M}   ·   {_size(copy.size)}   ·   {ago(copy.at, now)}")
            item.setData(Qt.ItemDataRole.UserRole, str(copy.path))
            self.list.addItem(item)
        if not there:
            item = QListWidgetItem("Chưa có bản nào. Bản đầu tiên được làm khi đóng chương trình.")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)

    # ── making ───────────────────────────────────────────────────────────────

    def copy_now(self) -> None:
        """A copy among the program's own."""
        database, now = self.context.database, self._now()

        def work(progress: Progress) -> Copy:
            return autobackup.make(database, now)

        self.context.jobs.do("Đang sao lưu", work, self._copied, self.banner.trouble)

    def _copied(self, copy: Copy) -> None:
        self.refresh()
        self.banner.tell("Đã sao lưu và kiểm tra xong.", str(copy.path), Tone.DONE)

    def copy_to_stick(self) -> None:
        """A copy to a place the person names."""
        proposed = Path.home() / autobackup.name_for_copy(self._now())
        if (target := choose_save(self, "Chép ra USB hoặc thư mục chung", proposed, COPIES)) is not None:
            self.copy_to(target)

    def copy_to(self, target: Path) -> None:
        """A checked copy to this file."""
        database, now = self.context.database, self._now()

        def work(progress: Progress) -> Health:
            return autobackup.copy_to(database, target, now)

        self.context.jobs.do("Đang chép ra USB", work, self._copied_out, self.banner.trouble)

    def _copied_out(self, health: Health) -> None:
        self.refresh()
        self.banner.tell(f"Đã chép và kiểm tra xong: {counted(health)}.", str(health.path), Tone.DONE)

    # ── putting back ─────────────────────────────────────────────────────────

    def restore_chosen(self) -> None:
        """The copy chosen in the list."""
        if chosen := self.list.selectedItems():
            self.look(Path(chosen[0].data(Qt.ItemDataRole.UserRole)))

    def restore_from_file(self) -> None:
        """A copy from a stick or another folder."""
        if chosen := choose_files(self, "Chọn bản sao lưu", COPIES):
            self.look(chosen[0])

    def look(self, source: Path) -> None:
        """Look into a copy before anything is put in its place."""
        present = self.context.database.path

        def work(progress: Progress) -> Look:
            return Look(source, look_into(source), check_file(present))

        self.context.jobs.do("Đang xem bản sao lưu", work, self._looked, self.banner.trouble)

    def _looked(self, look: Look) -> None:
        words = (
            f"Bản sao “{look.source.name}”: {counted(look.copy)}.\nSổ đang dùng: {counted(look.present)}.\n\n"
            "Sổ đang dùng sẽ được giữ lại một bản bên cạnh, rồi bản sao được đưa vào thay."
        )
        if ConfirmDialog.ask(self, "Phục hồi sổ từ bản sao này?", words, "Phục hồi", keep="Giữ sổ đang dùng"):
            self.keeper.restore(look.source)

    # ── checking ─────────────────────────────────────────────────────────────

    def check(self) -> None:
        """Read the whole data file."""
        path = self.context.database.path

        def work(progress: Progress) -> Health:
            return check_ours(path)

        self.context.jobs.do("Đang kiểm tra sổ", work, self._checked, self.banner.trouble)

    def _checked(self, health: Health) -> None:
        if health.sound:
            self.banner.tell("Sổ lành lặn.", f"Có {counted(health)}.", Tone.DONE)
        else:
            advice = "Hãy phục hồi từ bản sao lưu gần nhất. " + "; ".join(health.messages[:3])
            self.banner.trouble(Trouble("Sổ có chỗ hỏng.", advice))


def _first(words: str) -> str:
    return words[0].upper() + words[1:]


def _tone(last: datetime | None) -> Tone:
    return Tone.SOON if last is None else Tone.DONE


def _size(size: int) -> str:
    return f"{decimal(size / 1_048_576, 1)} MB"


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
