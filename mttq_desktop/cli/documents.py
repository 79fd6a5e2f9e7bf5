"""report: documents of the programme in Word."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mttq_desktop.cli.common import Commands, Given, WrongUse, a_period, today_in
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.register import KINDS, kind_named
from mttq_desktop.text.dates import short

if TYPE_CHECKING:
    from mttq_desktop.services.reports import Written


def add(commands: Commands) -> None:
    """Declare the command."""
    report = commands.add_parser("report", help="viết văn bản, báo cáo ra Word")
    report.add_argument("document", nargs="?", type=a_document, metavar="VĂN_BẢN", help="D04, D05 …; xem --list")
    report.add_argument("--list", action="store_true", help="kể tên các văn bản viết được")
    report.add_argument("--period", type=a_period, metavar="KỲ")
    report.add_argument(
        "--record", metavar="MÃ", help="văn bản lập từ một hồ sơ (D12 …): mã hoặc id của hồ sơ, thay cho --period"
    )
    names = [k.name for k in KINDS]
    report.add_argument("--kind", choices=names, metavar="LOẠI", help="loại hồ sơ, khi văn bản lập từ nhiều loại")
    report.add_argument("--out", type=Path, metavar="TỆP.docx", help="tệp, hoặc thư mục khi mỗi nơi một văn bản")
    report.add_argument(
        "--act", action="store_true", dest="issue",
        help="D05, D06, D06K, D07: chuyển, đôn đốc, thông báo tất cả những gì đến lượt (lấy số, ghi sổ) rồi viết ra; "
        "không có --act thì viết lại văn bản đã phát hành, hoặc dự thảo",
    )  # fmt: skip
    report.add_argument("--mark", metavar="DẤU", help="tìm văn bản đã phát hành theo dấu ở chân trang (3F2A-91BC)")
    add_units(report)
    report.add_argument("--pdf", action="store_true", help="viết thêm PDF bên cạnh, bằng Word hay LibreOffice của máy")
    report.set_defaults(act=write)


def add_units(parser: Any) -> None:
    """--units: by which units tables are read."""
    parser.add_argument(
        "--units", choices=[c.value for c in Choice], metavar="CÁCH",
        help="bảng theo đơn vị: now = theo đơn vị hiện nay, then = theo huyện cũ; không ghi thì theo thiết lập",
    )  # fmt: skip


def units_of(given: Given) -> Choice | None:
    """The choice as typed."""
    return Choice(given.options.units) if given.options.units else None


def a_document(text: str) -> str:
    """A code of the programme's documents, D01 … D26; argparse shows the message."""
    code = text.strip().upper()
    if not re.fullmatch(r"D(0[1-9]|1\d|2[0-6])[A-Z]?", code):
        raise argparse.ArgumentTypeError(f"không có văn bản “{text}”; viết D01 … D26, xem report --list")
    return code


def write(given: Given) -> int:
    """Write one document; letters to several bodies become one file each, beside the name given."""
    from mttq_desktop.services.reports import DOCUMENTS, PAPERS, report_named, write_report

    options = given.options
    if options.list:
        known = {d.code: d.title for d in DOCUMENTS} | {d.code: f"{d.title} (--record)" for d in PAPERS}
        for code in sorted(known):
            print(f"{code}  {known[code]}")
        return 0
    if options.mark:
        return tell_marked(given)
    if options.record:
        return write_of_record(given)
    if not (options.document and options.period and options.out):
        example = "Ví dụ: report D04 --period 2024-Q1 --out bao-cao.docx; report D13 --record GS-2024-01 --out qd.docx"
        raise WrongUse("Thiếu tên văn bản, --period (hoặc --record), hoặc --out.", example)
    if options.issue and report_named(options.document).issue is None:
        raise WrongUse(f"{options.document} không cần --act.", "Bỏ --act rồi chạy lại.")
    with given.store() as database:
        today = today_in(database)
        written = write_report(database, options.document, options.period, options.out, today, act=options.issue,
                               units_by=units_of(given))  # fmt: skip
    _tell(given, written)
    if written.draft:
        print("Đây là dự thảo, chưa lấy số và chưa ghi vào sổ; thêm --act để phát hành.", file=sys.stderr)
    return 0


def tell_marked(given: Given) -> int:
    """The issued documents with a mark, one a line; 1 where there is none."""
    from mttq_desktop.services.reports import with_mark

    with given.store() as database, database.reading() as session:
        found = with_mark(session, given.options.mark)
    for letter in found:
        print("\t".join((letter.number, short(letter.day), letter.document, letter.title, letter.file_name or "")))
    return 0 if found else 1


def write_of_record(given: Given) -> int:
    """Write a document of one record; several sheets become files of their own."""
    from mttq_desktop.queries.cases import record_called
    from mttq_desktop.services.reports import paper_named, write_paper

    options = given.options
    if not (options.document and options.out):
        raise WrongUse("Thiếu tên văn bản hoặc --out.", "Ví dụ: report D13 --record GS-2024-01 --out quyet-dinh.docx")
    kind = kind_named(options.kind) if options.kind else paper_named(options.document).kinds[0]
    with given.store() as database:
        with database.reading() as session:
            record_id = record_called(session, kind, options.record)
        written = write_paper(database, options.document, kind, record_id, options.out, today_in(database))
    _tell(given, written)
    return 0


def _tell(given: Given, written: "Written") -> None:
    """Tell the files; where asked, each as PDF beside it too."""
    from mttq_desktop.services.reports.pdf import pdf_beside

    for path in written.paths:
        print(path)
        if given.options.pdf:
            print(pdf_beside(path))
