"""Bytes that say they are XML, as the UTF-8 that they were meant to be.

Wrong encodings, bare ampersands, signs that only HTML knows and control characters are usual in what people and
programs leave beside media.
"""

from __future__ import annotations

import codecs
import html
import re
from html.entities import html5

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s{0,20}=\s{0,20}["']([\w.-]{1,30})["']""", re.IGNORECASE)
_ENCODINGS = re.compile(
    r"iso-8859-\d\d?|latin-?1|(windows-|cp)12\d\d|koi8-[ru]|gbk|gb2312|gb18030|big5|shift_jis|euc-(jp|kr)",
    re.IGNORECASE,
)
_HEAD = 4096
_PIECE = 1 << 20
_CUT_SHORT = 3
"""Bytes of a sign that a file may end in the middle of."""
_CONTROLS = bytes(number for number in range(32) if number not in b"\t\n\r")
_NONE = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,30};)?")
_MOST_AMPERSANDS, _MOST_SECTIONS = 1_000_000, 100_000
"""Beyond these nobody meant anything; an ampersand costs a microsecond, a section of CDATA 300 bytes."""
_CDATA, _CDATA_END = b"<![CDATA[", b"]]>"


def decoded(data: bytes) -> str:
    """Give the text in the encoding that it is in, not always the one that it says."""
    for sign, encoding in (*_BOMS, *_WIDE):
        if data.startswith(sign):
            mark = sign if (sign, encoding) in _BOMS else b""
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(data) - error.start <= _CUT_SHORT:
            return data[: error.start].decode()
    said = _DECLARED.search(data[:_HEAD])
    name = said[1].decode("ascii", "replace") if said else ""
    for encoding in (name if _ENCODINGS.fullmatch(name) else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def utf8(data: bytes) -> bytes:
    """Give the text in UTF-8, without a mark of its encoding and without the space around it."""
    bare = data.removeprefix(codecs.BOM_UTF8)
    return (bare if _is_utf8(bare) else decoded(data).encode("utf-8", "replace")).strip(b" \t\r\n")


def _is_utf8(data: bytes) -> bool:
    """Tell whether it is, in pieces: as a whole, one sign of a far script makes four times the memory of all others."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _PIECE):
            decoder.decode(data[at : at + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not data.startswith(tuple(sign for sign, _ in _WIDE))


def without_doctype(data: bytes) -> bytes:
    """Cut the document type off, with the entities that it declares."""
    start = data.find(b"<!DOCTYPE", 0, _HEAD)
    if start < 0:
        return data
    end, inner = data.find(b">", start), data.find(b"[", start)
    if 0 <= inner < end:
        end = data.find(b">", max(data.find(b"]", inner), inner))
    return data[:start] + data[end + 1 :] if end > 0 else data


def mended(data: bytes) -> bytes:
    """Give UTF-8 without the faults that are usual: an entity that nobody knows is nothing, as it is to a browser."""
    for strange in _NONE:
        data = data.replace(strange, b"")
    if data.count(b"&") > _MOST_AMPERSANDS or data.count(_CDATA) > _MOST_SECTIONS:
        return data
    first, *others = data.translate(None, _CONTROLS).split(_CDATA)
    out = [_AMPERSAND.sub(_meant, first)]
    for each in others:
        inner, end, after = each.partition(_CDATA_END)
        out += [_CDATA, inner, end, _AMPERSAND.sub(_meant, after)]
    return b"".join(out)


def _meant(found: re.Match[bytes]) -> bytes:
    """Give what a bare ampersand, or an entity that only HTML knows, was meant to be."""
    return html.escape(html5.get(found[1].decode(), "")).encode() if found[1] else b"&amp;"
