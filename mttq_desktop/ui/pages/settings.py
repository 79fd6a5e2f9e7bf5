"""Cài đặt: who we are, days and terms, look, copies, data and practice, about."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mttq_desktop.store.changes import Changes
from mttq_desktop.ui.context import CATALOGUES, Context
from mttq_desktop.ui.keeper import Keeper
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.sections import Part, Sections
from mttq_desktop.ui.pages.settings_about import AboutPart
from mttq_desktop.ui.pages.settings_backup import BackupPart
from mttq_desktop.ui.pages.settings_office import OfficePart
from mttq_desktop.ui.pages.settings_rest import DataPart, LookPart
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

OFFICE, BACKUP, LOOK, DATA, ABOUT = "office", "backup", "look", "data", "about"


class SettingsPage(Page):
    """Parts at the left, the chosen one at the right."""

    help_page = "cai-dat"

    def __init__(self, context: Context, keeper: Keeper) -> None:
        super().__init__("Cài đặt")
        self.context, self.keeper = context, keeper
        self.sections = Sections("Các phần của cài đặt", (
            Part(OFFICE, "Cơ quan, người ký, hạn", lambda: OfficePart(context)),
            Part(BACKUP, "Sao lưu, phục hồi", lambda: BackupPart(context, keeper)),
            Part(LOOK, "Giao diện", lambda: LookPart(keeper)),
            Part(DATA, "Dữ liệu, thực hành", lambda: DataPart(context, keeper)),
            Part(ABOUT, "Giới thiệu", AboutPart),
        ))  # fmt: skip
        self.sections.allows = self.may_leave
        self.sections.shown.connect(self._shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sections)
        self.sections.go(OFFICE)

    def go(self, section: str = OFFICE) -> None:
        """Show one part."""
        self.sections.go(section)

    def opened(self) -> None:
        """In front again."""
        self._refresh(self.sections.stack.currentWidget())
        self.sections.nav.setFocus()

    def _shown(self, key: str) -> None:
        self.help_page = "sao-luu" if key == BACKUP else "cai-dat"
        self._refresh(self.sections.part(key))

    def refresh(self, changes: Changes) -> None:
        """Settings or catalogues were written."""
        if changes.touched & ({"setting"} | CATALOGUES):
            for part in self.sections.made():
                self._refresh(part)

    def _refresh(self, part: QWidget | None) -> None:
        if isinstance(part, OfficePart | BackupPart | DataPart | LookPart):
            part.refresh()

    def may_leave(self) -> bool:
        """Ask before typed settings are lost."""
        office = self.sections.part(OFFICE)
        assert isinstance(office, OfficePart)
        if not office.dirty:
            return True
        words = "Những gì vừa gõ ở phần “Cơ quan, người ký, hạn” chưa được lưu."
        if ConfirmDialog.ask(self, "Bỏ thiết lập vừa gõ?", words, "Bỏ", keep="Ở lại"):
            office.show_settings(self.context.settings)
            return True
        return False
