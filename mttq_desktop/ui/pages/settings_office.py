"""Who we are on paper, who signs, and the days that are ours to choose."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mttq_desktop.errors import Trouble
from mttq_desktop.fields import Line, Link, Prose, Whole, YesNo
from mttq_desktop.records.kind import Group, Shown
from mttq_desktop.services.first_run import for_body
from mttq_desktop.services.settings import Settings, save_settings
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.pages.letterhead_card import LetterheadCard
from mttq_desktop.ui.widgets.banner import Banner
from mttq_desktop.ui.widgets.card import Card

_FIELDS = (
    Shown("organisation_id", Link(label="Cơ quan dùng sổ này", target="organisation", width=30), True),
    Shown("document_code", Line(label="Ký hiệu trong số văn bản", hint="ví dụ MTTQ-BTT"), True),
    Shown("full_name", Line(label="Tên cơ quan trong câu văn", width=60), True),
    Shown("superior_lines", Prose(label="Cơ quan cấp trên, mỗi dòng một dòng", width=30), False),
    Shown("issuer_lines", Prose(label="Cơ quan ban hành, mỗi dòng một dòng", width=30), True),
    Shown("place", Line(label="Địa danh trên văn bản"), True),
    Shown("area", Line(label="Địa bàn trong câu văn"), True),
    Shown("signer_id", Link(label="Người ký", target="person", width=30,
                            hint="trống: người đang giữ chức"), False),
    Shown("reminder_days", Whole(label="Hạn của văn bản đôn đốc", most=365, hint="số ngày"), True),
    Shown("reminder_working", YesNo(label="Hạn đôn đốc tính ngày làm việc"), False),
    Shown("long_late_days", Whole(label="Coi là quá hạn lâu sau (ngày)", most=365, hint="số ngày"), True),
)  # fmt: skip
_GROUPS = (
    Group("Cơ quan trên văn bản", ("organisation_id", "document_code", "full_name", "superior_lines", "issuer_lines",
                                   "place", "area")),
    Group("Người ký", ("signer_id",)),
    Group("Những ngày cơ quan tự đặt", ("reminder_days", "reminder_working", "long_late_days")),
)  # fmt: skip
_LINES = ("superior_lines", "issuer_lines")


class OfficePart(QWidget):
    """One form; names follow the body when another one is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.banner = Banner()
        self.form = Form(_GROUPS, {f.name: f for f in _FIELDS}, context.place())
        self.form.left.connect(self._left)
        self.save_button = Button("Lưu thiết lập", "Ctrl+S", strong=True, act=self.save)
        self.names_button = Button("Lấy tên theo danh mục", act=self.take_names)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.names_button)
        row.addStretch(1)
        card = Card()
        card.add(self.form, 1)
        card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(card, 1)
        self.letterhead = LetterheadCard(context, self.banner)
        column.addWidget(self.letterhead)
        self.show_settings(context.settings)

    # ── in and out ───────────────────────────────────────────────────────────

    def show_settings(self, settings: Settings) -> None:
        """Put the settings into the form."""
        texts = {f.name: self._text(f, settings) for f in _FIELDS}
        picked: dict[str, object] = {"organisation_id": self._body(settings)}
        if settings.signer_id is not None:
            picked["signer_id"] = settings.signer_id
        self.form.set_values(texts, {n: k for n, k in picked.items() if k is not None})

    def _text(self, shown: Shown, settings: Settings) -> str:
        if shown.name in ("organisation_id", "signer_id"):
            return ""
        value: Any = getattr(settings, shown.name)
        if shown.name in _LINES:
            return "\n".join(value)
        return shown.field.format(value, self.context.vocabulary)

    def _body(self, settings: Settings) -> object:
        found = self.context.vocabulary.target("organisation").by_code.get(settings.organisation_code, ())
        return found[0].key if found else None

    def _settings(self, values: dict[str, Any]) -> Settings:
        lookup = self.context.vocabulary.target("organisation")
        given = {n: v for n, v in values.items() if n not in (*_LINES, "organisation_id")}
        for name in _LINES:
            given[name] = tuple(x.strip() for x in (values[name] or "").splitlines() if x.strip())
        code = lookup.by_key[values["organisation_id"]].code
        return replace(self.context.settings, organisation_code=code, **given)

    # ── acts ─────────────────────────────────────────────────────────────────

    @property
    def dirty(self) -> bool:
        """Something was typed and not saved."""
        return self.form.dirty

    def save(self) -> None:
        """Ctrl+S."""
        if any(p.is_error for p in self.form.check()):
            self.form.focus_first_problem()
            return
        values, _ = self.form.read()
        try:
            save_settings(self.context.database, self._settings(values))
        except Trouble as trouble:
            self.banner.trouble(trouble)
            return
        self.form.clean()
        self.banner.clear()
        self.context.shell.toast("Đã lưu thiết lập.")

    def take_names(self) -> None:
        """Names on paper of the chosen body, as the catalogue has them; saved only by Lưu."""
        values, _ = self.form.read()
        entry = self.context.vocabulary.target("organisation").by_key.get(values.get("organisation_id") or -1)
        if entry is None:
            return
        with self.context.database.reading() as session:
            named = for_body(session, entry.code, Settings(signer_id=self.context.settings.signer_id))
        for name in ("document_code", "full_name", *_LINES):
            self.form.set_value(name, self._text(next(f for f in _FIELDS if f.name == name), named))
        self.form.dirty = True

    def _left(self, name: str) -> None:
        """Another body was chosen: its names come with it."""
        if name != "organisation_id":
            return
        chosen = self.form.editor(name).picked()
        if chosen is not None and chosen != self._body(self.context.settings):
            self.take_names()

    def refresh(self) -> None:
        """The settings or catalogues are others now; what is being typed stays."""
        self.form.set_place(self.context.place())
        self.letterhead.show_current()
        if not self.form.dirty:
            self.show_settings(self.context.settings)
