"""Texts that say nearly the same are found, whatever their tones; others are not."""

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.similar import similar
from mttq_desktop.store.database import Database
from tests.makers import a_petition

ROAD = "Đề nghị sửa chữa tuyến đường bê tông thôn Trung Hòa bị hư hỏng"


def test_an_alike_petition_is_found_and_a_different_one_is_not(store: Database, vocabulary: Vocabulary) -> None:
    with store.writing("test", "Thêm") as writing:
        road = a_petition(writing, vocabulary, content=ROAD)
        a_petition(writing, vocabulary, content="Phản ánh thiếu thuốc bảo hiểm y tế ở trạm y tế xã")
    with store.reading() as session:
        found = similar(session, "de nghi sua chua tuyen duong thon Trung Hoa hu hong nang")
        assert [s.id for s in found] == [road]
        assert found[0].likeness >= 80
        assert similar(session, ROAD, apart_from=road) == []
        assert similar(session, "đường") == []
