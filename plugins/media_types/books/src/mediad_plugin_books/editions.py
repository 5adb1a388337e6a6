"""The editions of one book: a format each, kept apart by what their files say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_sdk.values.works import Edition, Part, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_plugin_books.copies import Copy

ORDER = ("epub", "azw3", "kfx", "mobi", "azw", "fb2", "pdf", "djvu", "docx", "odt", "rtf", "doc", "txt")
"""The best to read first."""
_REASONS = {
    "empty": "The file is empty.",
    "not_a_book": "The file is no book of a known kind.",
    "damaged": "The file is damaged.",
    "timeout": "Reading the file took too long.",
    "crash": "Reading the file crashed the reader.",
}
_FACTS = (
    *("format", "version", "pages", "words", "chapters", "layout", "direction", "lock", "encrypted", "linearized"),
    *("tagged", "width_pt", "height_pt", "rotation", "text_bytes", "languages", "publisher", "mimetype_missing"),
)


def editions(copies: Sequence[Copy]) -> tuple[Edition, ...]:
    """Make the editions of one book, the best first."""
    out: dict[tuple[str, str], Edition] = {}
    for copy in sorted(copies, key=rank):
        version = copy.isbn
        if (version, copy.format) in out:
            version = " ".join(filter(None, (version, copy.text)))  # nothing else tells two files of a kind apart
        out[version, copy.format] = _edition(copy, version)
    return tuple(out.values())


def rank(copy: Copy) -> tuple[Any, ...]:
    """Order copies: what can be read before what cannot, then by format."""
    place = ORDER.index(copy.format) if copy.format in ORDER else len(ORDER)
    return bool(copy.error or copy.facts.get("lock")), place, copy.name


def _edition(copy: Copy, version: str) -> Edition:
    facts = {name: copy.facts[name] for name in _FACTS if name in copy.facts}
    reason = _reason(copy)
    return Edition(
        parts=(Part(sources=(Source(file=copy.name),)),),
        version=version,
        rendition=copy.format,
        label=copy.format.upper(),
        facts={**facts, **({"isbn": copy.isbn} if copy.isbn else {})},
        status="unreadable" if reason else "ok",
        reason=reason,
    )


def _reason(copy: Copy) -> str:
    if copy.error:
        return _REASONS.get(copy.error, "The file cannot be read.")
    lock = copy.facts.get("lock")
    if not lock:
        return ""
    return "The book opens only with a password." if lock == "a password" else f"The book is locked by {lock} (DRM)."
