"""report: documents of the programme in Word."""

from pathlib import Path

from mttq_desktop.cli.common import Commands, Given, WrongUse, a_period, today_in


def add(commands: Commands) -> None:
    """Declare the command."""
    report = commands.add_parser("report", help="viết văn bản, báo cáo ra Word")
    report.add_argument("document", nargs="?", metavar="VĂN_BẢN", help="D04, D05 …; xem --list")
    report.add_argument("--list", action="store_true", help="kể tên các văn bản viết được")
    report.add_argument("--period", type=a_period, metavar="KỲ")
    report.add_argument("--out", type=Path, metavar="TỆP.docx")
    report.set_defaults(act=write)


def write(given: Given) -> int:
    """Write one document; letters to several bodies become one file each, beside the name given."""
    from mttq_desktop.services.reports import DOCUMENTS, write_report

    options = given.options
    if options.list:
        for document in DOCUMENTS:
            print(f"{document.code}  {document.title}")
        return 0
    if not (options.document and options.period and options.out):
        example = "Ví dụ: report D04 --period 2024-Q1 --out bao-cao.docx"
        raise WrongUse("Thiếu tên văn bản, --period hoặc --out.", example)
    with given.store() as database:
        written = write_report(database, options.document, options.period, options.out, today_in(database))
    for path in written.paths:
        print(path)
    return 0
