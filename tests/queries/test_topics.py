"""Contents of the programme as parts of reports: another programme, other headings, no figure and no word lost."""

from datetime import date
from pathlib import Path

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.catalogues import vocabulary as read_vocabulary
from mttq_desktop.queries.expected import expected
from mttq_desktop.queries.topics import LOWER_LEVELS, report_parts, shared, topics
from mttq_desktop.records.programme import Programme, ProgrammeSection
from mttq_desktop.rules.period import Period
from mttq_desktop.services.periodic import Arrival, open_sheet, receive, save_text
from mttq_desktop.services.reports import parts_of, previews, report_named, save_narrative
from mttq_desktop.store.database import Database
from mttq_desktop.word.model import Heading, Paragraph

H1, NEXT = Period.parse("2024-H1"), Period.parse("2027-H1")
TODAY = date(2027, 7, 20)


def a_new_programme(store: Database) -> None:
    """2025-2030 with two contents of its own and one chapter."""
    with store.writing("test", "Chương trình mới") as writing:
        new = Programme(title="Chương trình phối hợp giai đoạn 2025 - 2030", period="2025-2030",
                        signed_on=date(2026, 1, 15))  # fmt: skip
        writing.session.add(new)
        writing.session.flush()
        for n, (code, title, parent) in enumerate((
            ("II.1", "Mặt trận số", "II"), ("II.2", "Vận động Nhân dân", "II"), ("IV", "TỔ CHỨC THỰC HIỆN", None),
        )):  # fmt: skip
            writing.session.add(ProgrammeSection(programme_id=new.id, code=code, title=title, parent=parent,
                                                 heading=True, position=n))  # fmt: skip


def test_letters_of_indicators_find_their_headings_and_none_is_lost() -> None:
    sections = [("A", "II.1 Hộ nghèo"), ("B", "II.2 Kiến nghị"), ("C", "II.3 Góp ý"), ("E", "III Tổ chức")]
    assert shared(sections, ["II.1", "II.2", "II.3", "III"]) == {"II.1": ("A",), "II.2": ("B",), "II.3": ("C",),
                                                                 "III": ("E",)}  # fmt: skip
    assert shared(sections, ["I.1", "II"]) == {"I.1": (), "II": ("A", "B", "C")} | {"I.1": ("E",)}
    assert shared(sections, ["X", "Y"]) == {"X": ("A",), "Y": ("B", "C", "E")}
    assert shared(sections, []) == {}


def test_a_report_is_asked_for_the_contents_of_the_programme_of_its_time(store: Database) -> None:
    a_new_programme(store)
    with store.reading() as session:
        old, new = topics(session, H1), topics(session, NEXT)
        asked = dict(report_parts(session, NEXT, kept=("KQ", "2020-2025/II.4")))
        whole = [t.code for t in topics(session, Period.parse("2020-2025"))]
    assert [t.code for t in old] == whole == ["II.1", "II.2", "II.3", "II.4", "III"]
    assert [t.letters for t in old] == [("A",), ("B",), ("C",), ("D",), ("E",)]
    assert [(t.key, t.title) for t in new] == [
        ("2025-2030/II.1", "Mặt trận số"), ("2025-2030/II.2", "Vận động Nhân dân"), ("2025-2030/IV", LOWER_LEVELS),
    ]  # fmt: skip
    assert sorted(x for t in new for x in t.letters) == ["A", "B", "C", "D", "E"]
    assert list(asked) == ["CD", *(t.key for t in new), "UD", "HC", "NN", "PH", "DX", "KQ", "2020-2025/II.4"]
    assert asked["KQ"] == "Kết quả thực hiện"


def test_both_programmes_have_their_own_part_of_the_same_number(store: Database) -> None:
    a_new_programme(store)
    with store.reading() as session:
        parts = read_vocabulary(session).code_list("report_section")
    assert parts.label("2025-2030/II.1") == "II.1. Mặt trận số"
    assert parts.label("2020-2025/II.1").startswith("II.1. Phối hợp thực hiện các cuộc vận động")
    assert [e.key for e in parts.find("Mặt trận số", TODAY)] == ["2025-2030/II.1"]
    assert parts.find("Mặt trận số", date(2024, 6, 1)) == ()


def test_words_on_a_content_stand_in_its_chapter(store: Database, vocabulary: Vocabulary, tmp_path: Path) -> None:
    a_new_programme(store)
    with store.reading() as session:
        sender = next(e for e in expected(session, NEXT, TODAY) if e.organisation_id is not None)
        asked = parts_of(session, report_named("D01").narrative, NEXT)
    assert [p.title for p in asked][1:4] == ["II.1. Mặt trận số", "II.2. Vận động Nhân dân", f"II.3. {LOWER_LEVELS}"]
    report = receive(store, sender, Arrival(date(2027, 6, 3)))
    save_text(store, report, "2025-2030/II.1", "Đã mở trang Mặt trận số.")
    save_text(store, report, "KQ", "Nhiều kết quả tốt.")
    with store.reading() as session:
        sheet = open_sheet(session, report, TODAY)
    assert sheet.texts == {"2025-2030/II.1": "Đã mở trang Mặt trận số.", "KQ": "Nhiều kết quả tốt."}

    def chapters() -> dict[str, list[str]]:
        (drawn,) = previews(store, "D01", NEXT, TODAY)
        found: dict[str, list[str]] = {}
        title = ""
        for part in drawn.document.parts:
            if isinstance(part, Heading) and part.level < 3:  # what a chapter is divided into stays in it
                title = part.text
            elif isinstance(part, Paragraph):
                found.setdefault(title, []).append(str(part.text))
        return found

    told = chapters()
    assert told["Mặt trận số"][-1] == f"{sender.name}: Đã mở trang Mặt trận số."
    assert told[LOWER_LEVELS][-1] == f"{sender.name}: Nhiều kết quả tốt."
    assert any("cuộc giám sát" in line for lines in told.values() for line in lines)
    save_narrative(store, "D01", NEXT, "part/II.1", "Các bên cùng dùng một nền tảng.")
    assert chapters()["Mặt trận số"][-1] == "Các bên cùng dùng một nền tảng."
