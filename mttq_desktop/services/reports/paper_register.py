"""The documents drawn from one record: a hand-written register, family by family."""

from mttq_desktop.services.reports.dialogue_papers import DIALOGUE_PAPERS
from mttq_desktop.services.reports.invitations import INVITATIONS
from mttq_desktop.services.reports.matter import RecordDocument
from mttq_desktop.services.reports.supervision_papers import SUPERVISION_PAPERS

PAPERS: tuple[RecordDocument, ...] = (*SUPERVISION_PAPERS, *DIALOGUE_PAPERS, *INVITATIONS)
