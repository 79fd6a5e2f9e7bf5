"""A form of any kind as typed so far, its part rows too: kept while typing, put back after a crash."""

import json
from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from mttq_desktop.services.drafts import Typed, forget_typed, save_typed
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.pages.kind_look import Look
from mttq_desktop.ui.part_grid import PartGrid

_PICKED, _PART = "picked:", "part:"


class KindDrafts(QObject):
    """Written in a worker, in the order of typing. `kept` says when."""

    kept = Signal(object)

    def __init__(self, context: Context, look: Look, form: Form, grids: Mapping[str, PartGrid]) -> None:
        super().__init__(form)
        self._database, self._kind, self._form, self._grids = context.database, look.kind, form, grids
        self._writing = Asker(self, in_order=True)

    def keep(self, record_id: int | None) -> None:
        """Keep the form as it stands."""
        texts = self._form.values() | {_PICKED + n: json.dumps(k) for n, k in self._form.picked().items()}
        rows = {n: g.texts() for n, g in self._grids.items() if g.rows}
        texts |= {_PART + n: json.dumps(them, ensure_ascii=False) for n, them in rows.items()}
        database, kind = self._database, self._kind
        self._writing.ask(lambda: save_typed(database, kind, record_id, texts), self._told)

    def _told(self, at: datetime) -> None:
        self.kept.emit(at)

    def forget(self, record_id: int | None) -> None:
        """It was saved or thrown away."""
        database, name = self._database, self._kind.name
        self._writing.ask(lambda: forget_typed(database, name, record_id))

    def wait(self) -> None:
        """Until all of it is written."""
        self._writing.wait()

    def put_back(self, left: Typed) -> None:
        """Fill the form with what was left unfinished."""
        texts = {n: t for n, t in left.texts.items() if n in self._form.boxes}
        picked = {n.removeprefix(_PICKED): _key(t) for n, t in left.texts.items() if n.startswith(_PICKED)}
        self._form.set_values(texts, picked)
        for name, grid in self._grids.items():
            for row in json.loads(left.texts.get(_PART + name, "[]")):
                grid.put_back(row)
        self._form.dirty = True


def said(typed: Typed) -> bool:
    """Something was typed."""
    return any(text.strip() for name, text in typed.texts.items() if ":" not in name)


def _key(text: str) -> object:
    key = json.loads(text)
    return tuple(key) if isinstance(key, list) else key
