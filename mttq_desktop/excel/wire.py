"""Messages between the child process and the program: a length, then JSON.

Never pickle: the child held a hostile file.
"""

import json
import struct
from decimal import Decimal, InvalidOperation
from typing import IO, Any

_LENGTH = struct.Struct(">I")
_MOST = 256_000_000
_DECIMAL = "decimal"


def send(stream: IO[bytes], message: dict[str, Any]) -> None:
    """Write one message."""
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"), default=_plain)
    body = text.encode("utf-8", "surrogatepass")
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any] | None, int]:
    """The next message and its size; None at the end of the stream. Raises ValueError when it is no message."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None, 0
    (length,) = _LENGTH.unpack(head)
    if length > _MOST:
        raise ValueError(length)
    body = stream.read(length)
    if len(body) < length:
        return None, 0
    message = json.loads(body.decode("utf-8", "surrogatepass"), object_hook=_whole)
    if not isinstance(message, dict):
        raise ValueError(type(message))
    return message, length


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
