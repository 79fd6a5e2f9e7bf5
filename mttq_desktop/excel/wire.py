"""Messages between the child process and the program: a length, then JSON, then long texts as they are.

Never pickle: the child held a hostile file.
"""

import json
import struct
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import accumulate, pairwise
from typing import IO, Any

_LENGTH = struct.Struct(">I")
_MOST = 256_000_000
_DECIMAL = "decimal"
BESIDE = "beside"


def send(stream: IO[bytes], message: dict[str, Any], beside: Sequence[bytes] = ()) -> None:
    """Write one message, and what need not become JSON and text again."""
    said = {**message, BESIDE: list(map(len, beside))} if beside else message
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=_plain)
    body = text.encode("utf-8", "surrogatepass")
    parts = (_LENGTH.pack(len(body)), body, *beside)
    stream.write(b"".join((_LENGTH.pack(sum(map(len, parts))), *parts)))
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message as it came; None at the end of the stream. Raises ValueError when it is no message."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _MOST:
        raise ValueError(length)
    body = stream.read(length)
    return body if len(body) == length else None


def understood(body: bytes) -> dict[str, Any]:
    """What a message says, and what came beside it. Raises ValueError when it says nothing."""
    start = _LENGTH.size + int.from_bytes(body[: _LENGTH.size], "big")
    message = json.loads(body[_LENGTH.size : start].decode("utf-8", "surrogatepass"), object_hook=_whole)
    if not isinstance(message, dict):
        raise ValueError(type(message))
    ends = list(accumulate(message.get(BESIDE, ()), initial=start))
    return {**message, BESIDE: [body[a:b] for a, b in pairwise(ends)]}


def _plain(value: object) -> dict[str, str]:
    """An amount with decimals, which JSON would round."""
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    raise TypeError(type(value))


def _whole(found: dict[str, Any]) -> Any:
    if found.keys() != {_DECIMAL}:
        return found
    try:
        return Decimal(found[_DECIMAL])
    except (InvalidOperation, TypeError) as error:
        raise ValueError(found) from error
