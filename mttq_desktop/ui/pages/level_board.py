"""Districts and communes of a day, signed or not: many are written down at once."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mttq_desktop.fields import Bad, Day, Line, PeriodOf, Several
from mttq_desktop.queries.lower_levels import Standing, board
from mttq_desktop.queries.programme import programmes
from mttq_desktop.records.kind import Shown
from mttq_desktop.records.lower_levels import LOCAL_PROGRAMME
from mttq_desktop.rules.period import Period
from mttq_desktop.services.lower_levels import Signing, record_signing
from mttq_desktop.store.changes import Changes
from mttq_desktop.text.dates import short
from mttq_desktop.text.numbers import percent, whole
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.choosing import ChoiceEditor
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.editors import DayEditor
from mttq_desktop.ui.filters import View, ViewPills
from mttq_desktop.ui.page import Page
from mttq_desktop.ui.pages.act_dialog import FormDialog
from mttq_desktop.ui.pages.chain_card import words
from mttq_desktop.ui.pages.kind_look import say_done
from mttq_desktop.ui.pages.undoing import Work
from mttq_desktop.ui.table import Cell, CellKind, Column, Mark, RecordTable
from mttq_desktop.ui.theme import Tone
from mttq_desktop.ui.widgets.card import Card

DISTRICTS, COMMUNES, MISSING = "district", "commune", "missing"
_LEVELS = {DISTRICTS: "Cấp huyện", COMMUNES: "Cấp xã"}
_ALL, _SIGNED, _NOT = "all", "signed", "not"
_KEEPS: Mapping[str, Callable[[Standing], bool]] = {
    _ALL: lambda s: True, _SIGNED: lambda s: s.signed, _NOT: lambda s: not s.signed,
}  # fmt: skip
_TITLES = {_ALL: "Tất cả", _SIGNED: "Đã ký", _NOT: "Chưa ký"}
_COLUMNS = (
    Column("unit", "Đơn vị", 220, stretch=True, sortable=False),
    Column("district", "Thuộc", 190, sortable=False),
    Column("signed", "Chương trình phối hợp", 170, CellKind.PILL, sortable=False),
    Column("number", "Số, ký hiệu", 150, sortable=False),
    Column("day", "Ngày ký", 100, CellKind.DAY, sortable=False),
)
_FIELDS = (
    Shown("signed_on", Day(label="Ngày ký"), False),
    Shown("number", Line(label="Số, ký hiệu (khi chung một số)", width=20), False),
    Shown("parties", Several(label="Các tổ chức cùng ký", target="organisation", width=40), False),
)


class UnitSource:
    """Units as rows, by their id."""

    columns = _COLUMNS

    def __init__(self, context: Context, standings: Sequence[Standing]) -> None:
        self.context, self.standings = context, {s.unit_id: s for s in standings}

    def ids(self, sort: str | None, descending: bool, limit: int | None = None) -> "array[int]":
        """In the order of the official codes."""
        return array("q", self.standings)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Name, what it belongs to, signed or not."""
        return {i: self._cells(self.standings[i]) for i in ids if i in self.standings}

    def _cells(self, one: Standing) -> Sequence[Cell]:
        parent = self.context.vocabulary.units.label(one.parent_id)
        mark = Mark("Đã ký", Tone.DONE) if one.signed else Mark("Chưa ký", Tone.PLAIN)
        return (one.name, parent, mark, one.number or "", short(one.signed_on) if one.signed_on else "")

    def sums(self) -> Mapping[str, str]:
        """Nothing to sum."""
        return {}


class SignedDialog(FormDialog):
    """Several units are written down as signed."""

    def __init__(self, context: Context, units: Sequence[int], period: str, parent: QWidget) -> None:
        self.units, self.period = tuple(units), period
        names = ", ".join(context.vocabulary.units.label(u) for u in self.units[:6])
        more = f" và {whole(len(self.units) - 6)} đơn vị nữa" if len(self.units) > 6 else ""
        about = f"{names}{more}. Ô để trống thì giữ như đã ghi."
        super().__init__(context, f"Ghi đã ký chương trình {Period.parse(period).label}", about,
                         f"Ghi {whole(len(self.units))} đơn vị đã ký", parent, _FIELDS)  # fmt: skip
        self.form.focus_first()

    def work(self) -> Work | None:
        """Write it for every unit."""
        values = self.values()
        if values is None:
            return None
        given = Signing(True, values.get("signed_on"), values.get("number") or "", values.get("parties") or ())
        context, units, period = self.context, self.units, self.period

        def run() -> str:
            n = record_signing(context.database, units, period, given, context.vocabulary)
            return f"Đã ghi {whole(n)} đơn vị đã ký chương trình"

        return run


class BoardPage(Page):
    """For one period and the units valid on one day."""

    help_page = "hop"

    def __init__(self, context: Context) -> None:
        super().__init__("Bảng theo dõi cấp dưới")
        self.context, self.level = context, DISTRICTS
        self.standings: tuple[Standing, ...] = ()
        self._asker = Asker(self)
        self.levels, self.views = ViewPills(), ViewPills()
        self.levels.set_views([View(k, t) for k, t in _LEVELS.items()], DISTRICTS)
        self.levels.chosen.connect(self.choose_level)
        self.views.chosen.connect(self._choose_view)
        self.period = ChoiceEditor(PeriodOf(label="Giai đoạn"), context.place())
        self.period.pick(_period(context))
        self.day = DayEditor(Day(label="Đơn vị theo ngày"), context.place())
        self.day.set_text(short(context.today()))
        for editor, width in ((self.period, 210), (self.day, 150)):
            editor.setFixedWidth(width)
            editor.left.connect(self.reload)
        self.wrong = words("", "error")
        self.table = RecordTable("Chương trình phối hợp cấp dưới")
        self.table.set_empty("Không có đơn vị nào ở đây", "Đổi ngày, cấp hoặc cách lọc ở trên.")
        self.table.selection_changed.connect(self._tell)
        self.table.opened.connect(self._open)
        self.table.failed.connect(context.shell.explain)
        self.button = Button("Ghi đã ký…", strong=True, act=self.write)
        self._lay_out()

    def _lay_out(self) -> None:
        self.card = Card("Chương trình phối hợp cấp dưới")
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.levels, 1)
        for caption, editor in (("Giai đoạn", self.period), ("Đơn vị theo ngày", self.day)):
            label = words(caption, "quiet")
            label.setWordWrap(False)
            above.addWidget(label)
            above.addWidget(editor)
        below = QHBoxLayout()
        below.addWidget(self.views, 1)
        below.addWidget(self.button)
        self.card.add(above)
        self.card.add(self.wrong)
        self.card.add(below)
        self.card.add(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.addWidget(self.card)

    # ── showing ──────────────────────────────────────────────────────────────

    def _asked(self) -> tuple[str, date] | None:
        place = self.context.place()
        try:
            period = self.period.picked() or self.period.field.parse(self.period.text(), place)
            on = self.day.field.parse(self.day.text(), place)
        except Bad as bad:
            self.wrong.setText(bad.problem.message)
            self.wrong.show()
            return None
        self.wrong.hide()
        return str(period), on

    def reload(self) -> None:
        """Ask anew, off the window's thread."""
        if (asked := self._asked()) is None:
            return
        context, level = self.context, self.level

        def ask() -> tuple[Standing, ...]:
            with context.database.reading() as session:
                return board(session, level, *asked)

        self._asker.ask(ask, self._show)

    def _show(self, found: tuple[Standing, ...]) -> None:
        self.standings = found
        counts = {k: sum(map(keep, found)) for k, keep in _KEEPS.items()}
        self.views.set_views([View(k, _TITLES[k], counts[k]) for k in _KEEPS], self.views.current or _ALL)
        share = f", {percent(100 * counts[_SIGNED] / len(found), 0)}" if found else ""
        told = f"đã ký {whole(counts[_SIGNED])}/{whole(len(found))} đơn vị{share}"
        self.card.header.tell(f"Chương trình phối hợp {_LEVELS[self.level].lower()}", told)
        self._show_rows()

    def _show_rows(self) -> None:
        keep = _KEEPS[self.views.current or _ALL]
        source = UnitSource(self.context, [s for s in self.standings if keep(s)])
        self.table.show_source(source, noun="đơn vị")
        self._tell()

    def choose_level(self, key: str) -> None:
        """Districts or communes."""
        self.level = key
        self.levels.choose(key)
        self.reload()

    def _choose_view(self, key: str) -> None:
        self.views.choose(key)
        self._show_rows()

    def _tell(self) -> None:
        chosen = len(self.table.selected_ids())
        self.button.setText(f"Ghi {whole(chosen)} đơn vị đã ký…" if chosen else "Ghi đã ký…")
        self.button.setEnabled(chosen > 0)

    # ── acts ─────────────────────────────────────────────────────────────────

    def write(self) -> SignedDialog | None:
        """The chosen units have signed."""
        asked, units = self._asked(), list(self.table.selected_ids())
        if asked is None or not units:
            return None
        dialog = SignedDialog(self.context, units, asked[0], self)
        dialog.act_done.connect(lambda done: say_done(self.context, done))
        dialog.open()
        return dialog

    def _open(self, unit: object) -> None:
        found = next((s.record_id for s in self.standings if s.unit_id == unit), None)
        if found is not None:
            self.context.shell.open_record(LOCAL_PROGRAMME, found)
        else:
            self.write()

    # ── the frame ────────────────────────────────────────────────────────────

    def opened(self) -> None:
        """In front again."""
        self.reload()

    def refresh(self, changes: Changes) -> None:
        """Programmes or units were written."""
        if changes.touched & {"local_programme", "unit"} and self.isVisible():
            self.reload()


def _period(context: Context) -> str:
    """The span of the programme in force."""
    today = context.today()
    with context.database.reading() as session:
        known = programmes(session)
    inside = [p.period.code for p in known if p.in_force and p.period.start <= today <= p.period.end]
    return inside[-1] if inside else known[-1].period.code if known else str(today.year)
