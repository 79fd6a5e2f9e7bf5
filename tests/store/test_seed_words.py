"""Words as offices write them mean one row of the delivered catalogues, with or without a day."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mttq_desktop.fields.vocabulary import Entry, Lookup, UnitLookup
from mttq_desktop.paths import resources
from mttq_desktop.store.seed import Catalogue, read_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(resources())


ORGANISATION_WORDS = {
    "MTTQ": "MTTQ|Mặt trận|UBMTTQVN|Ủy ban MTTQ Việt Nam|Uỷ ban MTTQ Việt Nam|mttq",
    "LDLD": "LĐLĐ|Liên đoàn Lao động|Công đoàn",
    "HND": "HND|Hội ND|Hội Nông dân|hội nông dân",
    "DTN": "ĐTN|Đoàn Thanh niên|Đoàn TNCS Hồ Chí Minh|Đoàn TNCS HCM",
    "LHPN": "HLHPN|Hội LHPN|Hội Phụ nữ|Hội Liên hiệp Phụ nữ|HPN",
    "CCB": "HCCB|Hội CCB|Hội Cựu chiến binh",
}
FIELD_WORDS = {
    "DIEN": "Nước sinh hoạt|Điện|dien", "TNMT": "Môi trường|moi truong",
    "NN": "Nông nghiệp|lam nghiep", "NTM": "Xây dựng nông thôn mới|NTM", "ANTT": "An ninh trật tự|atgt",
    "LDTBXH": "Chính sách xã hội|ncc|btxh|viec lam", "CCHC": "Cải cách hành chính|cbcc|tcbc",
    "DD": "Đất đai|ĐẤT ĐAI|dat", "GT": "Giao thông", "YT": "Y tế|bhyt|kcb|duoc|vsattp",
    "GDDT": "Giáo dục|ctgd|csgv",
    "XDCB": "csht|CSVC", "TL": "de dieu", "GN": "giam ngheo", "TMDV": "gia|giá|qltt", "TPKN": "lkn|ltc",
    "KHAC": "vdk", "CSCB": "cscb",
}  # fmt: skip
RESULT_WORDS = {
    "chua_tra_loi": "Chưa trả lời|chưa|Chưa có văn bản trả lời",
    "dang_giai_quyet": "Đang giải quyết|đang xử lý|Đang xem xét, giải quyết",
    "da_tra_loi": "Đã trả lời|Đã giải quyết|đã có văn bản trả lời",
}
AUTHORITY_WORDS = {
    "DL": "Điện lực", "PTNMT": "Phòng TN&MT huyện|Phòng TNMT", "PLDTBXH": "Phòng LĐTB&XH", "UBNDX": "UBND xã",
    "UBNDH": "UBND huyện", "BQLDAH": "BQL dự án huyện", "SGTVT": "Sở Giao thông vận tải|Sở GTVT",
    "UB506": "UBND huyện Đại Lộc", "BLDTBXH": "bld", "TTCP": "thanh tra cp", "NHNN": "nh|nhnn",
}  # fmt: skip


def meanings(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(word, code) for code, line in words.items() for word in line.split("|")]


@pytest.mark.parametrize(("word", "code"), meanings(ORGANISATION_WORDS))
def test_words_of_organisations_in_workbooks(catalogue: Catalogue, word: str, code: str) -> None:
    entries = [Entry(o.code, o.full_name, o.short_name, o.aliases) for o in catalogue.organisations]
    assert [e.key for e in Lookup("organisation", tuple(entries)).find(word)] == [code]


@pytest.mark.parametrize(("word", "code"), meanings(AUTHORITY_WORDS))
def test_words_of_authorities_in_workbooks(catalogue: Catalogue, word: str, code: str) -> None:
    entries = [
        Entry(a.code, a.name, a.short_name, a.aliases, valid_from=a.valid_from, valid_to=a.valid_to)
        for a in catalogue.authorities
    ]
    lookup = Lookup("authority", tuple(entries))
    assert [e.key for e in lookup.find(word, date(2024, 3, 1))] == [code]
    assert [e.key for e in lookup.find(word)] == [code]


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [("petition_field_detail", *pair) for pair in meanings(FIELD_WORDS)]
    + [("petition_reported_result", *pair) for pair in meanings(RESULT_WORDS)],
)
def test_words_of_code_lists_in_workbooks(catalogue: Catalogue, name: str, word: str, code: str) -> None:
    entries = [Entry(c.code, c.label, aliases=c.aliases) for c in catalogue.code_list(name)]
    assert [e.key for e in Lookup(name, tuple(entries)).find(word)] == [code]


def truths(shared: Path) -> Iterator[dict[str, str | None]]:
    for path in sorted((shared / "samples" / "district").glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        rows = (row for sheet in truth["sheets"] for row in sheet["rows"] if row["cls"] == "accepted")
        yield from ({**row["values"], "sender": truth["unit"]} for row in rows)


def test_every_unit_of_the_samples_is_found(catalogue: Catalogue, shared: Path) -> None:
    keys = {u.key: n for n, u in enumerate(catalogue.units)}
    on = date(2024, 3, 1)
    entries = tuple(
        Entry(keys[u.key], u.full_name, u.name, code=u.code, level=u.level, parent=u.parent_code,
              valid_from=u.valid_from, valid_to=u.valid_to)
        for u in catalogue.units
    )  # fmt: skip
    units = UnitLookup("unit", entries)
    for row in truths(shared):
        (sender,) = units.find_unit(str(row["sender"]), on, level="district")
        if row.get("xa"):
            assert len(units.find_unit(str(row["xa"]), on, sender.code, "commune")) == 1, row["xa"]


def test_every_code_list_goes_by_a_name(catalogue: Catalogue) -> None:
    named = {c.code for c in catalogue.codes if c.list == "code_list"}
    assert named == {c.list for c in catalogue.codes}
