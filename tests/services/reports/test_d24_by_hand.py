"""D24: every number of its sentences and tables, for every survey of the practice province, added up anew."""

from datetime import date
from pathlib import Path

from mttq_desktop.records.surveys import SATISFACTION_SURVEY
from mttq_desktop.services.reports import write_paper
from mttq_desktop.store.database import Database
from tests.services.reports.raw import Raw, dotted, rate, rows, tables, told

TODAY = date(2024, 4, 5)


def ballots(survey: Raw) -> list[str]:
    """A line of the first table without number and name."""
    counts = [survey[n] for n in ("households", "chosen", "ballots_out", "ballots_in", "ballots_valid")]
    households, chosen, *others = map(dotted, counts)
    return [households, chosen, rate(survey["chosen"], survey["households"]), *others]


def hamlets(survey: Raw, every: list[Raw]) -> list[Raw]:
    """Surveys of the commune's hamlets in the same days with the same form."""
    if survey["level"] == "KDC":
        return []
    return [
        s for s in every
        if s["level"] == "KDC" and (s["unit_id"], s["form"]) == (survey["unit_id"], survey["form"])
        and survey["starts_on"] <= s["starts_on"] <= survey["ends_on"]
    ]  # fmt: skip


def test_every_survey(practice: Database, tmp_path: Path) -> None:
    every, answers = rows(practice, "satisfaction_survey"), rows(practice, "survey_answer")
    assert len(every) > 20
    for survey in every:
        (path,) = write_paper(practice, "D24", SATISFACTION_SURVEY, survey["id"], tmp_path / "d24.docx", TODAY).paths
        own = sorted((a for a in answers if a["survey_id"] == survey["id"]), key=lambda a: a["position"])
        _check_sentences(told(path), survey, own)
        _check_tables(tables(path), survey, own, hamlets(survey, every))


def _check_sentences(said: str, survey: Raw, own: list[Raw]) -> None:
    for name in ("households", "chosen", "ballots_out", "ballots_in", "ballots_valid"):
        assert dotted(survey[name]) in said
    assert rate(survey["chosen"], survey["households"]) in said
    overall = next((a for a in own if a["overall"]), None)
    if overall is not None:
        assert f"đạt {rate(overall['satisfied'], survey['ballots_valid'])}" in said


def _check_tables(found: list[list[list[str]]], survey: Raw, own: list[Raw], parts: list[Raw]) -> None:
    by_head = {t[0][1]: t for t in found if len(t[0]) > 4}
    lines = by_head["Thôn, xã"][2:]
    assert sorted(line[2:] for line in lines[: len(parts) or 1]) == sorted(ballots(s) for s in parts or [survey])
    if parts:
        assert lines[-1][2:] == ballots(survey)
    valid = survey["ballots_valid"]
    for answer, line in zip(own, by_head["Nội dung câu hỏi"][2:] if own else [], strict=True):
        yes, no, none = (answer[n] for n in ("satisfied", "dissatisfied", "no_opinion"))
        assert line[0] == str(answer["question"])
        assert line[2:7] == [dotted(yes), rate(yes, valid), dotted(no), rate(no, valid), dotted(none)]
