"""Documents of the programme from the records: the register, previews, and writing them to Word files."""

from mttq_desktop.services.reports.drawing import Drawn
from mttq_desktop.services.reports.gaps import Gap, gaps
from mttq_desktop.services.reports.issued import Moved, issued, moved, with_mark
from mttq_desktop.services.reports.narratives import NarrativePart, narratives, save_narrative
from mttq_desktop.services.reports.register import DOCUMENTS, ReportKind, report_named
from mttq_desktop.services.reports.writing import (
    ScreenSheet,
    Written,
    as_html,
    as_sheets,
    preview,
    previews,
    write_report,
)

__all__ = [
    "DOCUMENTS", "Drawn", "Gap", "Moved", "NarrativePart", "ReportKind", "ScreenSheet", "Written", "as_html",
    "as_sheets", "gaps", "issued", "moved", "narratives", "preview", "previews", "report_named", "save_narrative",
    "with_mark", "write_report",
]  # fmt: skip
