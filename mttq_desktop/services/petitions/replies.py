"""Answers of authorities: one letter may answer many petitions; an answer to the root answers all merged ones."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from mttq_desktop.errors import Problem, Refused, Severity
from mttq_desktop.queries import petitions as queries
from mttq_desktop.records.petitions import Petition, PetitionState, Reply
from mttq_desktop.services.petitions.sorting import ORIGIN
from mttq_desktop.services.petitions.states import check_moves, refresh
from mttq_desktop.store.database import Database, Writing
from mttq_desktop.text.dates import short
from mttq_desktop.text.fold import clean, clean_lines
from mttq_desktop.text.numbers import whole


@dataclass(frozen=True, slots=True)
class Answer:
    """An authority's letter as a person records it; `reply_class` and `assessment` are codes."""

    authority_id: int
    number: str
    day: date
    content: str
    reply_class: str
    signer: str | None = None
    schedule: str | None = None
    expected_on: date | None = None
    assessment: str | None = None


def check_answer(answer: Answer, today: date) -> tuple[Problem, ...]:
    """What is wrong or worth a look before the answer is kept; errors keep it from being kept."""
    found = [
        Problem("missing", f"Cần ghi {label}.", Severity.ERROR, name)
        for name, label in (("number", "số, ký hiệu văn bản trả lời"), ("content", "nội dung trả lời"),
                            ("reply_class", "phân loại trả lời"))
        if not clean(str(getattr(answer, name) or ""))
    ]  # fmt: skip
    if answer.day > today:
        found.append(Problem("date_out_of_period", "Ngày văn bản trả lời ở tương lai.", Severity.ERROR, "day"))
    if answer.expected_on is not None and answer.expected_on < answer.day:
        said = "Ngày dự kiến hoàn thành trước ngày văn bản trả lời."
        found.append(Problem("inconsistent", said, Severity.ERROR, "expected_on"))
    if answer.reply_class == "DX_LT" and not (answer.schedule or answer.expected_on):
        said = "Trả lời có lộ trình mà chưa ghi lộ trình hoặc ngày dự kiến."
        found.append(Problem("inconsistent", said, Severity.WARNING, "schedule"))
    return tuple(found)


def record_reply(
    database: Database, ids: Collection[int], answer: Answer, today: date, origin: str = ORIGIN
) -> tuple[int, ...]:
    """Keep one answer for one or many petitions in one act; returns the replies' ids.

    A merged petition is answered through its root. Refused when nothing was forwarded, or when the
    answer is older than the letter it answers.
    """
    if errors := tuple(p for p in check_answer(answer, today) if p.is_error):
        raise Refused(f"Chưa ghi được trả lời: {errors[0].message}", "Sửa các ô báo đỏ rồi lưu lại.", errors)
    with database.writing(origin, "") as writing:
        roots = list(dict.fromkeys(s.root for s in queries.standings(writing.session, ids)))
        check_moves(writing.session, roots or ids, PetitionState.ANSWERED)
        _refuse_unasked(writing.session, roots, answer)
        replies = [_reply(root, answer) for root in roots]
        writing.session.add_all(replies)
        writing.say(f"Ghi trả lời số {clean(answer.number)} cho {whole(len(roots))} kiến nghị")
        refresh(writing, roots)
    return tuple(r.id for r in replies)


def _refuse_unasked(session: Session, roots: list[int], answer: Answer) -> None:
    sent = queries.sent_on(session, roots, queries.forebears(queries.asked(session), answer.authority_id))
    numbers = {s.id: s.number for s in queries.standings(session, roots)}
    if never := [numbers[i] for i in roots if i not in sent]:
        raise Refused(
            f"{', '.join(never[:5])} chưa chuyển đến cơ quan này.", "Chọn đúng cơ quan, hoặc ghi việc chuyển trước."
        )
    if early := [i for i in roots if answer.day < sent[i]]:
        raise Refused(
            f"Ngày trả lời {short(answer.day)} trước ngày chuyển {short(sent[early[0]])} của {numbers[early[0]]}.",
            "Sửa ngày văn bản trả lời, hoặc ngày chuyển.",
        )


def _reply(root: int, answer: Answer) -> Reply:
    return Reply(
        petition_id=root, authority_id=answer.authority_id, number=clean(answer.number), day=answer.day,
        content=clean_lines(answer.content), reply_class=answer.reply_class, signer=_given(answer.signer),
        schedule=_given(answer.schedule), expected_on=answer.expected_on, assessment=answer.assessment,
    )  # fmt: skip


def _given(text: str | None) -> str | None:
    return clean(text) or None if text else None


def correct_reply(database: Database, reply_id: int, answer: Answer, today: date, origin: str = ORIGIN) -> int:
    """Change an answer already recorded; returns the act."""
    if errors := tuple(p for p in check_answer(answer, today) if p.is_error):
        raise Refused(f"Chưa sửa được trả lời: {errors[0].message}", "Sửa các ô báo đỏ rồi lưu lại.", errors)
    with database.writing(origin, f"Sửa trả lời số {clean(answer.number)}") as writing:
        reply = _existing(writing, reply_id)
        _refuse_unasked(writing.session, [reply.petition_id], answer)
        fresh = _reply(reply.petition_id, answer)
        for name in Answer.__dataclass_fields__:
            setattr(reply, name, getattr(fresh, name))
        refresh(writing, [reply.petition_id])
    return writing.act


def remove_reply(database: Database, reply_id: int, origin: str = ORIGIN) -> int:
    """Take a wrongly recorded answer away (to the trash); the petition waits again. Returns the act."""
    with database.writing(origin, "") as writing:
        reply = _existing(writing, reply_id)
        reply.deleted_on = writing.at
        number = writing.session.get_one(Petition, reply.petition_id).number
        writing.say(f"Xóa trả lời số {reply.number} của {number}")
        refresh(writing, [reply.petition_id])
    return writing.act


def _existing(writing: Writing, reply_id: int) -> Reply:
    reply = writing.session.get(Reply, reply_id)
    if reply is None or reply.deleted_on is not None:
        raise Refused("Không còn trả lời này trong sổ.", "Tải lại trang kiến nghị.")
    return reply


def assess(database: Database, reply_ids: Collection[int], assessment: str, origin: str = ORIGIN) -> int:
    """Keep what the Front thinks of answers (đạt, chưa đạt, chung chung, cần giám sát); returns the act."""
    with database.writing(origin, f"Đánh giá {whole(len(reply_ids))} trả lời") as writing:
        for reply_id in reply_ids:
            _existing(writing, reply_id).assessment = assessment
    return writing.act
