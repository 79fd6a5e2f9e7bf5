"""The one place where a petition's state, due day and merged count are worked out from its documents.

Nothing else writes these columns. Every act on petitions ends with `refresh`; it is set-based, so
that 1,500 petitions cost about as much as one.
"""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import text
from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Refused
from mttq_desktop.queries.petitions import Standing, standings
from mttq_desktop.records.petition_flow import refusal
from mttq_desktop.records.petitions import Forwarding, Petition, PetitionState
from mttq_desktop.store.database import Writing

SHOWN_REFUSALS = 5

_SCOPE = text("""
WITH given(id) AS (SELECT value FROM json_each(:ids)),
     roots(id) AS (SELECT id FROM given
                   UNION SELECT merged_into_id FROM petition
                         WHERE id IN (SELECT id FROM given) AND merged_into_id IS NOT NULL)
SELECT id FROM roots UNION SELECT id FROM petition WHERE merged_into_id IN (SELECT id FROM roots)
""")

# An answer by the authority that took over counts for the one that was asked.
_FORWARDINGS = text("""
WITH RECURSIVE heir(old, new) AS (
       SELECT id, id FROM authority
       UNION SELECT heir.old, a.successor_id FROM heir JOIN authority a ON a.id = heir.new
             WHERE a.successor_id IS NOT NULL),
     fresh AS (
       SELECT f.id AS id,
         (SELECT min(r.day) FROM reply r
          WHERE r.petition_id = f.petition_id AND r.deleted_on IS NULL AND r.day >= f.day
            AND r.authority_id IN (SELECT new FROM heir WHERE old = f.authority_id)) AS answered_on,
         (SELECT count(*) FROM reminder m WHERE m.forwarding_id = f.id AND m.deleted_on IS NULL) AS reminders
       FROM forwarding f WHERE f.petition_id IN (SELECT value FROM json_each(:ids)))
UPDATE forwarding SET answered_on = fresh.answered_on, reminders = fresh.reminders, changed_by = :act
FROM fresh WHERE forwarding.id = fresh.id
  AND (forwarding.answered_on IS NOT fresh.answered_on OR forwarding.reminders IS NOT fresh.reminders)
""")

# The class of several authorities' answers is the least favourable one.
_PETITIONS = text("""
WITH open AS (
       SELECT f.petition_id, f.reminders, COALESCE(
         (SELECT m.new_due_on FROM reminder m
          WHERE m.forwarding_id = f.id AND m.deleted_on IS NULL AND m.new_due_on IS NOT NULL
          ORDER BY m.round DESC, m.id DESC LIMIT 1), f.due_on) AS due_on
       FROM forwarding f
       WHERE f.petition_id IN (SELECT value FROM json_each(:ids))
         AND f.deleted_on IS NULL AND f.returned_on IS NULL AND f.answered_on IS NULL),
     waiting AS (
       SELECT petition_id, max(reminders) AS reminders, min(due_on) AS due_on FROM open GROUP BY petition_id),
     answers AS (
       SELECT r.petition_id, r.day, r.made_by,
         CASE WHEN EXISTS (SELECT 1 FROM reply n
                           WHERE n.petition_id = r.petition_id AND n.authority_id = r.authority_id
                             AND n.deleted_on IS NULL AND (n.day > r.day OR (n.day = r.day AND n.id > r.id)))
              THEN 0
              ELSE CASE COALESCE(c.parent, r.reply_class)
                   WHEN 'DGQ' THEN 1 WHEN 'GTCCTT' THEN 2 WHEN 'DXXGQ' THEN 3 ELSE 4 END END AS rank
       FROM reply r LEFT JOIN code_item c ON c.list = 'petition_reply_class' AND c.code = r.reply_class
       WHERE r.petition_id IN (SELECT value FROM json_each(:ids)) AND r.deleted_on IS NULL),
     answered AS (
       SELECT petition_id, max(day) AS day, max(made_by) AS act, max(rank) AS rank
       FROM answers GROUP BY petition_id),
     fresh AS (
       SELECT p.id AS id, root.id IS NOT NULL OR p.set_state = 'LUU' AS closed, waiting.due_on AS due_on,
         (SELECT count(*) FROM petition o WHERE o.merged_into_id = p.id AND o.deleted_on IS NULL) AS merged_count,
         CASE
           WHEN root.id IS NOT NULL THEN 'TRUNG'
           WHEN p.set_state IN ('LUU', 'KYSAU') THEN p.set_state
           WHEN waiting.reminders > 0 THEN 'DON'
           WHEN waiting.reminders = 0 THEN 'CHUYEN'
           WHEN answered.day IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM petition m
                WHERE (m.id = p.id OR m.merged_into_id = p.id) AND m.deleted_on IS NULL AND NOT EXISTS (
                  SELECT 1 FROM feedback b WHERE b.petition_id = m.id AND b.deleted_on IS NULL
                    AND b.day >= answered.day AND b.made_by >= answered.act)) THEN 'TB'
           WHEN answered.rank = 1 THEN 'XONG'
           WHEN answered.rank = 3 THEN 'DANG'
           WHEN answered.rank IS NOT NULL THEN 'TL'
           WHEN EXISTS (SELECT 1 FROM forwarding f WHERE f.petition_id = p.id AND f.deleted_on IS NULL) THEN 'TRALAI'
           ELSE COALESCE(p.set_state, 'MOI')
         END AS state
       FROM petition p
       LEFT JOIN petition root ON root.id = p.merged_into_id AND root.deleted_on IS NULL
       LEFT JOIN waiting ON waiting.petition_id = p.id
       LEFT JOIN answered ON answered.petition_id = p.id
       WHERE p.id IN (SELECT value FROM json_each(:ids)))
UPDATE petition SET state = fresh.state, merged_count = fresh.merged_count, changed_by = :act,
       due_on = CASE WHEN fresh.closed THEN NULL ELSE fresh.due_on END
FROM fresh WHERE petition.id = fresh.id
  AND (petition.state IS NOT fresh.state OR petition.merged_count IS NOT fresh.merged_count
       OR petition.due_on IS NOT CASE WHEN fresh.closed THEN NULL ELSE fresh.due_on END)
""")


def refresh(writing: Writing, petition_ids: Iterable[int]) -> None:
    """Work out anew what follows from the documents of these petitions, and of those merged with them."""
    session = writing.session
    session.flush()
    given = json.dumps(list(petition_ids))
    scope = json.dumps(list(session.scalars(_SCOPE, {"ids": given})))
    for statement in (_FORWARDINGS, _PETITIONS):
        session.execute(statement, {"ids": scope, "act": writing.act})
    writing.touched |= {"petition", "forwarding"}
    for known in list(session.identity_map.values()):
        if isinstance(known, Petition | Forwarding):
            session.expire(known)


def check_moves(session: Session, ids: Collection[int], target: PetitionState) -> list[Standing]:
    """The petitions as they stand, when every one of them may move to `target`; else a refusal naming each."""
    found = standings(session, ids)
    if len(found) < len(set(ids)):
        raise Refused("Có kiến nghị không còn trong sổ.", "Tải lại danh sách rồi chọn lại.")
    refused = [(s, why) for s in found if (why := refusal(s.state, target))]
    if refused:
        raise Refused(_told(refused), "Bỏ các kiến nghị này ra, hoặc làm bước còn thiếu trước.", _problems(refused))
    return found


def _told(refused: list[tuple[Standing, str]]) -> str:
    reasons: dict[str, list[str]] = {}
    for standing, why in refused:
        reasons.setdefault(why, []).append(standing.number)
    return " ".join(f"{_named(numbers)}: {why}" for why, numbers in reasons.items())


def _named(numbers: list[str]) -> str:
    more = len(numbers) - SHOWN_REFUSALS
    return ", ".join(numbers[:SHOWN_REFUSALS]) + (f" và {more} kiến nghị khác" if more > 0 else "")


def _problems(refused: list[tuple[Standing, str]]) -> tuple[Problem, ...]:
    return tuple(Problem("state_refused", f"{s.number}: {why}") for s, why in refused)
