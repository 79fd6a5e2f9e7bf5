"""The documents of a record, beside its form: one button each, or a menu of them; what is not due yet says why."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from mttq_desktop.queries.cases import all_values
from mttq_desktop.records.kind import Kind
from mttq_desktop.services.reports import paper_named, papers_of
from mttq_desktop.ui.buttons import Button, literal
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.kind_facts import Facts


def papers_button(context: Context, parent: QWidget, kind: Kind[Any], facts: Facts) -> Button | None:
    """ "Soạn văn bản ▾"; None for records without documents."""
    known = papers_of(kind)
    if not known:
        return None
    button = Button("Soạn văn bản ▾")
    menu = QMenu(button)
    for document in known:
        why = document.refusal(facts.values)
        title = f"{document.title}  –  {why.rstrip('.')}" if why else f"{document.title}…"
        action = menu.addAction(literal(title), partial(open_paper, context, parent, document.code, kind, facts.id))
        action.setEnabled(not why)
    button.setMenu(menu)
    return button


def open_paper(context: Context, parent: QWidget, code: str, kind: Kind[Any], record_id: int) -> None:
    """The document with its preview; the window's code is loaded when it is first asked for."""
    from mttq_desktop.ui.pages.papers_dialog import PapersDialog

    PapersDialog(context, code, kind, record_id, parent).open()


def offer_paper(context: Context, parent: QWidget, code: str, kind: Kind[Any], record_id: int) -> None:
    """The document, if the record has all it takes; otherwise the record in front says what is missing."""
    document = paper_named(code, kind)
    with context.database.reading() as session:
        ((_, values),) = all_values(session, kind, [record_id])
    if not document.refusal(values):
        open_paper(context, parent, code, kind, record_id)
