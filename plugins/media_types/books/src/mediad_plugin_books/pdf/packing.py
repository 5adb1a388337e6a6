"""How the bytes of streams are packed, as far as it matters here: deflated, and predicted by the rows of PNG."""

from __future__ import annotations

import zlib
from typing import Any

from mediad_plugin_books.pdf.syntax import BadSyntax, Reader

MAX_STREAM = 24 << 20
BROKEN = (BadSyntax, ValueError, TypeError, IndexError, OverflowError, zlib.error)
"""What reading bytes that lie ends in."""
_MAX_COLUMNS = 1 << 20
_PNG, _LEFT, _UP = 10, 1, 2


def inflated(head: dict[str, Any], data: bytes) -> bytes:
    """Undo a stream's filters.

    Raises:
        BadSyntax: It is packed in a way that only pictures are.
    """
    filters, parameters = head.get("Filter"), head.get("DecodeParms")
    names = filters if isinstance(filters, list) else [filters] if filters else []
    if names not in ([], ["FlateDecode"]):
        raise BadSyntax
    if names:
        data = zlib.decompressobj().decompress(data, MAX_STREAM)
    held = parameters[0] if isinstance(parameters, list) and parameters else parameters
    held = held if isinstance(held, dict) else {}
    return _unpredicted(data, held.get("Columns", 1)) if held.get("Predictor", 1) >= _PNG else data


def _unpredicted(data: bytes, columns: object) -> bytes:
    """Undo the prediction of rows, as tables of objects have it: by the row above, by the left, or none."""
    width = columns if isinstance(columns, int) and 0 < columns <= _MAX_COLUMNS else 1
    before, out = bytes(width), bytearray()
    for at in range(0, len(data) - width, width + 1):
        kind, row = data[at], data[at + 1 : at + 1 + width]
        if kind == _UP:
            row = bytes((mine + above) & 0xFF for mine, above in zip(row, before, strict=True))
        elif kind == _LEFT:
            row = _by_the_left(row)
        out += row
        before = row
    return bytes(out)


def _by_the_left(row: bytes) -> bytes:
    out, left = bytearray(), 0
    for each in row:
        left = (left + each) & 0xFF
        out.append(left)
    return bytes(out)


def objects_in(head: dict[str, Any], data: bytes) -> dict[int, Any]:
    """Give the objects that a stream of objects holds, by their numbers."""
    count, first = int(head.get("N") or 0), int(head.get("First") or 0)
    numbers = [int(each) for each in data[:first].split()[: 2 * count] if each.isdigit()]
    out = {}
    for number, at in zip(numbers[::2], numbers[1::2], strict=False):
        try:
            out[number] = Reader(data, first + at).value()
        except BadSyntax:
            continue
    return out
