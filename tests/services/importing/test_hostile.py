"""Foreign, broken and hostile files: the reader may die of one, the program never; each is told by a known code.

MTTQ_HOSTILE=2000 reads that many instead of the few of every run.
"""

import os
from pathlib import Path

from mttq_desktop.services.importing import FilePreview, Limits, Readers, preview
from mttq_desktop.store.database import Database
from tests.excel.made.hostile import REFUSALS, Hostile, make

_FILES = int(os.environ.get("MTTQ_HOSTILE", "20"))
_LIMITS = Limits(seconds=20, memory_mb=700)


def test_no_file_brings_the_program_down(store: Database, tmp_path: Path) -> None:
    before = store.path.read_bytes()
    wrong = []
    with Readers() as readers:
        for seed in range(_FILES):
            made = make(seed)
            path = tmp_path / made.name
            path.write_bytes(made.data)
            (found,) = preview(store, [path], limits=_LIMITS, readers=readers)
            path.unlink()
            wrong += [f"{seed} {made.maker}: {w}" for w in _wrong(made, found)]
    assert wrong == []
    assert store.path.read_bytes() == before


def _wrong(made: Hostile, found: FilePreview) -> list[str]:
    codes = [p.code for p in found.problems]
    if found.refused:
        return [] if set(codes) <= REFUSALS else [f"refused with {codes}"]
    if made.maker in ("blank", "lock", "secret", "biff", "outside_entity", "truncated", "noise"):
        return [f"read, with {codes}"]
    rows = [(s.name, r.number) for s in found.sheets for r in s.rows]
    return ["a row listed twice"] if len(rows) != len(set(rows)) else []
