"""list and export: records of any kind, as text, JSON or a workbook."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from mttq_desktop.cli.common import Commands, Given, a_period, words_of
from mttq_desktop.fields import JsonValue, Vocabulary
from mttq_desktop.queries.listing import Filter, ids, parts_of, values
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.records.register import KINDS, kind_named
from mttq_desktop.store.database import Database

PAGE = 500


def add(commands: Commands) -> None:
    """Declare the commands."""
    names = [k.name for k in KINDS]
    listing = commands.add_parser("list", help="liệt kê hồ sơ")
    listing.add_argument("kind", choices=names, metavar="LOẠI", help=", ".join(names))
    listing.add_argument("--json", action="store_true", help="in ra một mảng JSON")
    _selection(listing)
    listing.set_defaults(act=list_records)
    export = commands.add_parser("export", help="xuất danh sách ra Excel")
    export.add_argument("kind", choices=names, metavar="LOẠI", help=", ".join(names))
    export.add_argument("--out", type=Path, required=True, metavar="TỆP.xlsx")
    export.add_argument("--personal", action="store_true", help="kèm dữ liệu cá nhân (họ tên, số định danh)")
    _selection(export)
    export.set_defaults(act=export_records)


def _selection(parser: Any) -> None:
    parser.add_argument("--search", default="", metavar="CHỮ", help="tìm có dấu hoặc không dấu")
    parser.add_argument("--period", type=a_period, metavar="KỲ")


def _filter(given: Given) -> Filter:
    period = given.options.period
    return Filter(text=given.options.search, period=period.code if period else None)


def list_records(given: Given) -> int:
    """Print the records that the words and the period keep."""
    kind = kind_named(given.options.kind)
    with given.store() as database:
        words = words_of(database)
        rows = list(_rows(database, kind, _filter(given), words, plain=given.options.json))
    if given.options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        print(" | ".join(str(row[n]).replace("\n", " ") for n in kind.listed))
    print(f"{len(rows)} {kind.one}")
    return 0


def _rows(database: Database, kind: Kind[Any], where: Filter, words: Vocabulary, *, plain: bool) -> Any:
    names = tuple(dict.fromkeys([*kind.columns, *(p.name for p in kind.pairs), *kind.listed]))
    with database.reading() as session:
        wanted = ids(session, kind, where)
        for start in range(0, len(wanted), PAGE):
            page = wanted[start : start + PAGE]
            beside = {p.name: _part_rows(session, p, page, words) for p in kind.parts} if plain else {}
            for row in values(session, kind, page, names):
                shown = {n: _value(kind, n, v, words, plain) for n, v in zip(names, row[1:], strict=True)}
                parts = {name: rows.get(row[0], []) for name, rows in beside.items()}
                yield {"id": row[0], **shown, **parts} if plain else shown


def _part_rows(
    session: Session, part: Part, owners: Sequence[int], words: Vocabulary
) -> dict[int, list[dict[str, JsonValue]]]:
    """The rows of one part by owner, as plain values."""
    kind, names = part.kind, (*part.kind.columns, *(p.name for p in part.kind.pairs))
    found: dict[int, list[dict[str, JsonValue]]] = {}
    for owner, own in parts_of(session, part, owners).items():
        rows = values(session, kind, own, names)
        found[owner] = [{n: _value(kind, n, v, words, True) for n, v in zip(names, r[1:], strict=True)} for r in rows]
    return found


def _value(kind: Kind[Any], name: str, value: Any, words: Vocabulary, plain: bool) -> JsonValue:
    field = kind.field(name)
    if value is None:
        return None if plain else ""
    if field.personal:
        return None if plain else "•••"
    return field.plain(value, words) if plain else field.format(value, words)


def export_records(given: Given) -> int:
    """Write the records to a workbook."""
    from mttq_desktop.services.exporting import export_kind

    kind = kind_named(given.options.kind)
    with given.store() as database:
        written = export_kind(database, kind, _filter(given), given.options.out, personal=given.options.personal)
    print(f"Đã xuất {written} {kind.one} ra {given.options.out}")
    return 0
