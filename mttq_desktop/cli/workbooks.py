"""import, undo-import, template, marked-copy: workbooks in and out."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from mttq_desktop.cli.common import Commands, Given, a_day, a_period, told
from mttq_desktop.errors import NoSpace, NotWritable, Problem, Refused, Trouble, is_full
from mttq_desktop.fields import Vocabulary
from mttq_desktop.services.importing import (
    OUTCOME_LABELS,
    Choices,
    FilePreview,
    Outcome,
    Readers,
    Result,
    SheetPreview,
    as_json,
    clear_blanks,
    hints_for,
    preview,
    undo,
    write,
)
from mttq_desktop.services.tables import IMPORTABLE
from mttq_desktop.store.database import Database

SHOWN_LINES = 200


def add(commands: Commands) -> None:
    """Declare the commands."""
    _add_import(commands)
    back = commands.add_parser("undo-import", help="hoàn tác cả một tệp đã nhập")
    back.add_argument("batch", type=int, metavar="ĐỢT")
    back.set_defaults(act=undo_import)
    template = commands.add_parser("template", help="làm tệp mẫu Excel cho một đơn vị và một kỳ")
    names = [k.name for k in IMPORTABLE]
    template.add_argument("kind", choices=names, metavar="LOẠI", help=", ".join(names))
    template.add_argument("--out", type=Path, required=True, metavar="TỆP.xlsx")
    template.add_argument("--unit", default="", metavar="MÃ")
    template.add_argument("--period", type=a_period, metavar="KỲ")
    template.set_defaults(act=make_template)
    marked = commands.add_parser("marked-copy", help="bản sao có đánh dấu lỗi để gửi lại")
    marked.add_argument("source", metavar="ĐỢT hoặc TỆP")
    marked.add_argument("--out", type=Path, required=True, metavar="TỆP.xlsx")
    marked.set_defaults(act=mark)


def _add_import(commands: Commands) -> None:
    taking = commands.add_parser("import", help="nhập tệp Excel của các đơn vị")
    taking.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    names = [k.name for k in IMPORTABLE]
    said = f"loại hồ sơ, khi tệp không phải mẫu của chương trình: {', '.join(names)}"
    taking.add_argument("--kind", default="", choices=names, metavar="LOẠI", help=said)
    taking.add_argument("--unit", default="", metavar="MÃ", help="mã hoặc tên đơn vị gửi, khi tệp không ghi")
    taking.add_argument("--period", type=a_period, metavar="KỲ", help="kỳ, khi tệp không ghi")
    taking.add_argument("--day", type=a_day, metavar="NGÀY", help="ngày tiếp nhận mọi dòng, khi tệp không có cột ngày")
    taking.add_argument("--sheet", default="", metavar="TÊN", help="trang tính cần nhập")
    taking.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
    taking.add_argument("--accept-changes", action="store_true", help="nhận các thay đổi của bản ghi đã có")
    taking.add_argument("--clear-blanks", action="store_true", help="ô để trống xóa giá trị đã có (mặc định: giữ)")
    taking.add_argument("--json", type=Path, metavar="TỆP.json", help="ghi kết quả từng dòng ra JSON")
    taking.set_defaults(act=take_in)


def take_in(given: Given) -> int:
    """Preview each file, write it, and say what became of every row; 1 when a file was refused."""
    with Readers() as readers:
        readers.stand_by()  # starts while the store opens
        return _taken_in(given, readers)


def _taken_in(given: Given, readers: Readers) -> int:
    options = given.options
    seen: list[FilePreview] = []
    written: dict[int, Result] = {}
    with given.store() as database:
        for place, (found, result) in enumerate(_files(database, given, readers)):
            seen.append(found)
            if result is not None:
                written[place] = result
            _tell(found, result, accepted=options.accept_changes)
    if options.json:
        _put_text(options.json, json.dumps(as_json(seen, written), ensure_ascii=False, indent=1))
    return 1 if any(f.refused for f in seen) else 0


def _files(database: Database, given: Given, readers: Readers) -> Iterator[tuple[FilePreview, Result | None]]:
    options = given.options
    period = options.period.code if options.period else ""
    hints = hints_for(database, kind=options.kind, unit_code=options.unit, period=period, sheet=options.sheet,
                      day=options.day)  # fmt: skip
    seen: list[FilePreview] = []
    for path in options.files:
        (found,) = preview(database, [path], hints, readers=readers, beside=seen)
        seen.append(found)
        if options.clear_blanks and not found.refused:
            clear_blanks(database, found, on=True)
        result = None
        if not found.refused and not options.dry_run:
            result = _write(database, found, Choices(accept_changes=options.accept_changes))
        yield found, result


def _write(database: Database, found: FilePreview, choices: Choices) -> Result | None:
    try:
        return write(database, found, choices)
    except Trouble as trouble:
        found.refused = True
        if not (isinstance(trouble, Refused) and trouble.problems):
            found.problems.append(Problem("not_written", str(trouble)))
        print(f"{found.path.name}: {trouble}", file=sys.stderr)
        return None


def _put_text(path: Path, text: str) -> None:
    """The answer as a file; when it cannot be written, what was imported stays imported."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        trouble, why = (NoSpace, "Ổ đĩa đã đầy, chưa") if is_full(error) else (NotWritable, "Không")
        advice = "Việc nhập đã xong; chọn nơi khác rồi chạy lại để có tệp."
        raise trouble(f"{why} ghi được “{path}”.", advice) from error


def _tell(found: FilePreview, result: Result | None, *, accepted: bool) -> None:
    print(f"\n{found.path.name}")
    for problem in (*found.problems, *(p for s in found.sheets if s.kind is None for p in s.problems)):
        print(f"  {told(problem)}")
    for sheet in found.tables:
        print(f"  Trang “{sheet.name}”: {_from_whom(found, sheet)}")
        for problem in sheet.problems:
            print(f"    {told(problem)}")
        lines = [*_wrong(sheet), *_changed(sheet, found.vocabulary)]
        for line in lines[:SHOWN_LINES]:
            print(f"    {line}")
        if len(lines) > SHOWN_LINES:
            print(f"    … và {len(lines) - SHOWN_LINES} điều nữa; xem đủ bằng --json.")
    counts = ", ".join(f"{OUTCOME_LABELS[o].lower()} {found.counts[o.value]}" for o in Outcome if found.counts[o.value])
    if counts:
        print(f"  Kết quả: {counts}")
    if found.counts[Outcome.CHANGED.value] and not accepted:
        print("  Thay đổi chưa được nhận; thêm --accept-changes để nhận.")
    if result is not None and result.batch is not None:
        numbers = f" ({result.first_number} … {result.last_number})" if result.first_number else ""
        print(f"  Đã ghi vào sổ, đợt nhập {result.batch}{numbers}.")


def _wrong(sheet: SheetPreview) -> Iterator[str]:
    for row in sheet.rows.told:
        yield from (f"dòng {row.number} · {told(p)}" for p in row.problems if p.is_error)


def _changed(sheet: SheetPreview, words: Vocabulary) -> Iterator[str]:
    """Every change, old → new."""
    for row in sheet.rows.told:
        for name, pair in row.changes.items():
            field = sheet.field(name)
            old, new = (field.format(v, words) if v is not None else "(trống)" for v in pair)
            yield f"dòng {row.number} · {field.label}: {old} → {new}"


def _from_whom(found: FilePreview, sheet: SheetPreview) -> str:
    if sheet.own:
        return "danh sách xuất từ sổ, nơi gửi và kỳ ghi ở từng dòng"
    asks = sheet.spec is not None and sheet.spec.asks
    unit = found.vocabulary.units.label(sheet.unit) if sheet.unit is not None else "chưa rõ nơi gửi" if asks else ""
    said = [sheet.spec.title if sheet.spec is not None and not asks else "", unit]
    return ", ".join(filter(None, [*said, sheet.period or ("chưa rõ kỳ" if asks else "")]))


def undo_import(given: Given) -> int:
    """Take a whole file back; says what was kept because it was edited or used since."""
    with given.store() as database:
        done = undo(database, given.options.batch)
    print(f"Đã hoàn tác {done.reversed} bản ghi; giữ lại {len(done.kept)} (đã sửa sau khi nhập), {len(done.used)} "
          f"(đã có công văn, trả lời hoặc hồ sơ khác gắn vào); không được {len(done.failed)}.")  # fmt: skip
    for reason in (*done.kept, *done.used, *done.failed):
        print(f"  {reason}")
    return 0


def make_template(given: Given) -> int:
    """Write the template workbook of a kind."""
    from mttq_desktop.services.templates import write_template

    options = given.options
    period = options.period.code if options.period else ""
    with given.store() as database:
        write_template(database, options.kind, options.out, unit_code=options.unit, period=period)
    print(f"Đã làm tệp mẫu: {options.out}")
    return 0


def mark(given: Given) -> int:
    """Write the sender's own workbook with bad cells marked."""
    from mttq_desktop.services.marking import write_marked_copy

    source: str = given.options.source
    with given.store() as database:
        written = write_marked_copy(database, int(source) if source.isdigit() else Path(source), given.options.out)
    clean = "" if written else " (không có lỗi nào)"
    print(f"Đã ghi bản đánh dấu{clean}: {given.options.out}")
    return 0
