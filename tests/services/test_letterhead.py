"""The office's own letterhead: kept in the data file, used by every document, undone like any act."""

from datetime import date
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from mttq_desktop.errors import Refused
from mttq_desktop.rules.period import Period
from mttq_desktop.services.letterhead import forget_letterhead, letterhead, use_letterhead
from mttq_desktop.services.reports import previews, write_report
from mttq_desktop.services.settings import set_one
from mttq_desktop.store.database import Database
from tests.word.letterheads import own_letterhead, png
from tests.word.test_look import restyled

TODAY = date(2024, 4, 5)
Q1 = Period.parse("2024-Q1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A restyled Word file."""
    (tmp_path / "mẫu.docx").write_bytes(restyled())
    return tmp_path / "mẫu.docx"


def body_size(path: Path) -> float:
    """How large the running text is in a document."""
    style = next(s for s in docx.Document(str(path)).styles if s.style_id == "NoiDung")
    assert style.font.size is not None
    return float(style.font.size.pt)


def test_documents_take_the_look_and_give_it_back(store: Database, file: Path, tmp_path: Path) -> None:
    used = use_letterhead(store, file)
    assert used.file_name == "mẫu.docx"
    write_report(store, "D04", Q1, tmp_path / "a.docx", TODAY)
    assert body_size(tmp_path / "a.docx") == Pt(13).pt
    (drawn,) = previews(store, "D04", Q1, TODAY)
    assert drawn.document.look is not None
    with store.reading() as session:
        assert letterhead(session) == used
    forget_letterhead(store)
    with store.reading() as session:
        assert letterhead(session) is None
    write_report(store, "D04", Q1, tmp_path / "b.docx", TODAY)
    assert body_size(tmp_path / "b.docx") == Pt(14).pt


def test_the_header_of_the_office_stands_above_what_is_issued(store: Database, tmp_path: Path) -> None:
    (tmp_path / "đầu trang.docx").write_bytes(own_letterhead())
    used = use_letterhead(store, tmp_path / "đầu trang.docx")
    assert used.differences == ("Đầu trang thứ nhất: 1 ảnh, 2 dòng chữ",)
    write_report(store, "D04", Q1, tmp_path / "a.docx", TODAY)
    header = docx.Document(str(tmp_path / "a.docx")).sections[0].first_page_header
    (picture,) = header.part.related_parts.values()
    assert picture.blob == png()
    assert body_size(tmp_path / "a.docx") == Pt(14).pt


def test_what_others_issue_or_sign_too_is_not_under_our_letterhead(store: Database, tmp_path: Path) -> None:
    (tmp_path / "đầu trang.docx").write_bytes(own_letterhead())
    use_letterhead(store, tmp_path / "đầu trang.docx")
    half = Period.parse("2024-H1")
    own, *others = (bool(d.document.look and d.document.look.head) for d in previews(store, "D03", half, TODAY))
    assert own
    assert not any(others)
    set_one(store, signed_together=("D01",))
    (joint,) = previews(store, "D01", half, TODAY)
    assert joint.document.look is not None
    assert joint.document.look.head == ()


def test_another_file_takes_the_place_of_the_first(store: Database, file: Path, tmp_path: Path) -> None:
    use_letterhead(store, file)
    (tmp_path / "mới.docx").write_bytes(restyled(size=15))
    use_letterhead(store, tmp_path / "mới.docx")
    use_letterhead(store, file)
    with store.reading() as session:
        found = letterhead(session)
    assert found is not None
    assert found.file_name == "mẫu.docx"


def test_a_file_that_changes_nothing_or_is_none_is_refused(store: Database, tmp_path: Path) -> None:
    write_report(store, "D04", Q1, tmp_path / "a.docx", TODAY)
    with pytest.raises(Refused, match="giống hệt"):
        use_letterhead(store, tmp_path / "a.docx")
    with pytest.raises(Refused, match="Không đọc được"):
        use_letterhead(store, tmp_path / "không có.docx")
