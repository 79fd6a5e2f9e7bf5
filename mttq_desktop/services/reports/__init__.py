"""Documents of the programme from the records: the register, previews, and writing them to Word files."""

from mttq_desktop.services.reports.behind import Behind, Side, behind, carried
from mttq_desktop.services.reports.drawing import Drawn
from mttq_desktop.services.reports.files import Written, give_back
from mttq_desktop.services.reports.gaps import Gap, gaps
from mttq_desktop.services.reports.issued import Moved, is_mark, issued, moved, moved_among, with_mark
from mttq_desktop.services.reports.joint import words_of_bodies
from mttq_desktop.services.reports.joint_figures import CHANGE, LAST_YEAR
from mttq_desktop.services.reports.narratives import NarrativePart, narratives, parts_of, save_narrative
from mttq_desktop.services.reports.paper_register import PAPERS
from mttq_desktop.services.reports.papers import (
    Prepared,
    keep_text,
    paper_named,
    papers_of,
    prepare,
    texts_of,
    write_paper,
)
from mttq_desktop.services.reports.register import DOCUMENTS, ReportKind, report_named
from mttq_desktop.services.reports.screen import ScreenSheet, as_html, as_sheets
from mttq_desktop.services.reports.writing import preview, previews, write_report

__all__ = [
    "CHANGE", "DOCUMENTS", "LAST_YEAR", "PAPERS", "Behind", "Drawn", "Gap", "Moved", "NarrativePart", "Prepared",
    "ReportKind", "ScreenSheet", "Side", "Written", "as_html", "as_sheets", "behind", "carried", "gaps", "give_back",
    "is_mark", "issued", "keep_text", "moved", "moved_among", "narratives", "paper_named", "papers_of", "parts_of",
    "prepare", "preview", "previews", "report_named", "save_narrative", "texts_of", "with_mark", "words_of_bodies",
    "write_paper", "write_report",
]  # fmt: skip
