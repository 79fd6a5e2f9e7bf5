"""The one search finds petitions, senders' batches and catalogues, with or without tones."""

from mttq_desktop.fields import Vocabulary
from mttq_desktop.queries.everywhere import everywhere
from mttq_desktop.store.database import Database
from tests import makers


def test_petitions_come_first_then_catalogues(store: Database, vocabulary: Vocabulary) -> None:
    makers.petitions(store, vocabulary, 9, content="Đề nghị Sở Y tế cấp thuốc cho trạm")

    with store.reading() as session:
        hits = everywhere(session, vocabulary, "so y te")

    kinds = [hit.kind.name for hit in hits]
    assert kinds[:6] == ["petition"] * 6
    assert "authority" in kinds
    assert hits[0].text.startswith("KN-2024-Q1-")
    assert any(hit.text == "Sở Y tế" and hit.detail == "cơ quan" for hit in hits)


def test_a_number_is_found_as_it_is_written(store: Database, vocabulary: Vocabulary) -> None:
    makers.petitions(store, vocabulary, 3)

    with store.reading() as session:
        (hit, *_) = everywhere(session, vocabulary, "KN-2024-Q1-0002")

    assert hit.text.startswith("KN-2024-Q1-0002 · Đề nghị")


def test_no_words_find_nothing(store: Database, vocabulary: Vocabulary) -> None:
    with store.reading() as session:
        assert everywhere(session, vocabulary, " -- ") == ()
