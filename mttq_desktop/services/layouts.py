"""What the declaration of a kind does not say about its workbooks: titles, words seen in columns, what may be absent.

Kinds named here are known from any district's own layout; the others only by their template or a person's word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mttq_desktop.excel.spec import Hint
from mttq_desktop.fields import Coded, Field, Line, Money, Prose
from mttq_desktop.records.periodic import FigureState


@dataclass(frozen=True)
class Beside:
    """A row of a part that a list tells beside each record: its columns, what it shares with the record, its day."""

    part: str
    columns: Mapping[str, str]
    shared: Mapping[str, str]
    day: str


@dataclass(frozen=True)
class Layout:
    """How one kind looks in the districts' own workbooks.

    `title_words` name it, `other_words` name another. `as_sent` are text companions that keep the sender's words,
    `hints` words inside a longer text, `otherwise` the code of words nobody knows. `supposed` fields are needed but
    hardly ever a column: what stands elsewhere tells them. `notes` are columns kept as lines of the note; `split` ones
    hold another field's value and say a further one by where they stand: (name, field, (further field, value)).
    `apart` are columns of a row that a part gets `beside` the record; a note in `instead` stands for another field
    where the table has no column for that. `states` are fields beside which another tells whether there is a value:
    that field, and its code for one. A row that says nothing `filled_in` was left empty in the form.
    """

    title_words: tuple[str, ...] = ()
    other_words: tuple[str, ...] = ()
    sender: str = ""
    skipped: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()
    as_sent: Mapping[str, str] = field(default_factory=dict)
    unit_levels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, tuple[Hint, ...]] = field(default_factory=dict)
    otherwise: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, Field[str]], ...] = ()
    split: tuple[tuple[str, str, tuple[str, str]], ...] = ()
    apart: tuple[tuple[str, Field[Any]], ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    beside: Beside | None = None
    states: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    filled_in: tuple[str, ...] = ()
    guessed: bool = True
    asks: bool = False


PLAIN = Layout(guessed=False)
"""A kind that comes in its own template only."""

_CHAIRS = (
    Hint(r"\bpho (bi thu|chu tich|truong)\b", "KHAC"), Hint(r"\bbi thu (doan|huyen doan|xa doan|chi doan)\b", "KHAC"),
    Hint(r"\bbi thu\b.*\bchu tich (ubnd|uy ban nhan dan)\b", "BTCT"),
    Hint(r"\bchu tich (ubnd|uy ban nhan dan)\b.*\bbi thu\b", "BTCT"), Hint(r"\bbi thu\b", "BT"),
    Hint(r"\b(?:chu tich|ct) (ubnd|uy ban nhan dan|huyen|thi xa|thanh pho|xa|phuong|thi tran)\b", "CTUB"),
    Hint(r"\bchu tich$", "CTUB"),
)  # fmt: skip
_FORMS = (
    Hint(r"\b(thanh tra nhan dan|ttnd|giam sat dau tu|gsdt|gsdtcd)\b", "HT3"),
    Hint(r"\b(xem xet|nghien cuu|qua) van ban\b", "HT1"), Hint(r"\b(tham gia|phoi hop)\b", "HT4"),
    Hint(r"\b(doan|truc tiep|chuyen de|khao sat)\b", "HT2"),
)  # fmt: skip
_CRITICISMS = (
    Hint(r"\bdoi thoai\b", "PB3"), Hint(r"\bhoi nghi\b", "PB1"), Hint(r"\b(gui|van ban|lay y kien)\b", "PB2"),
)  # fmt: skip

LAYOUTS: Mapping[str, Layout] = {
    "petition": Layout(
        title_words=("kiến nghị", "ý kiến, kiến nghị", "phản ánh", "ý kiến cử tri"),
        other_words=("đối thoại", "hộ nghèo", "thoát nghèo", "giám sát", "phản biện", "hài lòng", "hàng Việt"),
        sender="sender_unit_id",
        skipped=("number", "state", "due_on", "field_as_sent", "authority_as_sent"),
        expected=("commune_id",),
        as_sent={"field": "field_as_sent", "authorities": "authority_as_sent"},
        unit_levels={"sender_unit_id": "district", "commune_id": "commune"},
        notes=(("reply_text", Prose(label="Nội dung trả lời")), ("reply_number", Prose(label="Văn bản trả lời")),
               ("reply_day", Prose(label="Ngày trả lời")), ("reply_authority", Prose(label="Cơ quan trả lời")),
               ("letter_number", Prose(label="Công văn gửi")), ("letter_day", Prose(label="Ngày công văn")),
               ("plan_number", Prose(label="Kế hoạch số")), ("session", Prose(label="Kỳ họp"))),
        instead={"letter_day": "received_on"},
        asks=True,
    ),
    "dialogue": Layout(
        title_words=("đối thoại",), other_words=("hộ nghèo", "thoát nghèo", "hài lòng", "hàng Việt"),
        supposed=("level", "type", "audience"), as_sent={"chair_role": "chair"},
        hints={"chair_role": _CHAIRS}, otherwise={"chair_role": "KHAC"},
        notes=(("passed_on", Line(label="Chuyển cơ quan giải quyết")), ("people_only", Line(label="Nhân dân dự")),
               ("members", Line(label="Đoàn viên, hội viên dự"))),
    ),
    "household": Layout(
        title_words=("hộ nghèo", "thoát nghèo", "cận nghèo"), other_words=("đối thoại", "giám sát", "phản biện"),
        apart=(("support", Coded(label="Nội dung giúp đỡ", codes="support_type")),
               ("value", Money(label="Giá trị giúp đỡ (đồng)"))),
        beside=Beside("household_support", {"support": "type", "value": "value"}, {"giver_id": "helper_id"}, "day"),
        split=(("birth_year_male", "born", ("gender", "NAM")), ("birth_year_female", "born", ("gender", "NU"))),
    ),
    "supervision": Layout(
        title_words=("giám sát",), other_words=("hộ nghèo", "thoát nghèo", "đối thoại", "hài lòng"),
        supposed=("level", "form", "chair_id"), as_sent={"bodies": "bodies_text"}, hints={"form": _FORMS},
        notes=(("bodies_count", Line(label="Số đơn vị giám sát")),
               ("recommendations_count", Line(label="Số kiến nghị")),
               ("accepted_count", Line(label="Đã tiếp thu")), ("progress", Line(label="Tình trạng")),
               ("recommendations", Prose(label="Kiến nghị sau giám sát")),
               ("result", Prose(label="Kết quả thực hiện"))),
    ),
    "social_criticism": Layout(
        title_words=("phản biện", "góp ý dự thảo"), other_words=("hộ nghèo", "thoát nghèo", "đối thoại", "hài lòng"),
        supposed=("level", "kind", "draft_type", "issuer", "form", "chair_id"), hints={"form": _CRITICISMS},
    ),
    "report_figure": Layout(
        states={"value": ("state", FigureState.VALUE.value)}, filled_in=("state", "value", "note"), guessed=False,
    ),
}  # fmt: skip


def layout_of(kind: str) -> Layout:
    """How the kind of that name comes in workbooks."""
    return LAYOUTS.get(kind, PLAIN)
