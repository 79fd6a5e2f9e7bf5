"""Files kept with a record: once each, given back byte for byte, refused with a reason, undone."""

from pathlib import Path

import pytest

from mttq_desktop.errors import NotWritable, Refused
from mttq_desktop.queries.attachments import of_record
from mttq_desktop.records.attachments import AttachmentContent
from mttq_desktop.services import attachments
from mttq_desktop.services.acts import last_undoable, undo
from mttq_desktop.services.attachments import attach, detach, take_out
from mttq_desktop.store.database import Database

SCAN = bytes(range(256)) * 40


def _file(folder: Path, name: str, data: bytes = SCAN) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def _names(store: Database, record_id: int = 7) -> list[str]:
    with store.reading() as session:
        return [a.file_name for a in of_record(session, "petition", record_id)]


def _undo_last(store: Database) -> None:
    with store.reading() as session:
        done = last_undoable(session)
    assert done is not None
    undo(store, done.id)


def test_a_scan_comes_back_byte_for_byte(store: Database, tmp_path: Path) -> None:
    scan = _file(tmp_path, "Công văn số 12-BC.pdf")
    assert attach(store, "petition", 7, [scan]) == 1
    scan.unlink()
    with store.reading() as session:
        (kept,) = of_record(session, "petition", 7)
    out = take_out(store, kept.id, tmp_path / "ra")
    assert out.name == "Công văn số 12-BC.pdf"
    assert out.read_bytes() == SCAN
    out.write_bytes(b"edited")
    assert take_out(store, kept.id, tmp_path / "ra").name == "Công văn số 12-BC (2).pdf"


def test_the_same_file_is_kept_once_and_attached_once(store: Database, tmp_path: Path) -> None:
    first, second = _file(tmp_path, "a.pdf"), _file(tmp_path, "b.pdf")
    assert attach(store, "petition", 7, [first]) == 1
    assert attach(store, "petition", 7, [second]) == 0
    assert attach(store, "dialogue", 7, [second]) == 1
    with store.reading() as session:
        assert session.query(AttachmentContent).count() == 1


def test_what_was_dropped_or_attached_is_undone(store: Database, tmp_path: Path) -> None:
    attach(store, "petition", 7, [_file(tmp_path, "a.pdf"), _file(tmp_path, "b.pdf", b"khac")])
    with store.reading() as session:
        newest = of_record(session, "petition", 7)[0]
    detach(store, newest.id)
    assert _names(store) == ["a.pdf"]
    _undo_last(store)
    assert _names(store) == ["b.pdf", "a.pdf"]
    with store.reading() as session:
        acts = last_undoable(session)
    assert acts is not None
    assert acts.what == "Đính kèm 2 tệp"
    undo(store, acts.id)
    assert _names(store) == []


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [("cai-dat.exe", SCAN, "là tệp chương trình"), ("trong.pdf", b"", "không có nội dung"),
     ("lon.pdf", b"x" * 65, "lớn quá")],
)  # fmt: skip
def test_what_does_not_belong_is_refused_and_nothing_is_kept(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, why: str
) -> None:
    if why == "lớn quá":
        monkeypatch.setattr(attachments, "LARGEST", 64)
    good = _file(tmp_path, "tot.pdf", b"tot")
    with pytest.raises(Refused, match=why):
        attach(store, "petition", 7, [good, _file(tmp_path, name, data)])
    assert _names(store) == []


def test_a_file_that_is_gone_and_a_folder_that_cannot_be_written_are_told(store: Database, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"Không đọc được “mat\.pdf”"):
        attach(store, "petition", 7, [tmp_path / "mat.pdf"])
    attach(store, "petition", 7, [_file(tmp_path, "a.pdf")])
    with store.reading() as session:
        (kept,) = of_record(session, "petition", 7)
    with pytest.raises(NotWritable, match=r"Không ghi được “a\.pdf”"):
        take_out(store, kept.id, _file(tmp_path, "tep-khong-phai-thu-muc"))
