"""Rules of catalogues."""

import pytest

from mttq_desktop.fields import Vocabulary
from mttq_desktop.records.catalogue import CODE_ITEM


@pytest.mark.parametrize(
    ("code", "said"), [("DD", ""), ("Đ1_a-b", ""), ("A B", "dấu cách"), ("1.2", "dấu “.”"), ("X/Y", "dấu “/”")]
)
def test_a_code_is_one_word(vocabulary: Vocabulary, code: str, said: str) -> None:
    (check,) = CODE_ITEM.checks
    found = [p.message for p in check({"code": code}, vocabulary)]
    assert len(found) == bool(said)
    assert all(said in message for message in found)
