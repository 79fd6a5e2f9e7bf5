"""Identities that hold across offices, given at birth: UUIDs of version 7, which begin with the time.

Those made together stand together in the index, so that a fifth less of the data file is written by an import.
"""

import os
from time import time_ns

_VERSION = bytes(b & 0x0F | 0x70 for b in range(256))
_VARIANT = bytes(b & 0x3F | 0x80 for b in range(256))
_CHANCE = 10
"""Random bytes of each, the marks of version and variant among them."""


def new_uid() -> str:
    """A fresh identity."""
    return new_uids(1)[0]


def new_uids(how_many: int) -> list[str]:
    """Fresh identities, many at once."""
    made_at = f"{time_ns() // 1_000_000:012x}"
    raw = bytearray(os.urandom(_CHANCE * how_many))
    raw[0::_CHANCE] = raw[0::_CHANCE].translate(_VERSION)
    raw[2::_CHANCE] = raw[2::_CHANCE].translate(_VARIANT)
    text = raw.hex()
    return [made_at + text[i : i + 2 * _CHANCE] for i in range(0, len(text), 2 * _CHANCE)]
