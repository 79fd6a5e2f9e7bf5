"""A petition as typed so far: kept while typing, offered again; what the next one shares with the last."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mttq_desktop.records.petitions import PETITION
from mttq_desktop.services.drafts import Typed, forget_typed, save_typed, unfinished
from mttq_desktop.text.shorten import shortened
from mttq_desktop.ui.asking import Asker
from mttq_desktop.ui.buttons import Button
from mttq_desktop.ui.context import Context
from mttq_desktop.ui.form import Form
from mttq_desktop.ui.memory import WindowMemory
from mttq_desktop.ui.widgets.dialogs import ConfirmDialog

SHARED = ("organisation_id", "sender_unit_id", "source")
"""What the next petition most likely shares with the last one."""
_MEMORY = "entry/petition"
_PICKED = "picked:"
"""Keys picked from lists stand beside the texts, so that two places of one name stay apart."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A form that was not finished: its texts, keys that were picked, and when it was typed."""

    texts: Mapping[str, str]
    picked: Mapping[str, object]
    at: datetime

    @property
    def values(self) -> tuple[Mapping[str, str], Mapping[str, object]]:
        """As a form takes them."""
        return self.texts, self.picked

    @property
    def said(self) -> str:
        """14:02 ngày 05/4."""
        return f"{self.at:%H:%M} ngày {self.at:%d}/{self.at.month}"

    @property
    def words(self) -> str:
        """The beginning of what was typed."""
        text = self.texts.get("content", "").strip()
        return shortened(text, 90)


class Drafts(QObject):
    """Unfinished forms of new petitions; written in a worker, in the order of typing. `kept` says when."""

    kept = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._database = context.database
        self._memory = WindowMemory(context.database.path.parent)
        self._writing = Asker(self, in_order=True)

    def keep(self, form: Form) -> None:
        """Keep the form as it stands."""
        texts = form.values() | {_PICKED + n: json.dumps(k) for n, k in form.picked().items()}
        database = self._database
        self._writing.ask(lambda: save_typed(database, PETITION, None, texts), self._told)

    def _told(self, at: datetime) -> None:
        self.kept.emit(f"{at:%H:%M}")

    def forget(self) -> None:
        """It was saved or thrown away."""
        database = self._database
        self._writing.ask(lambda: forget_typed(database, PETITION.name, None))

    def wait(self) -> None:
        """Until all of it is written."""
        self._writing.wait()

    def left_over(self) -> LeftOver | None:
        """What was typed last and not finished."""
        self.wait()
        return next((_left(t) for t in unfinished(self._database) if _is_new(t)), None)

    def remember(self, picked: Mapping[str, object]) -> None:
        """Sender and source stand ready in the next form."""
        self._memory.put(_MEMORY, json.dumps({n: picked[n] for n in SHARED if n in picked}))

    def remembered(self) -> dict[str, object]:
        """Sender and source of the last one."""
        try:
            found = json.loads(self._memory.get(_MEMORY) or "{}")
        except ValueError:
            return {}
        return {n: v for n, v in found.items() if n in SHARED} if isinstance(found, dict) else {}


def _is_new(typed: Typed) -> bool:
    return typed.kind == PETITION.name and typed.record_id is None and any(t.strip() for t in typed.texts.values())


def _left(typed: Typed) -> LeftOver:
    texts = {n: t for n, t in typed.texts.items() if not n.startswith(_PICKED)}
    picked = {n.removeprefix(_PICKED): _key(t) for n, t in typed.texts.items() if n.startswith(_PICKED)}
    return LeftOver(texts, picked, typed.saved_at)


def _key(text: str) -> object:
    key = json.loads(text)
    return tuple(key) if isinstance(key, list) else key


class Leaving(Enum):
    """What to do with a form that was not finished."""

    STAY = 0
    DROP = 1
    LATER = 2


class LeaveDialog(ConfirmDialog):
    """Esc on a form with something typed."""

    def __init__(self, parent: QWidget) -> None:
        words = "Kiến nghị này chưa được ghi vào sổ."
        super().__init__("Đóng phiếu đang gõ?", words, "Bỏ phần đã gõ", keep="Gõ tiếp", parent=parent)
        self.later = Button("Để dở, gõ tiếp lúc khác", act=lambda: self.done(Leaving.LATER.value))
        self.body.addWidget(self.later)

    @classmethod
    def asked(cls, parent: QWidget) -> Leaving:
        """The person's answer."""
        return Leaving(cls(parent).exec())
