"""Settings of the data file, typed: which body we are, the working period, terms, folders, the theme."""

import json
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from mttq_desktop.errors import Refused
from mttq_desktop.fields import UnitLookup
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.office import Setting
from mttq_desktop.store.database import Database, Writing


@dataclass(frozen=True, slots=True)
class Settings:
    """What the office has set; every default suits the province's Front office.

    `organisation_code` is the body that uses this file. Names on paper can be changed here, because
    locality and titles differ from body to body; `full_name` speaks of the body in running text.
    Days are ours to choose, no law fixes them: the term of a reminder, and after how many days late is
    "quá hạn lâu"; rules of days with their time of validity stand in the catalogue. `units_by` says under which
    units tables gather what was recorded; nothing chosen leaves it to the day. `signed_together` are documents
    that all bodies sign.
    """

    organisation_code: str = "MTTQ"
    working_period: str | None = None
    place: str = "Quảng Nam"
    area: str = "tỉnh Quảng Nam"
    superior_lines: tuple[str, ...] = ("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG NAM")
    issuer_lines: tuple[str, ...] = ("BAN THƯỜNG TRỰC",)
    document_code: str = "MTTQ-BTT"
    full_name: str = "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Quảng Nam"
    signer_id: int | None = None
    signed_together: tuple[str, ...] = ()
    reminder_days: int = 10
    reminder_working: bool = True
    long_late_days: int = 20
    units_by: Choice | None = None
    documents_folder: str | None = None
    theme: str = "system"
    last_backup: datetime | None = None
    last_usb_copy: datetime | None = None
    first_run_done: bool = False
    practice: bool = False
    practice_day: date | None = None

    def today(self, clock: date) -> date:
        """The office's day: the clock's, or the day on which a practice province stands still."""
        return self.practice_day or clock


def choice_of(settings: Settings, units: UnitLookup, today: date) -> Choice:
    """By which units tables are read: as chosen, else by old districts while there are districts."""
    districts = any(e.level == "district" and e.valid(today) for e in units.entries)
    return settings.units_by or (Choice.THEN if districts else Choice.NOW)


def read_settings(session: Session) -> Settings:
    """The settings of the data file; what was never set has its default."""
    stored = {key: json.loads(value) for key, value in session.execute(select(Setting.key, Setting.value))}
    known = {f.name: _read(f.type, stored[f.name]) for f in fields(Settings) if f.name in stored}
    return Settings(**known)


def save_settings(database: Database, settings: Settings, origin: str = "settings") -> None:
    """Write what differs from what is stored, as one act; nothing is written when nothing differs."""
    with database.reading() as session:
        now = read_settings(session)
    if now == settings:
        return
    _check(settings)
    with database.writing(origin, "Đổi thiết lập") as writing:
        write_settings(writing, settings)


def set_one(database: Database, origin: str = "settings", **values: Any) -> Settings:
    """Change some settings and return all of them as they are now."""
    with database.reading() as session:
        settings = replace(read_settings(session), **values)
    save_settings(database, settings, origin)
    return settings


def write_settings(writing: Writing, settings: Settings) -> None:
    """Write the settings inside an act that is under way."""
    rows = {row.key: row for row in writing.session.scalars(select(Setting))}
    default = Settings()
    for field in fields(Settings):
        value = getattr(settings, field.name)
        text = json.dumps(_plain(value), ensure_ascii=False)
        if row := rows.get(field.name):
            row.value = text
        elif value != getattr(default, field.name):
            writing.session.add(Setting(key=field.name, value=text))


def _check(settings: Settings) -> None:
    for name, label in (("reminder_days", "Hạn của văn bản đôn đốc"),
                        ("long_late_days", "Số ngày coi là quá hạn lâu")):  # fmt: skip
        if not 0 <= getattr(settings, name) <= 365:
            raise Refused(f"{label} phải từ 0 đến 365 ngày.", "Sửa lại số ngày.")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if Choice in get_args(kind):
        return Choice(value)
    if kind is datetime or datetime in get_args(kind):
        return datetime.fromisoformat(value)
    if date in get_args(kind):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
