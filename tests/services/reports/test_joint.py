"""D01–D03: figures of the annexes by another route, three states, words of the bodies, chapters of the programme."""

from datetime import date
from pathlib import Path

import docx
import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.expected import expected
from mttq_desktop.queries.indicators import MISSING, NONE, number
from mttq_desktop.records.dialogues import DIALOGUE
from mttq_desktop.records.periodic import FigureState, ReportText
from mttq_desktop.rules.period import Period
from mttq_desktop.services.keeping import checked
from mttq_desktop.services.periodic import Arrival, receive
from mttq_desktop.services.records import save_record
from mttq_desktop.services.reports import previews, save_narrative, write_report
from mttq_desktop.services.reports.joint import printed
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import Chart, Heading, Paragraph, Table
from tests.every_kind.test_round_trips import samples

TODAY = date(2024, 7, 20)
H1 = Period.parse("2024-H1")


def _dialogues(store: Database, words: Vocabulary, people: list[int]) -> None:
    for n, there in enumerate(people):
        given = samples(DIALOGUE, words) | {"held_on": date(2024, 3, 4 + n), "level": "province", "unit_id": None,
                                            "people": there, "opinions": 10, "answered_at_once": 4}  # fmt: skip
        save_record(store, checked(DIALOGUE, given, words), words)


def _text(path: Path) -> str:
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


def _row(path: Path, label: str) -> list[str]:
    """Cells of the line of one indicator in the annex."""
    for table in docx.Document(str(path)).tables:
        for row in table.rows:
            cells = [c.text for c in row.cells]
            if len(cells) > 4 and cells[1] == label:
                return cells
    raise AssertionError(label)


def test_figures_stand_in_sentence_and_annex(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    _dialogues(store, vocabulary, [120, 80, 1_000])
    (out,) = write_report(store, "D01", H1, tmp_path / "d01.docx", TODAY).paths
    assert "Phối hợp tổ chức 3 hội nghị đối thoại với 1.200 người dự; 30 ý kiến" in _text(out)
    row = _row(out, "Số hội nghị đối thoại")
    # the province's own dialogues stand in the column of the Front; last year there were none
    assert row[-3:] == ["3", "0", "+3"]
    assert _row(out, "Số khu dân cư NTM kiểu mẫu (lũy kế)")[-3] == ""


def test_what_was_not_reported_and_what_does_not_apply_print_differently() -> None:
    assert [printed(v) for v in (number(0), NONE, MISSING, number(1234567))] == ["0", "-", "", "1.234.567"]
    assert MISSING.state is FigureState.MISSING


def test_the_chapters_are_those_of_the_programme(store: Database) -> None:
    (drawn,) = previews(store, "D01", H1, TODAY)
    titles = [p.text for p in drawn.document.parts if isinstance(p, Heading) and p.level == 2]
    assert titles[0] == "Phối hợp thực hiện các cuộc vận động, phong trào thi đua"
    assert titles[4:] == ["Phối hợp ở cấp huyện, cấp xã", "Ưu điểm", "Hạn chế, khó khăn", "Nguyên nhân"]


def test_organisations_speak_until_the_office_does(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        sender = next(e for e in expected(session, H1, TODAY) if e.name == "LĐLĐ tỉnh" or "Lao động" in e.name)
    report = receive(store, sender, Arrival(date(2024, 6, 3), "12/BC-LĐLĐ", date(2024, 6, 1)))
    with store.writing("test", "Lời văn") as writing:
        writing.session.add(ReportText(report_id=report, section="UD", body="Công nhân tích cực tham gia."))
    (drawn,) = previews(store, "D01", H1, TODAY)
    said = [p.text for p in drawn.document.parts if isinstance(p, Paragraph)]
    assert f"{sender.name}: Công nhân tích cực tham gia." in said
    save_narrative(store, "D01", H1, "strengths", "Các bên phối hợp chặt chẽ.")
    (drawn,) = previews(store, "D01", H1, TODAY)
    said = [p.text for p in drawn.document.parts if isinstance(p, Paragraph)]
    assert "Các bên phối hợp chặt chẽ." in said
    assert not any("Công nhân tích cực" in str(line) for line in said)


def test_who_reported_when_is_the_last_annex(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        first, second, *_ = expected(session, H1, TODAY)
    receive(store, first, Arrival(date(2024, 6, 3), "12/BC", date(2024, 6, 1)))
    receive(store, second, Arrival(date(2024, 6, 28), "7/BC", date(2024, 6, 27)))
    (drawn,) = previews(store, "D01", H1, TODAY)
    chart, table = drawn.document.annexes[-1].parts
    assert isinstance(chart, Chart)
    assert [bar.values for bar in chart.bars] == [(1, 1, 4), (0, 0, 18)]
    assert isinstance(table, Table)
    rows = [tuple(r) for r in table.rows if not hasattr(r, "text")]
    assert len(rows) == 24
    assert [r[-1] for r in rows[:3]] == ["Đúng hạn", "Chậm", "Chưa gửi"]
    assert rows[0][2:4] == ("03/6/2024", "12/BC")


def test_one_report_for_each_organisation_and_years_beside_each_other(store: Database, vocabulary: Vocabulary) -> None:
    _dialogues(store, vocabulary, [10])
    own = previews(store, "D03", H1, TODAY)
    assert len(own) == 6
    assert len({d.to for d in own}) == 6
    (whole,) = previews(store, "D02", Period.parse("2020-2025"), TODAY)
    table = whole.document.annexes[0].parts[0]
    assert isinstance(table, Table)
    assert [c.caption for c in table.columns][-7:] == ["2020", "2021", "2022", "2023", "2024", "2025", "Tổng"]
    line = next(tuple(r) for r in table.rows if not hasattr(r, "text") and tuple(r)[1] == "Số hội nghị đối thoại")
    assert line[-7:] == ("0", "0", "0", "0", "1", "0", "1")


def test_a_quarter_has_no_joint_report(store: Database, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="D01 không lập cho Quý I/2024"):
        write_report(store, "D01", Period.parse("2024-Q1"), tmp_path / "x.docx", TODAY)
