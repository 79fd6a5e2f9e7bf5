"""The documents drawn from one record: a hand-written register, family by family."""

from mttq_desktop.services.reports.criticism_papers import CRITICISM_PAPERS
from mttq_desktop.services.reports.dialogue_papers import DIALOGUE_PAPERS
from mttq_desktop.services.reports.feedback_papers import FEEDBACK_PAPERS
from mttq_desktop.services.reports.inspection_papers import INSPECTION_PAPERS
from mttq_desktop.services.reports.invitations import INVITATIONS
from mttq_desktop.services.reports.joint_papers import JOINT_PAPERS
from mttq_desktop.services.reports.matter import RecordDocument
from mttq_desktop.services.reports.supervision_papers import SUPERVISION_PAPERS
from mttq_desktop.services.reports.survey_papers import SURVEY_PAPERS

PAPERS: tuple[RecordDocument, ...] = (
    *SUPERVISION_PAPERS, *DIALOGUE_PAPERS, *INVITATIONS, *CRITICISM_PAPERS, *SURVEY_PAPERS, *FEEDBACK_PAPERS,
    *JOINT_PAPERS, *INSPECTION_PAPERS,
)  # fmt: skip
