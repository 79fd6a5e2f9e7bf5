"""Rows of a workbook that have something to tell, each by itself; of many, only those in use lie in memory."""

import threading
from array import array
from collections import Counter, OrderedDict
from itertools import islice
from weakref import WeakValueDictionary

from mttq_desktop.services.importing.row import BRIEF, Brief, Briefs, Outcome, RowPreview, Sums
from mttq_desktop.services.importing.seen import Seen
from mttq_desktop.services.importing.shelf import Shelf

_NOWHERE = -1


class Pile:
    """Rows by their place in the pile, for good; `most` of them lie in memory. `touch` comes before every change.

    A row stays the same object as long as anybody holds it. Rows tied to others stay in memory, as does everything
    when the disk takes no more.
    """

    def __init__(self, shelf: Shelf, most: int) -> None:
        self.numbers = array("q")
        self._shelf, self._lock = shelf, threading.RLock()
        self._lying, self._briefs = array("q"), bytearray()
        self._at_hand: OrderedDict[int, RowPreview] = OrderedDict()
        self._tied: dict[int, RowPreview] = {}
        self._changed: set[int] = set()
        self._living: WeakValueDictionary[int, RowPreview] = WeakValueDictionary()
        self._seen: dict[Outcome, Seen] = {}
        self._sums = Sums()
        self._most = most

    def __len__(self) -> int:
        return len(self.numbers)

    def append(self, row: RowPreview) -> int:
        """One more row; its place."""
        with self._lock:
            at = len(self.numbers)
            self.numbers.append(row.number)
            self._lying.append(_NOWHERE)
            self._briefs += bytes(BRIEF.size)
            self._held(at, row, changed=True)
            return at

    def __getitem__(self, at: int) -> RowPreview:
        with self._lock:
            if (row := self._tied.get(at)) is not None:
                return row
            row = self._at_hand.get(at) or self._living.get(at) or RowPreview.back(self._shelf.take(self._lying[at]))
            self._held(at, row, changed=False)
            return row

    def touch(self, at: int, row: RowPreview) -> None:
        """A row is about to be changed."""
        with self._lock:
            if at not in self._tied:
                self._held(at, row, changed=True)

    def _held(self, at: int, row: RowPreview, *, changed: bool) -> None:
        self._living[at] = self._at_hand[at] = row
        self._at_hand.move_to_end(at)
        if changed:
            self._changed.add(at)
        if len(self._at_hand) > self._most:
            self._lay_some()

    @property
    def _piece(self) -> int:
        return 1 + self._most // 4

    def _lay_some(self) -> None:
        for at, row in list(islice(self._at_hand.items(), self._piece)):
            if not row.movable:
                self._tied[at] = row
            elif at in self._changed and not self._laid(at, row):
                self._most += self._piece
                return
            self._changed.discard(at)
            del self._at_hand[at]

    def _laid(self, at: int, row: RowPreview) -> bool:
        before = self._lying[at] if self._lying[at] != _NOWHERE else None
        lies = self._shelf.lay(row.laid(), before)
        if lies is None:
            return False
        if before is not None:
            self._sums.add(self._laid_brief(at), -1)
        self._lying[at] = lies
        brief = Brief.of(row)
        BRIEF.pack_into(self._briefs, at * BRIEF.size, *brief)
        self._sums.add(brief)
        self._seen.setdefault(row.outcome, Seen()).add_row(row)
        return True

    # ── without looking at each ──────────────────────────────────────────────

    @property
    def lying(self) -> int:
        """How many rows lie on the shelf, as they are or were before."""
        return len(self) - self._lying.count(_NOWHERE)

    def brief(self, at: int) -> Brief:
        """What is to be told of one row."""
        with self._lock:
            row = self._tied.get(at) or self._at_hand.get(at)
            return Brief.of(row) if row else self._laid_brief(at)

    def _laid_brief(self, at: int) -> Brief:
        return Brief._make(BRIEF.unpack_from(self._briefs, at * BRIEF.size))

    def outcomes(self) -> Counter[Outcome]:
        """Rows by outcome; asked for whenever a list of files is painted."""
        with self._lock:
            found = Counter(self._sums.outcomes)
            at_hand = (*self._tied.items(), *self._at_hand.items())
            found.update(row.outcome for _, row in at_hand)
            found.subtract(self._laid_brief(at).outcome for at, _ in at_hand if self._lying[at] != _NOWHERE)
        return found

    def sums(self) -> Sums:
        """Rows by outcome and what is to be told of them; only those at hand are looked at."""
        with self._lock:
            found = Sums()
            found.outcomes.update(self._sums.outcomes)
            found.notices, found.liked = self._sums.notices, self._sums.liked
            for at, row in (*self._tied.items(), *self._at_hand.items()):
                if self._lying[at] != _NOWHERE:
                    found.add(self._laid_brief(at), -1)
                found.add(Brief.of(row))
        return found

    def briefs(self) -> Briefs:
        """What is to be told of each row now, in the order of their places."""
        with self._lock:
            now = bytearray(self._briefs)
            for at, row in (*self._tied.items(), *self._at_hand.items()):
                BRIEF.pack_into(now, at * BRIEF.size, *Brief.of(row))
        return Briefs(now)

    def seen(self, outcome: Outcome | None = None) -> Seen:
        """What the fields of the rows of one outcome say, or of all; rows laid aside tell what they said then."""
        with self._lock:
            found = Seen()
            for which, some in self._seen.items():
                if outcome in (None, which):
                    found.join(some)
            for row in (*self._tied.values(), *self._at_hand.values()):
                if outcome in (None, row.outcome):
                    found.add_row(row)
        return found
