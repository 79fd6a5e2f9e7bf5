"""D01–D03: figures of the annexes by another route, three states, words of the bodies, chapters of the programme."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.expected import expected
from mttq_desktop.queries.indicators import MISSING, NONE, number
from mttq_desktop.queries.indicators.overriding import Own
from mttq_desktop.queries.rollup import Choice
from mttq_desktop.records.campaigns import CAMPAIGN_ITEM
from mttq_desktop.records.dialogues import DIALOGUE
from mttq_desktop.records.lower_levels import TRAINING
from mttq_desktop.records.office import Letter
from mttq_desktop.records.periodic import FigureState, ReportText
from mttq_desktop.rules.period import Period
from mttq_desktop.services.indicator_board import Overriding, type_over
from mttq_desktop.services.keeping import checked
from mttq_desktop.services.periodic import Arrival, receive, save_text
from mttq_desktop.services.records import save_record
from mttq_desktop.services.reports import (
    Drawn,
    give_back,
    issued,
    moved,
    moved_among,
    previews,
    save_narrative,
    with_mark,
    write_report,
)
from mttq_desktop.services.reports.behind import behind
from mttq_desktop.services.reports.file_names import targets
from mttq_desktop.services.reports.joint_figures import printed
from mttq_desktop.services.settings import set_one
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import (
    Chart,
    Document,
    GroupRow,
    Heading,
    Paragraph,
    Signature,
    SignatureGrid,
    Table,
    TableRow,
)
from tests.every_kind.test_round_trips import samples
from tests.makers import organisation, petitions, unit
from tests.services.reports.every_figure import figures

TODAY = date(2024, 7, 20)
H1 = Period.parse("2024-H1")


def _dialogues(store: Database, words: Vocabulary, people: list[int], first: date = date(2024, 3, 4)) -> None:
    for n, there in enumerate(people):
        given = samples(DIALOGUE, words) | {"held_on": first + timedelta(n), "level": "province", "unit_id": None,
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
    # the province's own dialogues stand in the column of the Front; of last year nothing is known
    assert row[-4:] == ["3", "", "", ""]
    _dialogues(store, vocabulary, [50], date(2022, 9, 1))
    (out,) = write_report(store, "D01", H1, tmp_path / "d01.docx", TODAY).paths
    assert _row(out, "Số hội nghị đối thoại")[-4:] == ["3", "0", "+3", ""]
    assert _row(out, "Số khu dân cư NTM kiểu mẫu (lũy kế)")[-4] == ""


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


def test_typed_figures_stand_in_next_years_report_and_in_the_span(store: Database, vocabulary: Vocabulary) -> None:
    """What a report told of a period is what the later ones tell of it."""
    _dialogues(store, vocabulary, [120, 80])
    whole = Own("C12", None, None)
    for code, people in (("2023-H1", 500), ("2022", 300)):
        type_over(store, Period.parse(code), Overriding(whole, number(people), "Báo cáo giấy"), TODAY)
    (half,) = previews(store, "D01", H1, TODAY)
    label = "Số đại biểu, đoàn viên, hội viên, Nhân dân dự"
    assert _cells(half, label)[-4:] == ("200", "500", "-300", "")
    assert half.figures.counts["C12/last"] == 500
    (span,) = previews(store, "D02", Period.parse("2020-2025"), TODAY)
    assert _cells(span, label)[-8:-1] == ("", "", "300*", "", "200", "", "500*")


def _cells(drawn: Drawn, label: str) -> tuple[str, ...]:
    """The line of one indicator in the first annex."""
    table = drawn.document.annexes[0].parts[0]
    assert isinstance(table, Table)
    return next(tuple(r) for r in table.rows if not isinstance(r, GroupRow) and r[1] == label)


def test_reports_of_several_periods_stand_below_their_names(store: Database) -> None:
    with store.reading() as session:
        first = expected(session, H1, TODAY)[0]
        later = expected(session, Period.parse("2024"), TODAY)[0]
    for sender in (first, later):
        receive(store, sender, Arrival(date(2024, 6, 3), "12/BC", date(2024, 6, 1)))
    (drawn,) = previews(store, "D02", Period.parse("2020-2025"), TODAY)
    table = drawn.document.annexes[-1].parts[-1]
    assert isinstance(table, Table)
    assert [r.text for r in table.rows if isinstance(r, GroupRow)] == ["6 tháng đầu năm 2024", "Năm 2024"]
    numbers = [next(iter(r)) for r in table.rows if not isinstance(r, GroupRow)]
    assert numbers == [str(n) for n in range(1, 25)] * 2


def test_bodies_speak_in_their_order_whatever_they_sent_first(store: Database) -> None:
    with store.reading() as session:
        boards = [expected(session, Period.parse(code), TODAY) for code in ("2024-H1", "2024")]
    for sender, body in ((boards[0][1], "Đầu năm."), (boards[1][0], "Cả năm."), (boards[1][1], "Cuối năm.")):
        report = receive(store, sender, Arrival(date(2024, 6, 3), "12/BC", date(2024, 6, 1)))
        save_text(store, report, "UD", body)
    (drawn,) = previews(store, "D02", Period.parse("2020-2025"), TODAY)
    said = [str(p.text) for p in drawn.document.parts if isinstance(p, Paragraph)]
    first, second = (b.name for b in boards[0][:2])
    told = [text for text in said if text.endswith("năm.") and text.startswith((first, second))]
    assert told == [f"{first}: Cả năm.", f"{second}: Đầu năm.", f"{second}: Cuối năm."]


def test_no_sentence_of_an_organisation_s_report_is_made_of_what_does_not_apply(store: Database) -> None:
    """Dialogues and surveys belong to levels, not to organisations; what is nought is said in words."""
    one = previews(store, "D03", H1, TODAY)[1].document
    said = " ".join(str(p.text) for p in one.parts if isinstance(p, Paragraph))
    assert "hội nghị đối thoại" not in said
    assert "Lấy ý kiến sự hài lòng" not in said
    assert "không có" not in said
    assert "chưa phản biện, góp ý dự thảo văn bản" in said
    assert "(đạt" not in " ".join(str(p.text) for p in previews(store, "D01", H1, TODAY)[0].document.parts
                                  if isinstance(p, Paragraph)), "a share of nothing"  # fmt: skip
    assert "Số hội nghị đối thoại" in {row[1] for row in _figures(one) if not isinstance(row, GroupRow)}


def _figures(document: Document) -> Sequence[TableRow]:
    table = document.annexes[0].parts[0]
    assert isinstance(table, Table)
    return tuple(table.rows)


def test_one_report_for_each_organisation_and_years_beside_each_other(store: Database, vocabulary: Vocabulary) -> None:
    _dialogues(store, vocabulary, [10])
    own = previews(store, "D03", H1, TODAY)
    assert len(own) == 6
    assert len({d.to for d in own}) == 6
    (whole,) = previews(store, "D02", Period.parse("2020-2025"), TODAY)
    table = whole.document.annexes[0].parts[0]
    assert isinstance(table, Table)
    assert [c.caption for c in table.columns][-8:-1] == ["2020", "2021", "2022", "2023", "2024", "2025", "Tổng"]
    assert _cells(whole, "Số hội nghị đối thoại")[-8:] == ("", "", "", "", "1", "", "1", "")


def test_a_quarter_has_no_joint_report(store: Database, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="D01 không lập cho Quý I/2024"):
        write_report(store, "D01", Period.parse("2024-Q1"), tmp_path / "x.docx", TODAY)


# ── units by date, typed figures ──


def _works(store: Database, words: Vocabulary) -> None:
    for code, place, funds in (("HND", "Xã Quế Lộc", 17_000_000), ("HND", "Xã Quế Phú", 20_000_000),
                               ("MTTQ", None, 5_000_000)):  # fmt: skip
        values = {"campaign": "NTM", "content": f"Đường {place}", "organisation_id": organisation(words, code),
                  "unit_id": unit(words, place) if place else None, "period": "2024-Q2", "funds": funds}  # fmt: skip
        save_record(store, checked(CAMPAIGN_ITEM, values, words), words)
    for place, people in (("Xã Quế Lộc", 4), ("Xã Quế Phú", 6), (None, 2)):
        values = samples(TRAINING, words) | {"unit_id": unit(words, place) if place else None, "people": people,
                                             "starts_on": date(2024, 5, 5), "ends_on": None}  # fmt: skip
        save_record(store, checked(TRAINING, values, words), words)


def _by_unit(drawn: Drawn, caption: str) -> dict[str, str]:
    """One column of the annex by unit, where it has something."""
    table = next(a for a in drawn.document.annexes if "theo đơn vị" in a.title).parts[0]
    assert isinstance(table, Table)
    place = [c.caption for c in table.columns].index(caption)
    rows = [*(tuple(r) for r in table.rows if isinstance(r, tuple)), tuple(table.total or ())]
    return {str(r[1]): str(r[place]) for r in rows if r[place] not in ("", "0", "-")}


def test_the_annex_by_unit_stands_by_old_districts_or_by_units_of_today(
    store: Database, vocabulary: Vocabulary
) -> None:
    _works(store, vocabulary)
    later, title = date(2025, 3, 1), "Số hội nghị tuyên truyền, tập huấn chung"
    (then,) = previews(store, "D01", H1, later, units_by=Choice.THEN)
    assert _by_unit(then, title) == {"Huyện Nông Sơn": "1", "Huyện Quế Sơn": "1", "Chưa ghi đơn vị": "1",
                                     "Tổng cộng": "3"}  # fmt: skip
    (now,) = previews(store, "D01", H1, later, units_by=Choice.NOW)
    assert _by_unit(now, title) == {"Huyện Quế Sơn": "2", "Chưa ghi đơn vị": "1", "Tổng cộng": "3"}
    son = unit(vocabulary, "Huyện Quế Sơn", later)
    assert [_opened(store, now, f"E02.1/n{son}", later), _opened(store, then, f"E02.1/u{son}", later)] == [2, 1]
    set_one(store, units_by=Choice.NOW)
    (kept,) = previews(store, "D01", H1, date(2025, 9, 1))
    found = _by_unit(kept, title)
    assert found.pop("Tổng cộng") == "3"
    assert len(found) == 3
    assert all(name == "Chưa ghi đơn vị" or name.startswith(("Xã", "Phường")) for name in found)


def test_a_typed_figure_is_marked_and_told_with_the_counted_one(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    _works(store, vocabulary)
    farmers = organisation(vocabulary, "HND")
    wanted = Overriding(Own("A02", farmers, None), number(1_500_000_000), "Báo cáo giấy số 12/BC-HND")
    type_over(store, H1, wanted, TODAY)
    (out,) = write_report(store, "D01", H1, tmp_path / "d01.docx", TODAY).paths
    row = _row(out, "Kinh phí vận động")
    assert row[-4] == "1.505*"
    assert row[-1] == "HND: sổ đếm 37; Báo cáo giấy số 12/BC-HND"
    assert "1.500*" in row
    told = _text(out)
    assert "(*) Số ghi theo báo cáo, thay cho số đếm từ sổ; lý do ghi ở cột Ghi chú." in told
    (drawn,) = previews(store, "D01", H1, TODAY)
    assert {f"A02/o{farmers}", f"A02/o{farmers}/counted"} <= {f.key for f in figures(drawn.document)}
    assert drawn.figures.counts[f"A02/o{farmers}/counted"] == 37_000_000
    assert behind(store, drawn, f"A02/o{farmers}/counted", H1, TODAY) is not None
    assert "Báo cáo giấy số 12/BC-HND" not in told


def test_senders_of_petitions_stand_by_units_of_today(store: Database, vocabulary: Vocabulary) -> None:
    for name in ("Huyện Nông Sơn", "Huyện Quế Sơn"):
        petitions(store, vocabulary, 2, organisation_id=None, sender_unit_id=unit(vocabulary, name))
    quarter, later = Period.parse("2024-Q1"), date(2025, 3, 1)

    def sent(choice: Choice) -> dict[str, str]:
        (drawn,) = previews(store, "D04", quarter, later, units_by=choice)
        table = drawn.document.annexes[1].parts[0]
        assert isinstance(table, Table)
        rows = [*(tuple(r) for r in table.rows if isinstance(r, tuple)), tuple(table.total or ())]
        return {str(r[1]): str(r[2]) for r in rows if r[2] not in ("", "0")}

    assert sent(Choice.THEN) == {"Huyện Nông Sơn": "2", "Huyện Quế Sơn": "2", "Tổng cộng": "4"}
    assert sent(Choice.NOW) == {"Huyện Quế Sơn": "4", "Tổng cộng": "4"}
    (now,) = previews(store, "D04", quarter, later, units_by=Choice.NOW)
    (key,) = (k for k in now.figures.counts if k.startswith("now/") and k.endswith("/opinions"))
    assert (now.figures.counts[key], _opened(store, now, key, later, quarter)) == (4, 4)


@pytest.mark.parametrize(("document", "period"), [("D01", H1), ("D04", Period.parse("2024-Q1"))])
def test_a_paper_issued_by_units_of_today_is_compared_with_the_same(
    store: Database, vocabulary: Vocabulary, tmp_path: Path, document: str, period: Period
) -> None:
    _works(store, vocabulary)
    for name in ("Huyện Nông Sơn", "Huyện Quế Sơn"):
        petitions(store, vocabulary, 2, organisation_id=None, sender_unit_id=unit(vocabulary, name))
    later = date(2025, 3, 1)
    written = write_report(store, document, period, tmp_path / "x.docx", later, units_by=Choice.NOW)
    with store.reading() as session:
        letter = session.get_one(Letter, written.letters[0])
        assert moved(session, letter, later) == ()


def _opened(store: Database, drawn: Drawn, key: str, today: date, period: Period = H1) -> int:
    """How many records stand behind a figure."""
    found = behind(store, drawn, key, period, today)
    return len(found.ids) if found is not None else 0


def test_each_organisation_writes_under_its_own_name(store: Database) -> None:
    drawn = {d.to: d.document for d in previews(store, "D03", H1, TODAY)}
    youth = next(document for name, document in drawn.items() if "đoàn" in name.lower() and "Liên" not in name)
    assert youth.head.right == ("ĐOÀN TNCS HỒ CHÍ MINH", "***")
    assert youth.head.number.startswith("…/BC-ĐTN")
    assert isinstance(youth.closing, Signature)
    assert youth.closing.authority == ("TM. BAN THƯỜNG VỤ",)
    assert youth.closing.title == ("BÍ THƯ",)
    labour = next(document for name, document in drawn.items() if "Lao động" in name)
    assert labour.head.right == ()
    assert labour.head.issuer == ("LIÊN ĐOÀN LAO ĐỘNG", "TỈNH QUẢNG NAM")
    assert "Liên đoàn Lao động tỉnh Quảng Nam" in labour.annexes[0].attached


def test_names_of_files_are_cut_between_words_and_keep_their_day(store: Database, tmp_path: Path) -> None:
    (drawn,) = previews(store, "D01", H1, TODAY)
    long = replace(drawn, to="Chương " * 30, number="01/BC-MTTQ-BTT", letter_id=1,
                   document=replace(drawn.document, head=replace(drawn.document.head, day=TODAY)))  # fmt: skip
    for path in targets((long, long), tmp_path):
        name, day, _ = path.stem.partition(" 20.07.2024")
        assert (name.split()[-1], day.strip()) == ("Chương", "20.07.2024")


def test_a_joint_report_is_signed_by_one_or_by_all(store: Database) -> None:
    (one,) = previews(store, "D01", H1, TODAY)
    assert isinstance(one.document.closing, Signature)
    set_one(store, signed_together=("D01",))
    (every,) = previews(store, "D01", H1, TODAY)
    assert isinstance(every.document.closing, SignatureGrid)
    assert len(every.document.closing.parties) == 6
    assert every.document.head.issuer[-1].endswith("QUẢNG NAM")
    assert every.document.recipients == one.document.recipients


def test_reports_of_organisations_freeze_their_figures_and_keep_their_files(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    _dialogues(store, vocabulary, [120])
    written = write_report(store, "D03", H1, tmp_path / "d03", TODAY)
    assert (len(written.paths), len(written.letters), written.draft) == (6, 6, False)
    with store.reading() as session:
        letters = {x.organisation_id: x for x in issued(session, "D03", H1)}
    assert moved_among(list(letters.values()), previews(store, "D03", H1, TODAY)) == ()
    ours, theirs = (letters[organisation(vocabulary, code)] for code in ("MTTQ", "LDLD"))
    assert (ours.number, theirs.number, theirs.ordinal) == ("01/BC-MTTQ-BTT", "…/BC-LĐLĐ", 0)
    again = give_back(store, theirs.id, tmp_path / "kho")
    assert again.read_bytes() == next(p for p in written.paths if "Lao động" in p.name).read_bytes()
    assert "Số: …/BC-LĐLĐ" in _head_of(again)
    assert json.loads(theirs.figures)["mark"] in _footer(again)
    petitions(store, vocabulary, 2, organisation_id=organisation(vocabulary, "LDLD"))
    told = {m.label: m.told for m in moved_among(list(letters.values()), previews(store, "D03", H1, TODAY))}
    with store.reading() as session:
        (found,) = with_mark(session, json.loads(theirs.figures)["mark"])
    assert found.id == theirs.id
    assert told["B11. Số ý kiến, kiến nghị tiếp nhận – LĐLĐ"] == "0 → 2"
    assert all("– LĐLĐ" in label for label in told)
    assert write_report(store, "D03", H1, tmp_path / "d03", TODAY).letters == written.letters


def _head_of(path: Path) -> str:
    return "\n".join(c.text for row in docx.Document(str(path)).tables[0].rows for c in row.cells)


def _footer(path: Path) -> str:
    return "".join(p.text for p in docx.Document(str(path)).sections[0].footer.paragraphs)
