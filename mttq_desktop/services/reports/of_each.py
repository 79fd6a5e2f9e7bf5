"""Letters of reports that each organisation signs itself (D03): ours takes a number, the others are kept without one.

The paper of another organisation is numbered and dated where it is signed; here its file and its figures are kept.
"""

from datetime import date

from mttq_desktop.fields import Entry
from mttq_desktop.queries.issued import letters_of_bodies
from mttq_desktop.records.office import Letter
from mttq_desktop.rules.period import Period
from mttq_desktop.services.office import office_of
from mttq_desktop.services.petitions.letters import Desk
from mttq_desktop.services.reports.drawing import Paper
from mttq_desktop.services.reports.joint import organisations
from mttq_desktop.store.database import Writing

DOCUMENT = "D03"


def record_each(writing: Writing, period: Period, today: date) -> None:
    """One letter for each organisation: the one of this year, dated today, or a new one."""
    paper, known = Paper(writing.session, today), letters_of_bodies(writing.session, DOCUMENT, period)
    for key in organisations(paper.vocabulary, period):
        letter = known.get(key)
        if letter is None or letter.year != today.year:
            _new(writing, paper, period, paper.vocabulary.target("organisation").by_key[key])
        else:
            letter.day = today
    writing.session.flush()


def _new(writing: Writing, paper: Paper, period: Period, body: Entry) -> None:
    settings, today, key = paper.desk.settings, paper.today, int(body.key)
    title = f"{body.label}: báo cáo {period.label}"
    if body.code == settings.organisation_code:
        desk = Desk(settings, paper.words(today, body.code))
        desk.letter(writing, DOCUMENT, today, None, title, period=period.code, organisation_id=key)
        return
    number = paper.blank_number(DOCUMENT, office_of(writing.session, settings, key, today).code, body.code)
    letter = Letter(document=DOCUMENT, number=number, ordinal=0, year=today.year, day=today, title=title)
    letter.period, letter.organisation_id = period.code, key
    writing.session.add(letter)
