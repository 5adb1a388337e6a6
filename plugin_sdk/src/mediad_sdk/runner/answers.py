"""What media types answer, looked at before it leaves their guard: whatever is wrong is a fault of the type alone.

The looks are few and cheap, since every work of every folder passes them; the one that fails says why at leisure.
"""

from __future__ import annotations

import msgpack

from mediad_sdk.runner.beside import attached
from mediad_sdk.runner.guard import Failure
from mediad_sdk.values.media import Claim
from mediad_sdk.wire import works_to_wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from typing import Any

    from mediad_sdk.runner.beside import Said
    from mediad_sdk.values.media import Extracted, Listing
    from mediad_sdk.wire import FlatEdition, FlatWork

MOST = 48 << 20
"""Bytes that the works of one folder may take; a frame has room for little more."""
_POSITIONS, _DURATIONS = 1 << 31, 1 << 53


def claimed(function: Callable[..., Any], listing: Listing) -> Claim | None:
    """Ask a type what it takes of a folder.

    Raises:
        Failure: It gave something else than a claim of names that are there.
    """
    claim = function(listing)
    if claim is None:
        return None
    if not isinstance(claim, Claim):
        raise _wrong(f"claim gave {_shown(claim)}; it gives a Claim, or None")
    if not isinstance(claim.confidence, (int, float)):
        raise _wrong(f"claim gave the confidence {claim.confidence!r}; it is a number")
    names = {entry.name for entry in listing.entries}
    for what in ("files", "companions", "folders"):
        given = getattr(claim, what)
        if not isinstance(given, (tuple, list)):
            raise _wrong(f"claim gave {_shown(given)} as its {what}; it gives a tuple of names")
        if not names.issuperset(given):
            raise _wrong(f"claim named {_strange(given, names)}")
    return claim


def assembled(
    function: Callable[..., Any],
    listing: Listing,
    facts: Sequence[Extracted],
    kinds: Collection[str],
    beside: Sequence[Said] = (),
) -> bytes:
    """Ask a type for a folder's works; gives them packed, so that nothing of them can fail later.

    Args:
        function: The type's `assemble`.
        listing: The folder.
        facts: What was read of its claimed files.
        kinds: The kinds that anybody declares; empty for any.
        beside: What sidecars say, to be added to the works that they speak of.

    Raises:
        Failure: It gave what is no work, or works of kinds or files that there are not.
    """
    said = function(listing, facts)
    if not hasattr(said, "__iter__") or isinstance(said, (str, bytes, dict)):
        raise _wrong(f"assemble gave {_shown(said)}; it gives works, one after the other")
    works = works_to_wire(said)
    names = {b"", *(entry.name for entry in listing.entries)}
    for work in works:
        if kinds and work.kind not in kinds:
            raise _wrong(f"assemble gave a work of the kind {work.kind!r}, which nobody declares")
        if strange := _mistake(work, names):
            raise _wrong(f"the {work.kind} {work.key[:80]!r} {strange}")
    packed: bytes = msgpack.packb(attached(works, beside) if beside else works, unicode_errors="surrogateescape")
    if len(packed) > MOST:
        raise Failure("too_large", f"its works of one folder take {len(packed)} bytes; {MOST} are allowed")
    return packed


def _mistake(work: FlatWork, names: set[bytes]) -> str:
    for _, file, _ in work.documents:
        if file not in names:
            return f"is said by {_strange([file], names)}"
    for edition in work.editions:
        if mistake := _mistake_in(edition, names):
            return mistake
    return _mistake_beside(work.more, names) if work.more else ""


def _mistake_in(edition: FlatEdition, names: set[bytes]) -> str:
    if not 0 <= edition.duration_ms < _DURATIONS:
        return f"has an edition of {edition.duration_ms} ms"
    if edition.recipe not in names:
        return f"has an edition whose recipe is {_strange([edition.recipe], names)}"
    for _, position, _, sources in edition.parts:
        if type(position) is not int or not 0 <= position < _POSITIONS:
            return f"has a part at {position!r}; a position is a whole number from 0"
        for source in sources:
            if not names.issuperset(source):
                return f"has as its source {_strange(source, names)}"
    return ""


def _mistake_beside(more: Any, names: set[bytes]) -> str:
    for each in more.get("companions", ()):
        if not names.issuperset(each["files"]):
            return f"has as its companion {_strange(each['files'], names)}"
    for each in more.get("artwork", ()):
        if each["file"] not in names:
            return f"has as its picture {_strange([each['file']], names)}"
    return ""


def _strange(given: Iterable[Any], names: set[bytes]) -> str:
    """Describe the first name that is not there, or no name at all."""
    name = next(each for each in given if each not in names)
    if not isinstance(name, bytes):
        return f"{name!r}, {_shown(name)}; names are bytes, as the listing has them"
    return f"{name.decode('utf-8', 'replace')!r}, which is not in the folder"


def _shown(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _wrong(sentence: str) -> Failure:
    return Failure("wrong_answer", sentence)
