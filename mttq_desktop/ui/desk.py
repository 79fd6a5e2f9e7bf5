"""One open data file at work: news to pages, the period, the status line, undo, the copy at closing."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from mttq_desktop.errors import Refused
from mttq_desktop.queries.programme import programmes
from mttq_desktop.rules.period import Period
from mttq_desktop.rules.programmes import Told, on_day
from mttq_desktop.services.autobackup import automatic
from mttq_desktop.services.drafts import outgoing_left
from mttq_desktop.services.first_run import usual_period
from mttq_desktop.services.settings import set_one
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.ui import entries
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.feed import WindowFeed
from mttq_desktop.ui.frame import Office
from mttq_desktop.ui.searching import GlobalSearch
from mttq_desktop.ui.shell import OfficeShell
from mttq_desktop.ui.times import ago

if TYPE_CHECKING:
    from mttq_desktop.ui.keeper import Keeper

_EVERY_MINUTE = 60_000
_STICK_DAYS = 7
"""After so many days without a copy on a stick the status line says so in words that ask for one."""


class Desk(QObject):
    """Binds an open data file to its window."""

    def __init__(self, context: Context, shell: OfficeShell, keeper: "Keeper", now: Callable[[], datetime]) -> None:
        super().__init__(shell.window)
        self.context, self.shell, self.keeper, self._now = context, shell, keeper, now
        self.window = shell.window
        self._bridge = WindowFeed(context.database.feed, self)
        self._bridge.changed.connect(self._news)
        self.search = GlobalSearch(context, shell, self)
        self._set_period()
        self._tell_office()
        self.window.status.backup_asked.connect(lambda: shell.show_page(entries.SETTINGS, section="backup"))
        undo = QShortcut(QKeySequence.StandardKey.Undo, self.window)
        undo.activated.connect(self.take_back)
        clock = QTimer(self, interval=_EVERY_MINUTE)
        clock.timeout.connect(self._tell_copies)
        clock.start()

    def _set_period(self) -> None:
        chosen = self.context.settings.working_period
        period = Period.parse(chosen) if chosen else usual_period(self.context.today())
        self.window.period_chooser.set_period(period)
        self.window.period_changed.connect(self._keep_period)

    def _keep_period(self, period: Period) -> None:
        set_one(self.context.database, "period", working_period=period.code)

    def _tell_office(self) -> None:
        context, status = self.context, self.window.status
        with context.database.reading() as session:
            known = programmes(session)
        spans = [p.period for p in known if p.in_force]
        self.window.period_chooser.set_spans(spans)
        self.window.set_office(Office(_short_name(context), _programme(known, context.today())))
        status.set_file(context.database.path.parent.name, str(context.database.path))
        day = context.settings.practice_day
        status.set_part("practice", f"TỈNH THỰC HÀNH · hôm nay là {short(day)}" if day else "")
        self._tell_copies()

    def _tell_copies(self) -> None:
        settings, now = self.context.settings, self._now()
        stick = settings.last_usb_copy
        old = stick is None or (now - stick).days >= _STICK_DAYS
        words = f"USB: {ago(stick, now)}" + (" – nên chép" if old and not settings.practice else "")
        self.window.status.set_part("backup", f"Sao lưu: {ago(settings.last_backup, now)}")
        self.window.status.set_part("usb", words)

    def tidy(self) -> None:
        """Clear what a power cut left of letters under way; files without an act in the book are told."""
        if not outgoing_left(self.context.database):
            return
        from mttq_desktop.services.reports.outbox import tidy

        for path in tidy(self.context.database):
            self.shell.explain(Refused(
                "Lần trước chương trình dừng khi đang phát hành văn bản; việc đó chưa ghi vào sổ.",
                f"“{path}” không có giá trị, có thể xóa. Làm lại việc gửi để có văn bản đúng số.",
            ))  # fmt: skip

    def take_back(self) -> None:
        """Ctrl+Z: what was just done; else the last act of the book, once the person says so."""
        from mttq_desktop.ui.pages.undoing import ask_last

        if not self.shell.take_back():
            ask_last(self.context, self.window)

    def _news(self, changes: Changes) -> None:
        self.context.heed(changes)
        if changes.touched & {"setting", "programme"}:
            self._tell_office()
        self.window.refresh(changes)

    def close(self) -> None:
        """Hear nothing more, make the copy that is due, let go of the file."""
        self._bridge.stop()
        automatic(self.context.database, self._now())
        self.context.database.close()

    def drop(self) -> None:
        """Let go of the file at once; another one takes its place."""
        self._bridge.stop()
        self.context.database.close()


def _short_name(context: Context) -> str:
    """Whose program this is, above the pages: "MTTQ Quảng Nam"."""
    settings = context.settings
    if settings.practice:
        return "Tỉnh thực hành"
    return f"{settings.document_code.split('-')[0]} {settings.place}"


def _programme(known: Sequence[Told], today: date) -> str:
    """The programme in force, by its years; the last one that was, where none is."""
    held = [p for p in known if p.in_force]
    now = on_day(known, today)
    span = next((p.period for p in held if p.id == now), held[-1].period if held else None)
    return f"Chương trình phối hợp {span.year}–{span.last_year or span.year}" if span else "Chương trình phối hợp"
