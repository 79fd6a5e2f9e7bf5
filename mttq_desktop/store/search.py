"""The search index: one contentless FTS5 table a kind over its folded text, kept by triggers."""

from collections.abc import Iterator

from mttq_desktop.records.register import KINDS
from mttq_desktop.text.fold import fold


def index_name(table: str) -> str:
    """The search table of a record table."""
    return f"search_{table}"


def statements() -> Iterator[str]:
    """SQL that makes every search table and its triggers."""
    for kind in KINDS:
        if not kind.searched:
            continue
        table, index = kind.table.name, index_name(kind.table.name)
        yield (
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5(folded, content='', contentless_delete=1, "
            "prefix='2 3', tokenize='ascii')"
        )
        add = f"INSERT INTO {index} (rowid, folded) VALUES (NEW.id, NEW.folded);"
        drop = f"DELETE FROM {index} WHERE rowid = OLD.id;"
        yield f"CREATE TRIGGER search_{table}_i AFTER INSERT ON {table} BEGIN {add} END"
        changed = "WHEN OLD.folded IS NOT NEW.folded"
        yield f"CREATE TRIGGER search_{table}_u AFTER UPDATE OF folded ON {table} {changed} BEGIN {drop} {add} END"
        yield f"CREATE TRIGGER search_{table}_d AFTER DELETE ON {table} BEGIN {drop} END"


def match_words(text: str) -> str:
    """An FTS5 query: every word typed, the last one as a beginning; "" when nothing was typed."""
    words = fold(text).split()
    if not words:
        return ""
    last = words.pop()
    return " ".join([*(f'"{w}"' for w in words), f'"{last}"*'])
