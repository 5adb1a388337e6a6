"""Sidecars in a worker: which names of a folder are some format's, and which work each of them speaks of."""

from __future__ import annotations

import io
import os
import re

from mediad_sdk.plain import dumps, loads
from mediad_sdk.runner.bootstrap import load
from mediad_sdk.runner.guard import Failure
from mediad_sdk.storable import clean
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Companion, Position, Reference, Relation
from mediad_sdk.wire import PLACE, to_wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, BinaryIO, TypeAlias

    from mediad_sdk.values.media import Claim, Listing
    from mediad_sdk.wire import FlatWork

    Place: TypeAlias = tuple[int, str]
    """Which name of its format a file has, and the stem in it, "" where it is called after no media file."""

STEM = "{stem}"
_VALUE = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
WROTE = "mediad_wrote"
"""The field of a sidecar's facts that holds what mediad wrote into it: that is no word of the sidecar's own."""


class Format:
    """One format of sidecars, as the request names it."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.id: str = said["format"]
        self.kinds = frozenset(said["kinds"])
        self.types = frozenset(said["types"])
        self.collections: Mapping[str, str] = said["collections"]
        names = sorted(said["names"], key=lambda name: "*" in name)  # a name that fits all is the last resort
        self._patterns = [_pattern(name) for name in names]

    def place(self, name: bytes, stems: Iterable[str]) -> Place | None:
        """Give the first of the names that one fits, with the stem in it, which is that of a media file."""
        text = os.fsdecode(name).lower()
        for at, pattern in enumerate(self._patterns):
            if found := pattern.fullmatch(text):
                stem = found.groupdict().get("stem", "")
                if not stem or any(begins(each, stem) for each in stems):
                    return at, stem
        return None


class Said:
    """What one sidecar says."""

    def __init__(self, form: Format, name: bytes, place: Place, fields: Mapping[str, Any]) -> None:
        self.form = form
        self.name = name
        told = {str(name): value for name, value in fields.items() if _tells(value) and name != WROTE}
        self.fields = {name: told[name] for name in sorted(told.keys() - PLACE)}  # a place is the media type's to say
        self.place, self.stem = place


def _pattern(name: str) -> re.Pattern[str]:
    parts = (
        "(?P<stem>.+)" if part == STEM else ".*" if part == "*" else re.escape(part.lower())
        for part in re.split(r"(\{stem\}|\*)", name)
    )
    return re.compile("".join(parts), re.DOTALL)


def _tells(value: object) -> bool:
    return bool(value) or isinstance(value, (int, float))


def claimed(
    formats: Mapping[int, Format], listing: Listing, claims: Iterable[tuple[str, Claim]]
) -> dict[int, dict[bytes, Place]]:
    """Give each format the names that are its own: files beside media of its types that no media type claims."""
    held = [(type_, claim) for type_, claim in claims if claim.files or claim.folders or claim.companions]
    taken = {name for _, claim in held for name in claim.files}
    stems = {
        kind: {_stem(name) for type_, claim in held if type_ in form.types for name in claim.files}
        for kind, form in formats.items()
        if not form.types.isdisjoint(type_ for type_, _ in held)
    }
    found: dict[int, dict[bytes, Place]] = {}
    for entry in listing.files if stems else ():
        if entry.name not in taken and entry.size and not entry.name.startswith(b"."):
            fits = [(place, kind) for kind, near in stems.items() if (place := formats[kind].place(entry.name, near))]
            if fits:
                place, kind = min(fits, key=lambda each: (each[0][0], each[1]))
                found.setdefault(kind, {})[entry.name] = place
    return found


def _stem(name: bytes) -> str:
    return os.path.splitext(os.fsdecode(name))[0].lower()


def begins(stem: str, with_: str) -> bool:
    """Tell whether a media file's name is another one, or goes on after it: `Film - 1080p` after `Film`."""
    return stem.startswith(with_) and not (stem[len(with_) :] or " ")[0].isalnum()


def attached(works: list[FlatWork], said: Sequence[Said]) -> list[FlatWork]:
    """Add what sidecars say to the works that they speak of; what speaks of none, or of several, says nothing."""
    out, told = list(works), set()
    for each in sorted(said, key=lambda one: (one.place, one.name)):
        at = _target(works, each)
        if at is not None and (at, each.form.id) not in told and each.fields:
            told.add((at, each.form.id))
            out[at] = _with(out[at], each)
    return out


def _target(works: Sequence[FlatWork], said: Said) -> int | None:
    fitting = [at for at, work in enumerate(works) if work.kind in said.form.kinds and not _is_extra(work)]
    if said.stem:
        named = [at for at in fitting if said.stem in _stems(works[at])]
        fitting = named or [at for at in fitting if any(begins(each, said.stem) for each in _stems(works[at]))]
    return fitting[0] if len(fitting) == 1 else None


def _is_extra(work: FlatWork) -> bool:
    return any('"extra":' in body and loads(body).get("extra") for _, _, body in work.documents[:1])


def _stems(work: FlatWork) -> set[str]:
    parts = (part for edition in work.editions for part in edition.parts)
    return {_stem(file) for *_, sources in parts for file, _ in sources if file}


def _with(work: FlatWork, said: Said) -> FlatWork:
    more: dict[str, Any] = dict(work.more)
    beside = list(more.get("companions", ()))
    if not any(said.name in each["files"] for each in beside):
        companion = Companion(role="sidecar", files=(said.name,), facts={"format": said.form.id})
        more["companions"] = [*beside, to_wire(companion)]
    if relations := _collections(said, work.kind):
        others = [each for each in more.get("relations", ()) if each["type"] != "collection"]
        more["relations"] = [*others, *relations]
    document = ("sidecar", said.name, dumps(said.fields))
    return work._replace(documents=[*work.documents, document], more=more)


def _collections(said: Said, kind: str) -> list[Any]:
    """Make relations of the collections that a sidecar names; they stand in the place of those that names made."""
    home, told = said.form.collections.get(kind, ""), said.fields.get("collections")
    if not home or not isinstance(told, list):
        return []
    named = ((each.get("title"), each.get("number")) for each in told if isinstance(each, dict))
    return [_collection(home, title, number) for title, number in named if isinstance(title, str) and title]


def _collection(home: str, title: str, number: object) -> Any:
    """Put a work into a collection, at the place that a printed number says."""
    value = _VALUE.match(number) if isinstance(number, str) else None
    place = Position(label=str(number), value=float(value[0])) if value else None
    target = Reference(kind=home, key=match_key(title), title=title)
    return clean(to_wire(Relation(type="collection", target=target, position=place)))


def without(function: Callable[..., Any], wrote: Mapping[str, Any]) -> Callable[..., dict[str, Any]]:
    """Give a reader that tells what mediad wrote into a file apart from what somebody else did."""

    def read(file: Any) -> dict[str, Any]:
        fields = _plain(function(file))
        ours = {name: value for name, value in _plain(wrote).items() if fields.get(name) == value}
        own = {name: value for name, value in fields.items() if name not in ours}
        return {**own, WROTE: ours} if ours else own

    return read


def written(write: str, read: str, fields: Mapping[str, Any], before: bytes) -> dict[str, Any]:
    """Let a format write a file, and read what it wrote: its bytes, and the fields in them."""
    data = load(write)(_plain(fields), before)  # the wire made tuples of lists
    if not isinstance(data, bytes):
        raise Failure("wrong_answer", f"write gave a {type(data).__name__}; it gives bytes")
    return {"data": data, "fields": _plain(load(read)(_Bytes(data))) if read else {}}


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give fields as they are stored: with lists, whoever made tuples of them."""
    plain: dict[str, Any] = loads(dumps(dict(fields)))
    return plain


class _Bytes:
    """A file that is not on a disk yet."""

    name = path = ""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def open(self) -> BinaryIO:
        """Give its bytes."""
        return io.BytesIO(self._data)
