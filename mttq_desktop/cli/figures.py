"""figures: every indicator by organisation or by unit, or one of them line by line."""

import json
from decimal import Decimal
from pathlib import Path

from mttq_desktop.cli.common import Commands, Given, WrongUse, a_period, today_in
from mttq_desktop.cli.documents import add_units, units_of
from mttq_desktop.queries.catalogues import vocabulary
from mttq_desktop.queries.indicators import BY_CODE, By
from mttq_desktop.services.indicator_board import IndicatorBoard, board
from mttq_desktop.services.plain_tables import PlainTable, as_lines, write_table
from mttq_desktop.services.settings import choice_of, read_settings
from mttq_desktop.store.database import Database


def add(commands: Commands) -> None:
    """Declare the command."""
    figures = commands.add_parser("figures", help="số liệu các chỉ tiêu theo tổ chức hoặc theo đơn vị")
    figures.add_argument("--period", type=a_period, required=True, metavar="KỲ")
    figures.add_argument(
        "--by", choices=[b.value for b in By], default=By.ORGANISATION.value, metavar="CỘT",
        help="organisation = theo tổ chức, unit = theo đơn vị",
    )  # fmt: skip
    add_units(figures)
    figures.add_argument("--organisation", default="", metavar="MÃ", help="chỉ hồ sơ của một tổ chức (với --by unit)")
    figures.add_argument("--indicator", default="", metavar="MÃ", help="chỉ một chỉ tiêu, từng nơi một dòng")
    figures.add_argument("--out", type=Path, metavar="TỆP.xlsx", help="xuất ra Excel thay vì in ra")
    figures.add_argument("--json", action="store_true", help="in ra JSON")
    figures.set_defaults(act=show)


def show(given: Given) -> int:
    """Print or write the table."""
    options = given.options
    if options.indicator and options.indicator not in BY_CODE:
        raise WrongUse(f"Không có chỉ tiêu “{options.indicator}”.", "Mã như A12, B14.1; bỏ --indicator để xem tất cả.")
    with given.store() as database:
        found = _board(database, given)
    table = found.line_table(options.indicator) if options.indicator else found.as_table()
    if options.out:
        print(f"Đã xuất {write_table(table, options.out)} dòng ra {options.out}")
    elif options.json:
        print(json.dumps(_plain(table), ensure_ascii=False, indent=1))
    else:
        print("\n".join(as_lines(table)))
    return 0


def _board(database: Database, given: Given) -> IndicatorBoard:
    options, today = given.options, today_in(database)
    with database.reading() as session:
        words = vocabulary(session)
        choice = units_of(given) or choice_of(read_settings(session), words.units, today)
        organisation = None
        if options.organisation:
            known = words.target("organisation").by_code.get(options.organisation)
            if known is None:
                raise WrongUse(f"Không có tổ chức “{options.organisation}”.", "Mã như MTTQ, LDLD, HND.")
            organisation = int(known[0].key)
        return board(session, options.period, today, By(options.by), choice, organisation)


def _plain(table: PlainTable) -> list[dict[str, object]]:
    """Rows by caption; amounts as numbers."""
    return [
        {c: float(cell) if isinstance(cell, Decimal) else cell for c, cell in zip(table.captions, row, strict=True)}
        for row in table.rows
    ]  # fmt: skip
