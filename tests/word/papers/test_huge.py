"""Twenty thousand rows: sound files, checked by the independent checker, with rows that may not split kept whole."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from mttq_desktop.word.dialogue import conference
from mttq_desktop.word.dialogue.conference import DialogueCase, Opinion
from mttq_desktop.word.docx import save
from mttq_desktop.word.joint.agreements import Task, joint_plan
from mttq_desktop.word.joint.annexes import Annexes, Sending, UnitTable
from mttq_desktop.word.joint.d01_report import document as joint_report
from mttq_desktop.word.model import Document
from mttq_desktop.word.petitions import d04_quarterly as d04
from mttq_desktop.word.petitions import d07_feedback as d07
from tests.word.papers import joint, reports
from tests.word.reading import MADE
from tests.word.samples import CONTENTS, feedback, issue, quarterly, wording

ROWS = 20_000
WORDS = wording()


def _plan(rows: int) -> Document:
    tasks = tuple(Task(f"Nhóm {n // 1000}", f"{n} {CONTENTS[n % 5]}", "MTTQ", "HND", "Cả năm") for n in range(rows))
    return joint_plan(replace(joint.year(), tasks=tasks), WORDS)


def _conclusion(rows: int) -> Document:
    opinions = tuple(
        Opinion(f"{n} {CONTENTS[n % 5]}", "Cử tri", "GT", "Sở Xây dựng", date(2024, 9, 1), "", "", False)
        for n in range(rows)
    )
    case = DialogueCase(issue("1/TB-MTTQ-BTT", MADE), "Quy hoạch", "Bí thư", "Nhân dân", MADE, opinions=opinions)
    return conference.conclusion(case, WORDS)


def _joint(rows: int) -> Document:
    data = reports.report("D01", WORDS)
    units = UnitTable(("Số hộ",), tuple((f"Xã {n}", str(n)) for n in range(rows)), (str(rows),))
    sendings = tuple(Sending(f"Xã {n}", "05/6/2024", f"{n}/BC", "Đúng hạn") for n in range(rows))
    return joint_report(replace(data, annexes=Annexes(reports.figures("D01"), units, sendings)), WORDS)


HUGE: dict[str, Callable[[int], Document]] = {
    "D01": _joint, "D04": lambda n: d04.document(quarterly(n), WORDS),
    "D07": lambda n: d07.document(feedback(n), WORDS), "D10": _plan, "D22": _conclusion,
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(HUGE))
def test_a_document_of_twenty_thousand_rows_is_whole(code: str, tmp_path: Path) -> None:
    path = tmp_path / f"{code}.docx"
    save(HUGE[code](ROWS), path, MADE)
    with zipfile.ZipFile(path) as package:
        main = package.read("word/document.xml")
    assert main.count(b"<w:tr>") >= ROWS
    assert main.count(b"<w:cantSplit/>") >= ROWS
    root = etree.fromstring(main, etree.XMLParser(huge_tree=True))
    tables = [t for t in root.iter("{*}tbl") if len(t) > ROWS]
    assert tables
    for table in tables:
        (grid,) = table.iterchildren("{*}tblGrid")
        columns = len(grid)
        spans = {sum(_span(cell) for cell in row.iterchildren("{*}tc")) for row in table.iterchildren("{*}tr")}
        assert spans == {columns}


def _span(cell: etree._Element) -> int:
    span = cell.find("{*}tcPr/{*}gridSpan")
    return 1 if span is None else int(str(next(iter(span.attrib.values()))))


def test_long_documents_pass_the_independent_check(tmp_path: Path, shared: Path) -> None:
    """A twentieth of the rows: what the checker needs grows with their square."""
    for code, made in HUGE.items():
        save(made(ROWS // 20), tmp_path / f"{code}.docx", MADE)
    checker = shared / "checks" / "check_docx.py"
    files = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    command = [sys.executable, str(checker), "--profile", "nd30", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[:2_000] + done.stderr
