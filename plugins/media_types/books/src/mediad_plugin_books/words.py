"""Words of a text in HTML, counted; a sign of Chinese or Japanese counts as one, for they write no spaces."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"<[^<>]*>|&[#\w]{1,31};")
_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_DECLARED = re.compile(rb"""encoding\s?=\s?["']([\w.-]{1,30})["']""")


def count(text: str) -> int:
    """Count words."""
    bare = _MARKUP.sub(" ", text)
    signs = len(_SIGNS.findall(bare)) if not bare.isascii() else 0
    return len((_SIGNS.sub(" ", bare) if signs else bare).split()) + signs


def text_of(data: bytes) -> str:
    """Give the text of a document in the encoding that it says or marks."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    found = _DECLARED.search(data[:300])
    try:
        return data.decode(found[1].decode() if found else "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def body_of(text: str) -> str:
    """Give what stands behind the head of a page of HTML."""
    at = text.find("<body")
    return text[at:] if at >= 0 else text
