"""Surveys of people's satisfaction with new-rural results (C05): ballots, answers, verdict by the day's threshold."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from mttq_desktop.errors import Problem, Severity
from mttq_desktop.fields import Coded, Day, Line, Prose, Share, UnitOf, Vocabulary, Whole, YesNo
from mttq_desktop.records.base import Record, shown
from mttq_desktop.records.duties import Deadline, ReadOff
from mttq_desktop.records.kind import Kind, Part
from mttq_desktop.rules.surveys import UNIT_OF_LEVEL, disagreements, fits, settled

NO_COMMUNES = ("phường", "thị trấn")
"""Only communes are surveyed, wards and townships are not (HD 90/HD-MTTW-BTT)."""


class SurveyVerdict(StrEnum):
    """Codes of the list survey_verdict."""

    PASSED = "DAT"
    FAILED = "KHONG"
    OPEN = "CHUA"

    @classmethod
    def of(cls, passed: bool | None) -> "SurveyVerdict":
        """Nothing to compare yet, or no threshold on that day: not judged."""
        return cls.OPEN if passed is None else cls.PASSED if passed else cls.FAILED


class SatisfactionSurvey(Record):
    """One survey of one unit with one form."""

    __tablename__ = "satisfaction_survey"
    __table_args__ = (Index("ix_satisfaction_survey_same", "unit_id", "form", "starts_on"),)
    level: Mapped[str] = shown(Coded(label="Cấp lấy ý kiến", codes="survey_level", aliases=("Cấp",)))
    form: Mapped[str] = shown(Coded(label="Mẫu phiếu", codes="ntm_form", width=26))
    unit_id: Mapped[int] = shown(
        UnitOf(label="Đơn vị được lấy ý kiến", aliases=("Đơn vị", "Xã")), foreign="unit.id"
    )
    hamlet: Mapped[str | None] = shown(Line(label="Thôn, khu dân cư"), default=None)
    mode: Mapped[str] = shown(Coded(label="Hình thức", codes="ntm_collect_mode"))
    starts_on: Mapped[date] = shown(Day(label="Từ ngày"), index=True)
    ends_on: Mapped[date] = shown(Day(label="Đến ngày"))
    households: Mapped[int] = shown(Whole(label="Tổng số hộ"))
    chosen: Mapped[int] = shown(Whole(label="Số hộ lấy phiếu"))
    ballots_out: Mapped[int] = shown(Whole(label="Phiếu phát ra", width=10, aliases=("Phát ra", "Số phiếu phát ra")))
    ballots_in: Mapped[int] = shown(Whole(label="Phiếu thu về", width=10, aliases=("Thu về", "Số phiếu thu về")))
    ballots_valid: Mapped[int] = shown(Whole(label="Phiếu hợp lệ", width=10, aliases=("Hợp lệ", "Số phiếu hợp lệ")))
    posted_from: Mapped[date | None] = shown(Day(label="Niêm yết từ ngày"), default=None)
    posted_to: Mapped[date | None] = shown(Day(label="Niêm yết đến ngày"), default=None)
    report_number: Mapped[str | None] = shown(Line(label="Số báo cáo kết quả"), default=None)
    reported_on: Mapped[date | None] = shown(Day(label="Ngày báo cáo kết quả"), default=None)
    note: Mapped[str | None] = shown(Prose(label="Ghi chú"), default=None)
    overall_share: Mapped[Decimal | None] = shown(Share(label="Hài lòng chung", width=14), default=None)
    verdict: Mapped[str | None] = shown(
        Coded(label="Kết luận", codes="survey_verdict", width=18), default=SurveyVerdict.OPEN.value
    )
    next_due_on: Mapped[date | None] = shown(Day(label="Hạn gần nhất"), default=None)


class SurveyAnswer(Record):
    """How one question was answered; the overall question is marked."""

    __tablename__ = "survey_answer"
    __table_args__ = (Index("ix_survey_answer_same", "survey_id", "question"),)
    survey_id: Mapped[int] = mapped_column(Integer, ForeignKey("satisfaction_survey.id"), index=True)
    question: Mapped[int] = shown(Whole(label="Câu số", least=1, most=99, width=6))
    content: Mapped[str | None] = shown(Line(label="Nội dung câu hỏi", longest=300, width=30), default=None)
    overall: Mapped[bool] = shown(YesNo(label="Câu chung"), default=False)
    satisfied: Mapped[int] = shown(Whole(label="Hài lòng"))
    dissatisfied: Mapped[int] = shown(Whole(label="Không hài lòng"))
    no_opinion: Mapped[int] = shown(Whole(label="Không có ý kiến"), default=0)
    reasons: Mapped[str | None] = shown(Prose(label="Lý do không hài lòng", width=30), default=None)
    position: Mapped[int] = mapped_column(Integer, default=0)


class Threshold(Record):
    """What a survey must reach to count, during one stretch of time; unconfirmed values are marked."""

    __tablename__ = "threshold"
    __table_args__ = (Index("ix_threshold_same", "form", "valid_from"),)
    form: Mapped[str] = shown(Coded(label="Mẫu phiếu", codes="ntm_form", width=30))
    household_share: Mapped[Decimal | None] = shown(Share(label="Hộ tham gia tối thiểu (%)"), default=None)
    overall_share: Mapped[Decimal | None] = shown(Share(label="Hài lòng chung tối thiểu (%)"), default=None)
    item_share: Mapped[Decimal | None] = shown(Share(label="Hài lòng từng nội dung tối thiểu (%)"), default=None)
    basis: Mapped[str | None] = shown(Line(label="Căn cứ", longest=300, width=30), default=None)
    confirmed: Mapped[bool] = shown(YesNo(label="Đã kiểm tra văn bản gốc"), default=False)
    valid_from: Mapped[date] = shown(Day(label="Hiệu lực từ"))
    valid_to: Mapped[date | None] = shown(Day(label="Hiệu lực đến", hint="còn hiệu lực"), default=None)


def _ballots(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    rules = (("chosen", "households", "Số hộ lấy phiếu không thể nhiều hơn tổng số hộ."),
             ("ballots_in", "ballots_out", "Số phiếu thu về không thể nhiều hơn số phiếu phát ra."),
             ("ballots_valid", "ballots_in", "Số phiếu hợp lệ không thể nhiều hơn số phiếu thu về."))  # fmt: skip
    for less, more, said in rules:
        few, many = values.get(less), values.get(more)
        if few is not None and many is not None and few > many:
            yield Problem("inconsistent", said, field=less)


def _only_communes(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    name = vocabulary.units.label(values.get("unit_id")).casefold()
    if values.get("level") == "XA" and name.startswith(NO_COMMUNES):
        yield Problem("out_of_range", "Chỉ lấy ý kiến ở xã, không lấy ở phường, thị trấn (HD 90/HD-MTTW-BTT).",
                      field="unit_id")  # fmt: skip


def _unit_of_the_level(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    entry = vocabulary.units.by_key.get(values.get("unit_id") or 0)
    level = values.get("level") or ""
    if entry is not None and entry.level != UNIT_OF_LEVEL.get(level, entry.level):
        word = vocabulary.code_list("survey_level").label(level).lower()
        yield Problem("out_of_range", f"{entry.label} không phải đơn vị {word}.", field="unit_id")


def _form_of_the_level(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    form, level = values.get("form"), values.get("level")
    if form and level and not fits(form, level):
        word = vocabulary.code_list("survey_level").label(level).lower()
        said = f"{vocabulary.code_list('ntm_form').label(form)} không dùng cho {word}."
        yield Problem("inconsistent", said, Severity.WARNING, "form")


def _answers_agree(
    owner: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], vocabulary: Vocabulary
) -> Iterable[tuple[int, Problem]]:
    for wrong in disagreements(owner.get("ballots_valid"), rows):
        yield wrong.row, Problem("inconsistent", wrong.words, field=wrong.field)


def _days_in_order(values: Mapping[str, Any], vocabulary: Vocabulary) -> Iterable[Problem]:
    first, last = values.get("starts_on"), values.get("ends_on")
    if first and last and last < first:
        yield Problem("inconsistent", "Ngày kết thúc đứng trước ngày bắt đầu.", field="ends_on")


SURVEY_ANSWER = Kind(
    name="survey_answer", record=SurveyAnswer, title="Kết quả từng câu hỏi", one="câu hỏi",
    columns=(SurveyAnswer.question, SurveyAnswer.content, SurveyAnswer.overall, SurveyAnswer.satisfied,
             SurveyAnswer.dissatisfied, SurveyAnswer.no_opinion, SurveyAnswer.reasons),
    listed=(SurveyAnswer.question, SurveyAnswer.content, SurveyAnswer.satisfied, SurveyAnswer.dissatisfied,
            SurveyAnswer.no_opinion),
    layout=(("Câu hỏi", (SurveyAnswer.question, SurveyAnswer.overall, SurveyAnswer.content, SurveyAnswer.satisfied,
                         SurveyAnswer.dissatisfied, SurveyAnswer.no_opinion, SurveyAnswer.reasons)),),
    same=(SurveyAnswer.question,), label=SurveyAnswer.content,
)  # fmt: skip

THRESHOLD = Kind(
    name="threshold", record=Threshold, title="Ngưỡng hài lòng nông thôn mới", one="ngưỡng", catalogue=True,
    columns=(Threshold.form, Threshold.household_share, Threshold.overall_share, Threshold.item_share,
             Threshold.basis, Threshold.confirmed, Threshold.valid_from, Threshold.valid_to),
    listed=(Threshold.form, Threshold.valid_from, Threshold.valid_to, Threshold.household_share,
            Threshold.overall_share, Threshold.item_share, Threshold.basis, Threshold.confirmed),
    layout=(("Ngưỡng", (Threshold.form, Threshold.household_share, Threshold.overall_share, Threshold.item_share)),
            ("Căn cứ, hiệu lực", (Threshold.basis, Threshold.confirmed, Threshold.valid_from, Threshold.valid_to))),
    same=(Threshold.form, Threshold.valid_from), filters=(Threshold.form,), searched=(Threshold.basis,),
)  # fmt: skip

SATISFACTION_SURVEY = Kind(
    name="satisfaction_survey", record=SatisfactionSurvey, title="Lấy ý kiến hài lòng NTM", one="cuộc lấy ý kiến",
    descending=True, day=SatisfactionSurvey.starts_on,
    columns=(SatisfactionSurvey.level, SatisfactionSurvey.form, SatisfactionSurvey.unit_id,
             SatisfactionSurvey.hamlet, SatisfactionSurvey.mode, SatisfactionSurvey.starts_on,
             SatisfactionSurvey.ends_on, SatisfactionSurvey.households, SatisfactionSurvey.chosen,
             SatisfactionSurvey.ballots_out, SatisfactionSurvey.ballots_in, SatisfactionSurvey.ballots_valid,
             SatisfactionSurvey.posted_from, SatisfactionSurvey.posted_to, SatisfactionSurvey.report_number,
             SatisfactionSurvey.reported_on, SatisfactionSurvey.note),
    listed=(SatisfactionSurvey.unit_id, SatisfactionSurvey.form, SatisfactionSurvey.starts_on,
            SatisfactionSurvey.ballots_out, SatisfactionSurvey.ballots_in, SatisfactionSurvey.ballots_valid,
            SatisfactionSurvey.overall_share, SatisfactionSurvey.verdict, SatisfactionSurvey.reported_on),
    layout=(("Cuộc lấy ý kiến", (SatisfactionSurvey.level, SatisfactionSurvey.form, SatisfactionSurvey.unit_id,
                                 SatisfactionSurvey.hamlet, SatisfactionSurvey.mode, SatisfactionSurvey.starts_on,
                                 SatisfactionSurvey.ends_on)),
            ("Hộ và phiếu", (SatisfactionSurvey.households, SatisfactionSurvey.chosen,
                             SatisfactionSurvey.ballots_out, SatisfactionSurvey.ballots_in,
                             SatisfactionSurvey.ballots_valid)),
            ("Công khai, báo cáo", (SatisfactionSurvey.posted_from, SatisfactionSurvey.posted_to,
                                    SatisfactionSurvey.report_number, SatisfactionSurvey.reported_on,
                                    SatisfactionSurvey.note))),
    same=(SatisfactionSurvey.unit_id, SatisfactionSurvey.form, SatisfactionSurvey.starts_on,
          SatisfactionSurvey.hamlet),
    filters=(SatisfactionSurvey.unit_id, SatisfactionSurvey.form, SatisfactionSurvey.verdict,
             SatisfactionSurvey.level, SatisfactionSurvey.mode),
    searched=(SatisfactionSurvey.unit_id, SatisfactionSurvey.hamlet, SatisfactionSurvey.form,
              SatisfactionSurvey.report_number),
    checks=(_ballots, _only_communes, _unit_of_the_level, _form_of_the_level, _days_in_order),
    due=SatisfactionSurvey.next_due_on, follows=(SatisfactionSurvey.verdict,),
    parts=(Part(SURVEY_ANSWER, SurveyAnswer.survey_id, "Kết quả từng câu hỏi", check=_answers_agree),),
    read_off=(ReadOff(SurveyAnswer.survey_id, settled, (SatisfactionSurvey.overall_share,)),),
    deadlines=(Deadline("ntm_window", "Xong việc lấy ý kiến, tổng hợp kết quả", start=SatisfactionSurvey.starts_on,
                        done=SatisfactionSurvey.reported_on, paper="D24"),
               Deadline("ntm_public", "Hết thời gian niêm yết công khai", start=SatisfactionSurvey.posted_from,
                        done=SatisfactionSurvey.posted_to)),
)  # fmt: skip
