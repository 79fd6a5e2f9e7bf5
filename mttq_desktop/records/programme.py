"""The programme itself as data (C01): its text tree, its parties and who signs, its amendments."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.fields import Coded, Day, Line, Link, PeriodOf, Prose, Whole, YesNo
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.rules.tree import Effect


class Programme(Record):
    """One programme of coordination for a span of years; the next one starts as its copy."""

    __tablename__ = "programme"
    title: Mapped[str] = shown(Prose(label="Tên chương trình", width=80))
    number: Mapped[str | None] = shown(Line(label="Số, ký hiệu"), default=None)
    signed_on: Mapped[date | None] = shown(Day(label="Ngày ký"), default=None)
    period: Mapped[str] = shown(PeriodOf(label="Giai đoạn", hint="ví dụ 2020-2025", width=22), index=True)
    preamble: Mapped[str | None] = shown(Prose(label="Căn cứ, mở đầu", width=80), default=None)
    closing: Mapped[str | None] = shown(Prose(label="Câu kết", width=80), default=None)
    recipients: Mapped[str | None] = shown(
        Prose(label="Nơi nhận", hint="mỗi dòng một nơi", width=80), default=None
    )
    in_force: Mapped[bool] = shown(YesNo(label="Đang áp dụng"), default=True)
    note: Mapped[str | None] = shown(Prose(label="Ghi chú"), default=None)


class ProgrammeSection(Record):
    """One heading of the programme's tree with its text; plans and reports take their headings from here."""

    __tablename__ = "programme_section"
    __table_args__ = (Index("ix_programme_section_same", "programme_id", "code"),)
    programme_id: Mapped[int] = mapped_column(Integer, ForeignKey("programme.id"), index=True)
    code: Mapped[str] = shown(Line(label="Mục", hint="ví dụ II.1", width=8))
    title: Mapped[str] = shown(Line(label="Tiêu đề", longest=500, width=40))
    parent: Mapped[str | None] = shown(Line(label="Thuộc mục", width=8), default=None)
    body: Mapped[str | None] = shown(Prose(label="Nội dung", width=80), default=None)
    valid_from: Mapped[date | None] = shown(
        Day(label="Có từ ngày", hint="từ đầu"), default=None
    )
    heading: Mapped[bool] = shown(YesNo(label="Đề mục kế hoạch, báo cáo"), default=False)
    position: Mapped[int] = shown(Whole(label="Thứ tự", width=6), default=0)


class ProgrammeParty(Record):
    """One party: its place among the signatures, its role, who signs for it."""

    __tablename__ = "programme_party"
    __table_args__ = (Index("ix_programme_party_same", "programme_id", "organisation_id"),)
    programme_id: Mapped[int] = mapped_column(Integer, ForeignKey("programme.id"), index=True)
    organisation_id: Mapped[int] = shown(Link(label="Tổ chức", target="organisation"), foreign="organisation.id")
    role: Mapped[str] = shown(Coded(label="Vai trò", codes="party_role"), default="partner")
    person_id: Mapped[int | None] = shown(Link(label="Người ký", target="person"), default=None, foreign="person.id")
    signer: Mapped[str | None] = shown(
        Line(label="Tên ghi trên văn bản", longest=80, personal=True, hint="khi người ký chưa có trong Danh mục"),
        default=None,
    )  # fmt: skip
    signer_title: Mapped[str | None] = shown(Line(label="Chức vụ người ký", longest=80), default=None)
    position: Mapped[int] = shown(Whole(label="Thứ tự ký", width=6), default=0)


class ProgrammeAmendment(Record):
    """A change agreed by the parties, with its day and document."""

    __tablename__ = "programme_amendment"
    __table_args__ = (Index("ix_programme_amendment_same", "programme_id", "day"),)
    programme_id: Mapped[int] = mapped_column(Integer, ForeignKey("programme.id"), index=True)
    day: Mapped[date] = shown(Day(label="Ngày sửa đổi"))
    number: Mapped[str | None] = shown(Line(label="Số, ký hiệu văn bản"), default=None)
    section: Mapped[str | None] = shown(Line(label="Mục được sửa", width=8), default=None)
    effect: Mapped[str] = shown(Coded(label="Cách sửa", codes="amendment_effect"), default=Effect.ADDED.value)
    content: Mapped[str] = shown(Prose(label="Nội dung sửa đổi, bổ sung", width=50))
    position: Mapped[int] = mapped_column(Integer, default=0)


PROGRAMME_SECTION = Kind(
    name="programme_section", record=ProgrammeSection, title="Mục của chương trình", one="mục",
    columns=(ProgrammeSection.code, ProgrammeSection.title, ProgrammeSection.parent, ProgrammeSection.body,
             ProgrammeSection.valid_from, ProgrammeSection.heading),
    listed=(ProgrammeSection.code, ProgrammeSection.title), label=ProgrammeSection.title,
    layout=(("Mục", (ProgrammeSection.code, ProgrammeSection.parent, ProgrammeSection.title,
                     ProgrammeSection.heading, ProgrammeSection.valid_from, ProgrammeSection.body)),),
    same=(ProgrammeSection.code,),
)  # fmt: skip

PROGRAMME_PARTY = Kind(
    name="programme_party", record=ProgrammeParty, title="Các bên ký chương trình", one="bên ký",
    columns=(ProgrammeParty.organisation_id, ProgrammeParty.role, ProgrammeParty.person_id, ProgrammeParty.signer,
             ProgrammeParty.signer_title),
    listed=(ProgrammeParty.organisation_id, ProgrammeParty.role, ProgrammeParty.person_id),
    layout=(("Bên ký", (ProgrammeParty.organisation_id, ProgrammeParty.role, ProgrammeParty.person_id,
                        ProgrammeParty.signer, ProgrammeParty.signer_title)),),
    same=(ProgrammeParty.organisation_id,),
)  # fmt: skip

PROGRAMME_AMENDMENT = Kind(
    name="programme_amendment", record=ProgrammeAmendment, title="Sửa đổi, bổ sung chương trình", one="lần sửa đổi",
    columns=(ProgrammeAmendment.day, ProgrammeAmendment.number, ProgrammeAmendment.section,
             ProgrammeAmendment.effect, ProgrammeAmendment.content),
    listed=(ProgrammeAmendment.day, ProgrammeAmendment.number, ProgrammeAmendment.section,
            ProgrammeAmendment.effect, ProgrammeAmendment.content),
    layout=(("Sửa đổi", (ProgrammeAmendment.day, ProgrammeAmendment.number, ProgrammeAmendment.section,
                         ProgrammeAmendment.effect, ProgrammeAmendment.content)),),
    same=(ProgrammeAmendment.day,),
)  # fmt: skip

PROGRAMME = Kind(
    name="programme", record=Programme, title="Chương trình phối hợp", one="chương trình", label=Programme.title,
    columns=(Programme.title, Programme.number, Programme.signed_on, Programme.period, Programme.preamble,
             Programme.closing, Programme.recipients, Programme.in_force, Programme.note),
    listed=(Programme.period, Programme.title, Programme.number, Programme.signed_on, Programme.in_force),
    layout=(("Chương trình", (Programme.title, Programme.period, Programme.number, Programme.signed_on,
                              Programme.in_force)),
            ("Lời văn", (Programme.preamble, Programme.closing, Programme.recipients, Programme.note))),
    same=(Programme.period,), searched=(Programme.title, Programme.number),
    parts=(Part(PROGRAMME_SECTION, ProgrammeSection.programme_id, "Các mục của chương trình",
                ("code", "title", "heading", "valid_from", "body")),
           Part(PROGRAMME_PARTY, ProgrammeParty.programme_id, "Các bên ký, theo thứ tự",
                ("organisation_id", "role", "person_id", "signer")),
           Part(PROGRAMME_AMENDMENT, ProgrammeAmendment.programme_id, "Sửa đổi, bổ sung")),
)  # fmt: skip
