"""What an empty form of any kind begins with."""

from mttq_desktop.fields import Day
from mttq_desktop.rules.period import Period
from mttq_desktop.store.rows import defaults_of
from mttq_desktop.text.dates import short
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.pages.kind_look import Look


def fresh(context: Context, look: Look, period: Period | None) -> tuple[dict[str, str], dict[str, object]]:
    """Texts and picked keys: today's day, the working period, the columns' defaults, what the kind's look says.

    A day that may be left out has not come yet, or is not known: nobody is taken to mean today.
    """
    kind, today = look.kind, context.today()
    texts: dict[str, str] = {}
    picked = dict(look.first or {})
    shown = kind.shown.get(kind.day or "")
    if shown is not None and shown.required and isinstance(shown.field, Day):
        texts[str(kind.day)] = short(today)
    if kind.period in kind.form:
        picked[str(kind.period)] = (period or Period.quarter_of(today)).code
    if kind.year in kind.form:
        texts[str(kind.year)] = str(period.year if period else today.year)
    for name, value in defaults_of(kind.table).items():
        if value is not None and name in kind.form:
            texts.setdefault(name, kind.field(name).format(value, context.vocabulary))
    return texts, picked
