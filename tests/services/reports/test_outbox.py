"""Names of the files and folders of what goes out."""

from pathlib import Path

import pytest

from mttq_desktop.errors import Refused
from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.catalogue import Authority
from mttq_desktop.services.reports.sending import forwarding, send_out
from mttq_desktop.store.database import Database
from tests.services.reports.test_sending import TODAY, d05, planned


def test_names_fit_every_system_and_keep_their_letters(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    letters = planned(store, vocabulary)
    name = 'Sở "Đặc biệt": A/B <thử?> ' + "rất dài " * 40
    with store.writing("test", "Sửa tên") as writing:
        body = writing.session.get_one(Authority, letters[0].authority_id)
        body.name = body.short_name = name
    deep = tmp_path
    while len(str(deep)) < 130:
        deep = deep / "thư mục sâu"
    written = send_out(store, forwarding(letters), deep, TODAY)
    for path in written.paths:
        assert path.is_file()
        assert len(str(path)) <= 259 - 34 + len("/.docx")
        assert not set('<>:"|?*') & set(path.name)
        assert path.name.startswith("0")
        assert path.stem.endswith("05.04.2024")
    assert "Đặc biệt" in written.paths[0].name
    with pytest.raises(Refused, match="quá dài"):
        send_out(store, d05(store, vocabulary), deep / ("sâu" * 20), TODAY)


def test_a_second_act_of_the_day_gets_a_folder_of_its_own(
    store: Database, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    first, second = (send_out(store, d05(store, vocabulary), tmp_path, TODAY) for _ in range(2))
    assert first.paths[0].parent.name == "Chuyển kiến nghị 05.04.2024"
    assert second.paths[0].parent.name == "Chuyển kiến nghị 05.04.2024 (2)"
    assert all(p.is_file() for p in (*first.paths, *second.paths))
