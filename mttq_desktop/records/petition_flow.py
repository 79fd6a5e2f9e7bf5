"""Which state of a petition may follow which; the words are for the person whose act is refused."""

from mttq_desktop.records.petitions import PetitionState as S
from mttq_desktop.rules.flow import Flow, Move

UNSENT = frozenset({S.NEW, S.SORTING, S.CONSOLIDATED, S.RETURNED, S.NEXT_PERIOD})
"""No authority has been asked, or none that took it."""
SENT = frozenset({S.FORWARDED, S.REMINDED})
"""An authority still owes an answer."""
SETTLED = frozenset({S.ANSWERED, S.IN_PROGRESS, S.DONE})
"""Every authority asked has answered; nobody has been told yet."""
BY_HAND = frozenset({S.SORTING, S.CONSOLIDATED, S.NEXT_PERIOD, S.FILED, S.RETURNED})
"""States a person may set; every other follows from the dated documents."""

_ASKED = SENT | SETTLED | {S.TOLD}
_FIRST_MERGED = "Kiến nghị này đã gộp vào kiến nghị khác; bỏ gộp trước, hoặc làm với kiến nghị gốc."
_FIRST_FILED = "Kiến nghị này đã lưu; mở lại (phân loại, tổng hợp) trước."

PETITION_FLOW: Flow[S] = Flow((
    Move(UNSENT | {S.FILED}, S.SORTING, "Kiến nghị đã chuyển cơ quan hoặc đã gộp thì không phân loại lại được."),
    Move(UNSENT | {S.FILED}, S.CONSOLIDATED,
         "Kiến nghị đã chuyển cơ quan hoặc đã gộp thì không đưa về “đã tổng hợp” được."),
    Move(UNSENT - {S.NEXT_PERIOD}, S.MERGED,
         "Chỉ gộp được kiến nghị chưa chuyển cơ quan nào và chưa gộp vào kiến nghị khác."),
    Move((UNSENT | _ASKED) - {S.DONE, S.NEXT_PERIOD}, S.FORWARDED,
         "Kiến nghị đã gộp, đã giải quyết xong, đã chuyển kỳ sau hoặc đã lưu thì không chuyển cơ quan được."),
    Move(SENT, S.REMINDED, "Chỉ đôn đốc được kiến nghị đã chuyển và chưa có đủ trả lời."),
    Move(_ASKED | {S.NEXT_PERIOD}, S.ANSWERED,
         "Chưa chuyển cơ quan nào nên chưa ghi trả lời được; ghi việc chuyển trước."),
    Move(SENT | (UNSENT - {S.RETURNED, S.NEXT_PERIOD}), S.RETURNED,
         "Chỉ trả lại được kiến nghị chưa chuyển hoặc đang chờ cơ quan trả lời."),
    Move(SETTLED | {S.TOLD}, S.TOLD, "Chưa có đủ trả lời của các cơ quan nên chưa thông báo lại được."),
    Move((UNSENT | SETTLED | {S.TOLD}) - {S.DONE, S.NEXT_PERIOD}, S.NEXT_PERIOD,
         "Kiến nghị đang chờ trả lời vẫn được theo dõi tiếp, không cần chuyển kỳ sau; "
         "kiến nghị đã giải quyết xong, đã gộp hoặc đã lưu thì không chuyển kỳ sau."),
    Move(UNSENT | SETTLED | {S.TOLD}, S.FILED, "Kiến nghị đang chờ cơ quan trả lời hoặc đã gộp thì không lưu được."),
))  # fmt: skip
"""Moves in the order they are offered. An answer's class (in progress, done) follows from the reply."""


def refusal(source: S, target: S) -> str | None:
    """Why the move may not be made, or None when it may."""
    if target in PETITION_FLOW.allowed(source):
        return None
    if source is S.MERGED:
        return _FIRST_MERGED
    if source is S.FILED:
        return _FIRST_FILED
    return next(m.refusal for m in PETITION_FLOW.moves if m.target is target)
