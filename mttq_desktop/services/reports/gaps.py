"""What is still missing before a report is printed, each with the petitions to open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from mttq_desktop.queries.board import Board
from mttq_desktop.queries.figures import LEVELS, Fact, facts
from mttq_desktop.queries.petitions import standings
from mttq_desktop.records.petitions import PetitionState
from mttq_desktop.rules.period import Period
from mttq_desktop.services.office import told_by_programme
from mttq_desktop.services.petitions.batches import board
from mttq_desktop.services.reports.narratives import narratives, parts_of
from mttq_desktop.services.reports.register import report_named
from mttq_desktop.services.settings import read_settings
from mttq_desktop.text.numbers import whole

SENDERS_NAMED = 6
_OF_EACH = "D03"
"""Signed by each organisation, not by the office."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing worth settling first; `ids` are petitions, empty when it is not about petitions."""

    message: str
    ids: tuple[int, ...] = ()


def gaps(session: Session, code: str, period: Period, today: date) -> tuple[Gap, ...]:
    """What the person who prints the document should know; none of it stops the printing."""
    kind, settings = report_named(code), read_settings(session)
    found = list(_quarterly(session, period, today)) if code == "D04" else []
    if code not in (_OF_EACH, *settings.signed_together):
        found += unlisted_signer(told_by_programme(session, settings, today))
    typed = narratives(session, code, period)
    empty = [part.title for part in parts_of(session, kind.narrative, period) if not typed.get(part.name)]
    if empty:
        found.append(Gap("Chưa soạn lời văn: " + "; ".join(empty) + "."))
    return tuple(found)


def unlisted_signer(name: str) -> tuple[Gap, ...]:
    """Whoever signed the programme may have left since."""
    if not name:
        return ()
    return (Gap(f"Người ký {name} lấy theo Chương trình phối hợp; nếu đã đổi, ghi ở Danh mục › Người ký và nhiệm kỳ."),)


def _quarterly(session: Session, period: Period, today: date) -> Iterator[Gap]:
    own = [f for f in facts(session, period, today) if f.own]
    yield from _unsorted(session, own)
    yield from _without("chưa ghi cấp thẩm quyền hoặc cơ quan", [f for f in own if f.level is None])
    elsewhere = [f for f in own if f.level is not None and f.level not in LEVELS]
    yield from _without("ghi cấp khác Trung ương, tỉnh, huyện, xã nên không vào cột cấp nào của Phụ lục I", elsewhere)
    yield from _without("chưa phân lĩnh vực", [f for f in own if f.field is None])
    yield from _missing(board(session, period, today))


def _unsorted(session: Session, own: list[Fact]) -> Iterator[Gap]:
    waiting = (PetitionState.NEW, PetitionState.SORTING)
    fresh = tuple(s.id for s in standings(session, [f.id for f in own]) if s.state in waiting)
    if fresh:
        yield Gap(f"{whole(len(fresh))} kiến nghị mới nhận, chưa tổng hợp.", fresh)


def _without(what: str, rows: list[Fact]) -> Iterator[Gap]:
    if rows:
        yield Gap(f"{whole(len(rows))} kiến nghị {what}.", tuple(f.id for f in rows))


def _missing(found: Board) -> Iterator[Gap]:
    names = [s.name for s in found.missing]
    if names:
        more = f" và {whole(len(names) - SENDERS_NAMED)} nơi khác" if len(names) > SENDERS_NAMED else ""
        yield Gap(f"{whole(len(names))} đơn vị chưa gửi: {', '.join(names[:SENDERS_NAMED])}{more}.")
