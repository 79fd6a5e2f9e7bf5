"""Long texts of many rows kept as one piece of memory: a third of what they take one by one."""

from collections.abc import Iterator, Sequence
from typing import overload

_PARTED = "\0"
"""Stands in no text of a workbook."""


class Texts(Sequence[str]):
    """Some texts, made again each time they are asked for; whoever wants many of them asks once (`list`)."""

    __slots__ = ("_length", "packed")

    def __init__(self, packed: bytes, length: int) -> None:
        self.packed, self._length = packed, length

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[str]:
        return iter(self._unpacked())

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self._unpacked()[at]

    def _unpacked(self) -> list[str]:
        return self.packed.decode("utf-8", "surrogatepass").split(_PARTED) if self._length else []


def packed(texts: Sequence[str]) -> Sequence[str]:
    """The same texts in one piece; as they are when one of them cannot be told from the next."""
    joined = _PARTED.join(texts)
    told_apart = joined.count(_PARTED) == len(texts) - 1
    return Texts(joined.encode("utf-8", "surrogatepass"), len(texts)) if told_apart else texts
