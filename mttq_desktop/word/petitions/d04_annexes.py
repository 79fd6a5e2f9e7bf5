"""The annexes of D04: figures by field, figures by sender, and every petition in a matrix."""

from mttq_desktop.word.common import Places, paragraphs, shown
from mttq_desktop.word.figures import figured, shared
from mttq_desktop.word.model import Align, Annex, Column, Part, Table
from mttq_desktop.word.petitions.d04_figures import (
    FieldFigures,
    QuarterlyReport,
    QuarterPetition,
    SenderFigures,
)
from mttq_desktop.word.wording import Wording

BY_FIELD = (
    Column("STT", 12, Align.CENTER),
    Column("Lĩnh vực", 95),
    Column("Tổng số", 22, Align.CENTER),
    Column("TW", 20, Align.CENTER),
    Column("Tỉnh", 20, Align.CENTER),
    Column("Huyện", 20, Align.CENTER),
    Column("Xã", 20, Align.CENTER),
    Column("Đã trả lời", 24, Align.CENTER),
    Column("Tỷ lệ %", 24, Align.CENTER),
)
BY_SENDER = (
    Column("STT", 12, Align.CENTER),
    Column("Đơn vị gửi", 115),
    Column("Số ý kiến", 26, Align.CENTER),
    Column("Sau gộp", 26, Align.CENTER),
    Column("Chuyển", 26, Align.CENTER),
    Column("Đã trả lời", 26, Align.CENTER),
    Column("Chưa", 26, Align.CENTER),
)
FIELDS_CAPTION = "Lĩnh vực"
MARK = "X"


def annexes(data: QuarterlyReport, wording: Wording, places: Places) -> tuple[Annex, ...]:
    """The annexes that have something to show, in their order."""
    tables = (
        ("annex_fields", _by_field(data, wording, places), ()),
        ("annex_senders", _by_sender(data, wording, places), _of_senders(data, wording, places)),
        ("annex_petitions", _matrix(data), ()),
    )
    attached = wording.text("D04.annex_attached", places)
    return tuple(
        Annex(title=wording.text(f"D04.{key}", places), attached=attached, parts=(table, *below))
        for key, table, below in tables
        if table.rows
    )


def _of_senders(data: QuarterlyReport, wording: Wording, places: Places) -> tuple[Part, ...]:
    """What happened is told of every opinion sent; where some were merged, that is more than what is left of them."""
    merged = data.senders_total.opinions != data.senders_total.merged
    return paragraphs(wording, "D04.annex_senders_note", places) if merged else ()


def _by_field(data: QuarterlyReport, wording: Wording, places: Places) -> Table:
    rows = [(str(n), line.name, *_field_cells(line)) for n, line in enumerate(data.fields, 1)]
    total = ("", wording.text("D04.total", places), *_field_cells(data.fields_total))
    return Table(BY_FIELD, rows, total=total)


def _field_cells(line: FieldFigures) -> tuple[str, ...]:
    names = ("total", "central", "province", "district", "commune", "answered")
    rate = shared(line.answered, line.total, f"{line.key}/answered" if line.key else "")
    return (*_keyed(line, names), rate)


def _keyed(line: FieldFigures | SenderFigures, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(figured(getattr(line, name), f"{line.key}/{name}" if line.key else "") for name in names)


def _by_sender(data: QuarterlyReport, wording: Wording, places: Places) -> Table:
    rows = [(str(n), line.name, *_sender_cells(line)) for n, line in enumerate(data.senders, 1)]
    total = ("", wording.text("D04.total", places), *_sender_cells(data.senders_total))
    return Table(BY_SENDER, rows, total=total)


def _sender_cells(line: SenderFigures) -> tuple[str, ...]:
    return _keyed(line, ("opinions", "merged", "forwarded", "answered", "unanswered"))


def _matrix(data: QuarterlyReport) -> Table:
    """The appendix offices exchange: one mark under one of the field columns."""
    columns = (
        Column("TT", 10, Align.CENTER),
        Column("Huyện, thị xã, thành phố", 24),
        Column("Số kiến nghị", 24, Align.CENTER),
        Column("Nội dung kiến nghị", 104),
        *(Column(c, 15, Align.CENTER, group=FIELDS_CAPTION) for c in data.field_groups),
        Column("Ghi chú", 20),
    )
    count = len(data.field_groups)
    return Table(columns, [_matrix_row(n, p, count) for n, p in enumerate(data.petitions, 1)])


def _matrix_row(n: int, petition: QuarterPetition, groups: int) -> tuple[str, ...]:
    marks = (MARK if petition.group == i else "" for i in range(groups))
    return (
        str(n),
        petition.district,
        petition.number,
        shown(petition.content),
        *marks,
        petition.note,
    )
