"""Catalogues: units by date, organisations, people, authorities, code lists, holidays, aliases."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem
from mttq_desktop.fields import Coded, Day, Line, Link, PersonName, Prose, UnitOf, Vocabulary, Whole, YesNo
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.kind import Kind

_FROM = Day(label="Hiệu lực từ")
_TO = Day(label="Hiệu lực đến", hint="còn hiệu lực")


class Unit(Record):
    """An administrative unit during one stretch of time: (code, valid_from) is its identity."""

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_code_from", "code", "valid_from", unique=True),)
    code: Mapped[str] = shown(Line(label="Mã", width=8))
    name: Mapped[str] = shown(Line(label="Tên"))
    full_name: Mapped[str] = shown(Line(label="Tên đầy đủ", width=28))
    type: Mapped[str] = shown(Line(label="Loại", width=12))
    level: Mapped[str] = shown(Coded(label="Cấp", codes="unit_level"), index=True)
    parent_id: Mapped[int | None] = shown(UnitOf(label="Thuộc"), default=None, foreign="unit.id", index=True)
    aliases: Mapped[str | None] = shown(Line(label="Tên khác", hint="cách nhau bằng dấu ;", longest=500), default=None)
    zone: Mapped[str | None] = shown(Line(label="Vùng"), default=None)
    valid_from: Mapped[date] = shown(_FROM)
    valid_to: Mapped[date | None] = shown(_TO, default=None)


class Succession(Record):
    """One unit becoming (part of) another on a day, with the legal act."""

    __tablename__ = "succession"
    old_id: Mapped[int] = shown(UnitOf(label="Đơn vị cũ"), foreign="unit.id", index=True)
    new_id: Mapped[int] = shown(UnitOf(label="Đơn vị mới"), foreign="unit.id", index=True)
    on_day: Mapped[date] = shown(Day(label="Từ ngày"))
    whole: Mapped[bool] = shown(YesNo(label="Toàn bộ"), default=True)
    basis: Mapped[str | None] = shown(Line(label="Căn cứ", longest=300), default=None)


class Organisation(Record):
    """One of the six bodies (or a later one), with how it signs."""

    __tablename__ = "organisation"
    code: Mapped[str] = shown(Line(label="Mã", width=8), index=True)
    position: Mapped[int] = shown(Whole(label="Thứ tự", width=6))
    full_name: Mapped[str] = shown(Line(label="Tên đầy đủ", width=36))
    short_name: Mapped[str] = shown(Line(label="Tên gọi tắt"))
    letters: Mapped[str] = shown(Line(label="Ký hiệu văn bản", width=12))
    aliases: Mapped[str | None] = shown(Line(label="Tên khác", longest=500), default=None)
    sign_prefix: Mapped[str] = shown(Line(label="Dòng thay mặt"), default="TM. BAN THƯỜNG VỤ")
    sign_lines: Mapped[str] = shown(Prose(label="Các dòng tên ở khối ký"), default="")
    leader_title: Mapped[str] = shown(Line(label="Chức vụ người đứng đầu"), default="CHỦ TỊCH")
    deputy_title: Mapped[str] = shown(Line(label="Chức vụ cấp phó"), default="PHÓ CHỦ TỊCH")
    member_word: Mapped[str | None] = shown(Line(label="Gọi thành viên"), default=None)
    relation: Mapped[str] = shown(Coded(label="Quan hệ", codes="organisation_relation"), default="partner")
    valid_from: Mapped[date] = shown(_FROM)
    valid_to: Mapped[date | None] = shown(_TO, default=None)


class Person(Record):
    """A person who signs, with the term of office."""

    __tablename__ = "person"
    name: Mapped[str] = shown(PersonName(label="Họ và tên"))
    title: Mapped[str] = shown(Line(label="Chức vụ"))
    organisation_id: Mapped[int | None] = shown(
        Link(label="Tổ chức", target="organisation"), default=None, foreign="organisation.id"
    )
    signs: Mapped[str | None] = shown(Line(label="Hình thức ký", hint="TM., KT., TL., TUQ.", width=8), default=None)
    valid_from: Mapped[date | None] = shown(Day(label="Giữ chức từ"), default=None)
    valid_to: Mapped[date | None] = shown(Day(label="Đến"), default=None)


class Authority(Record):
    """A body that must answer; no law fixes the days: those set here, else those of the rules of days."""

    __tablename__ = "authority"
    code: Mapped[str] = shown(Line(label="Mã", width=12), index=True)
    name: Mapped[str] = shown(Line(label="Tên cơ quan", width=36))
    short_name: Mapped[str] = shown(Line(label="Viết tắt"))
    aliases: Mapped[str | None] = shown(Line(label="Tên khác", longest=500), default=None)
    level: Mapped[str] = shown(Coded(label="Cấp thẩm quyền", codes="authority_level"))
    unit_id: Mapped[int | None] = shown(UnitOf(label="Đơn vị hành chính"), default=None, foreign="unit.id")
    reply_days: Mapped[int | None] = shown(
        Whole(label="Số ngày trả lời", least=1, most=365, width=8, hint="trống: theo Thời hạn"), default=None
    )
    reply_working: Mapped[bool] = shown(YesNo(label="Tính ngày làm việc"), default=False)
    basis: Mapped[str | None] = shown(Line(label="Căn cứ của hạn", longest=300), default=None)
    valid_from: Mapped[date | None] = shown(_FROM, default=None)
    valid_to: Mapped[date | None] = shown(_TO, default=None)
    successor_id: Mapped[int | None] = shown(
        Link(label="Cơ quan kế thừa", target="authority"), default=None, foreign="authority.id"
    )


class CodeItem(Record):
    """One value of a code list; records keep its code."""

    __tablename__ = "code_item"
    __table_args__ = (Index("ix_code_item_list", "list", "code", unique=True),)
    list: Mapped[str] = shown(Coded(label="Bảng mã", codes="code_list", width=18))
    code: Mapped[str] = shown(Line(label="Mã", width=10))
    label: Mapped[str] = shown(Line(label="Tên", width=36, longest=300))
    position: Mapped[int] = shown(Whole(label="Thứ tự", width=6), default=0)
    parent: Mapped[str | None] = shown(Line(label="Thuộc mã"), default=None)
    aliases: Mapped[str | None] = shown(Line(label="Tên khác", longest=1000), default=None)
    valid_from: Mapped[date | None] = shown(_FROM, default=None)
    valid_to: Mapped[date | None] = shown(_TO, default=None)


class Holiday(Record):
    """A public holiday, or a weekend day worked in exchange (`kind` = made_up)."""

    __tablename__ = "holiday"
    day: Mapped[date] = shown(Day(label="Ngày"), index=True)
    name: Mapped[str] = shown(Line(label="Tên ngày nghỉ"))
    kind: Mapped[str] = shown(Coded(label="Loại", codes="holiday_kind"), default="holiday")
    confirmed: Mapped[bool] = shown(YesNo(label="Đã có thông báo chính thức"), default=True)


class Caption(Record):
    """A caption seen at the head of a column, and the field it stands for."""

    __tablename__ = "caption"
    kind: Mapped[str] = mapped_column(Text, index=True)
    field: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    parent: Mapped[str | None] = mapped_column(Text, default=None)


class LearnedAlias(Record):
    """A word a person once matched by hand (`lookup` is a code list or a link target)."""

    __tablename__ = "learned_alias"
    lookup: Mapped[str] = mapped_column(Text, index=True)
    word: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    sender_unit: Mapped[int | None] = mapped_column(Integer, ForeignKey("unit.id"), default=None)


UNIT = Kind(
    name="unit", record=Unit, title="Đơn vị hành chính", one="đơn vị", catalogue=True, label=Unit.full_name,
    columns=(Unit.code, Unit.name, Unit.full_name, Unit.type, Unit.level, Unit.parent_id, Unit.aliases, Unit.zone,
             Unit.valid_from, Unit.valid_to),
    listed=(Unit.code, Unit.full_name, Unit.level, Unit.parent_id, Unit.valid_from, Unit.valid_to),
    layout=(("Đơn vị", (Unit.code, Unit.name, Unit.full_name, Unit.type, Unit.level, Unit.parent_id)),
            ("Tên khác và hiệu lực", (Unit.aliases, Unit.zone, Unit.valid_from, Unit.valid_to))),
    same=(Unit.code, Unit.valid_from), filters=(Unit.level, Unit.parent_id),
    searched=(Unit.full_name, Unit.code, Unit.aliases),
)  # fmt: skip

ORGANISATION = Kind(
    name="organisation", record=Organisation, title="Tổ chức", one="tổ chức", catalogue=True,
    label=Organisation.full_name,
    columns=(Organisation.code, Organisation.position, Organisation.full_name, Organisation.short_name,
             Organisation.letters, Organisation.aliases, Organisation.sign_prefix, Organisation.sign_lines,
             Organisation.leader_title, Organisation.deputy_title, Organisation.member_word, Organisation.relation,
             Organisation.valid_from, Organisation.valid_to),
    listed=(Organisation.position, Organisation.full_name, Organisation.short_name, Organisation.letters,
            Organisation.leader_title, Organisation.valid_from, Organisation.valid_to),
    layout=(("Tổ chức", (Organisation.code, Organisation.position, Organisation.full_name, Organisation.short_name,
                         Organisation.letters, Organisation.aliases, Organisation.relation, Organisation.member_word)),
            ("Khối ký", (Organisation.sign_prefix, Organisation.sign_lines, Organisation.leader_title,
                         Organisation.deputy_title)),
            ("Hiệu lực", (Organisation.valid_from, Organisation.valid_to))),
    same=(Organisation.code,), searched=(Organisation.full_name, Organisation.short_name, Organisation.aliases),
)  # fmt: skip

PERSON = Kind(
    name="person", record=Person, title="Người ký và nhiệm kỳ", one="người", catalogue=True, label=Person.name,
    columns=(Person.name, Person.title, Person.organisation_id, Person.signs, Person.valid_from, Person.valid_to),
    listed=(Person.name, Person.title, Person.organisation_id, Person.signs, Person.valid_from, Person.valid_to),
    layout=(("Người ký", (Person.name, Person.title, Person.organisation_id, Person.signs)),
            ("Nhiệm kỳ", (Person.valid_from, Person.valid_to))),
    filters=(Person.organisation_id,), searched=(Person.name, Person.title),
)  # fmt: skip

AUTHORITY = Kind(
    name="authority", record=Authority, title="Cơ quan có thẩm quyền", one="cơ quan", catalogue=True,
    label=Authority.name,
    columns=(Authority.code, Authority.name, Authority.short_name, Authority.aliases, Authority.level,
             Authority.unit_id, Authority.reply_days, Authority.reply_working, Authority.basis, Authority.valid_from,
             Authority.valid_to, Authority.successor_id),
    listed=(Authority.name, Authority.short_name, Authority.level, Authority.reply_days, Authority.reply_working,
            Authority.valid_from, Authority.valid_to),
    layout=(("Cơ quan", (Authority.code, Authority.name, Authority.short_name, Authority.aliases, Authority.level,
                         Authority.unit_id)),
            ("Hạn trả lời mặc định", (Authority.reply_days, Authority.reply_working, Authority.basis)),
            ("Hiệu lực", (Authority.valid_from, Authority.valid_to, Authority.successor_id))),
    same=(Authority.code,), filters=(Authority.level, Authority.unit_id),
    searched=(Authority.name, Authority.short_name, Authority.aliases),
)  # fmt: skip

_MARKS_IN_CODES = re.compile(r"[^\w-]")


def _one_word(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    """A code is one word of the search index."""
    if found := _MARKS_IN_CODES.search(values.get("code") or ""):
        mark = "dấu cách" if found[0].isspace() else f"dấu “{found[0]}”"
        yield Problem("bad_code", f"Mã không được có {mark}; dùng chữ, số, “-” hoặc “_”.", field="code")


CODE_ITEM = Kind(
    name="code_item", record=CodeItem, title="Bảng mã", one="mã", catalogue=True, label=CodeItem.label,
    columns=(CodeItem.list, CodeItem.code, CodeItem.label, CodeItem.position, CodeItem.parent, CodeItem.aliases,
             CodeItem.valid_from, CodeItem.valid_to),
    listed=(CodeItem.list, CodeItem.code, CodeItem.label, CodeItem.parent, CodeItem.valid_from, CodeItem.valid_to),
    layout=(("Mã", (CodeItem.list, CodeItem.code, CodeItem.label, CodeItem.position, CodeItem.parent,
                    CodeItem.aliases, CodeItem.valid_from, CodeItem.valid_to)),),
    same=(CodeItem.list, CodeItem.code), filters=(CodeItem.list,),
    searched=(CodeItem.label, CodeItem.code, CodeItem.aliases), checks=(_one_word,),
)  # fmt: skip

HOLIDAY = Kind(
    name="holiday", record=Holiday, title="Ngày nghỉ, ngày làm bù", one="ngày", catalogue=True, label=Holiday.name,
    columns=(Holiday.day, Holiday.name, Holiday.kind, Holiday.confirmed),
    listed=(Holiday.day, Holiday.name, Holiday.kind, Holiday.confirmed),
    layout=(("Ngày", (Holiday.day, Holiday.name, Holiday.kind, Holiday.confirmed)),),
    same=(Holiday.day,), day=Holiday.day, filters=(Holiday.kind,), searched=(Holiday.name,),
)  # fmt: skip
