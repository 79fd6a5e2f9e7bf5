"""A forwarding letter with a long annex: our .docx beside bare XML put into a zip, in the same run."""

import io
import sys
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from functools import partial
from xml.sax.saxutils import escape

from benchmarks.measure import Row, child, dice, medians, seconds, tell
from benchmarks.workbook import content
from mttq_desktop.paths import resources
from mttq_desktop.word.common import Issue
from mttq_desktop.word.docx import write
from mttq_desktop.word.office import Office, Signer
from mttq_desktop.word.petitions.d05_forwarding import ForwardingItem, ForwardingLetter, document
from mttq_desktop.word.wording import Wording

DAY = date(2024, 4, 5)
SIZES = (5_000, 20_000)
TIMES = 3.0
MEMORY_MB = 150.0
FLOOR = "bare XML + zip"
SIGNER = Signer(("TM. BAN THƯỜNG TRỰC",), ("CHỦ TỊCH",), "Nguyễn Thị Mẫu")
OFFICE = Office(
    superior=("ỦY BAN MTTQ VIỆT NAM", "TỈNH QUẢNG NAM"),
    issuer=("BAN THƯỜNG TRỰC",),
    place="Quảng Nam",
    code="MTTQ-BTT",
    full_name="Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Quảng Nam",
    area="tỉnh Quảng Nam",
    signer=SIGNER,
)


def items(count: int) -> list[ForwardingItem]:
    """Invented petitions."""
    random = dice()
    return [
        ForwardingItem(
            f"KN-2024-Q1-{n:05}", content(random, n), "Hội Nông dân tỉnh", "Huyện Núi Thành", date(2024, 5, 6)
        )
        for n in range(1, count + 1)
    ]


def ours(petitions: Sequence[ForwardingItem], words: Wording) -> None:
    """The whole letter, from its figures to the bytes of the file."""
    issue = Issue(OFFICE, "12/MTTQ-BTT", DAY)
    letter = ForwardingLetter(issue, "Sở Giao thông vận tải", "Quý I/2024", petitions)
    write(document(letter, words), io.BytesIO(), DAY)


def bare(petitions: Sequence[ForwardingItem]) -> None:
    """The least that holds the same text: rows of cells, escaped, in a zip."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = []
    for n, item in enumerate(petitions, 1):
        texts = (str(n), item.number, item.content, item.sender, item.place, str(item.due_on))
        rows.append(f"<w:tr>{''.join(cell.format(escape(text)) for text in texts)}</w:tr>")
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:document><w:tbl>" + "".join(rows) + "</w:tbl></w:document>")


def run() -> list[Row]:
    """Time at both sizes, and the memory a process needs for the larger."""
    words = Wording.load(resources() / "word", {})
    rows = []
    for count in SIZES:
        petitions = items(count)
        variants = {"ours": partial(ours, petitions, words), FLOOR: partial(bare, petitions)}
        taken = medians({name: partial(seconds, work) for name, work in variants.items()})
        ratio = taken["ours"] / taken[FLOOR]
        rows.append(Row(f"annex of {count:,} rows", taken["ours"], FLOOR, ratio, TIMES))
    peak = child([sys.executable, "-m", "benchmarks.word_annex", str(SIZES[-1])]).peak_mb
    name = f"peak memory, {SIZES[-1]:,} rows"
    rows.append(Row(name, peak, f"{MEMORY_MB:g} MB", peak / MEMORY_MB, 1.0, "MB"))
    return rows


def alone(count: int) -> None:
    """One letter in a process of its own."""
    start = time.perf_counter()
    ours(items(count), Wording.load(resources() / "word", {}))
    tell(time.perf_counter() - start, count)


if __name__ == "__main__":
    alone(int(sys.argv[1]))
