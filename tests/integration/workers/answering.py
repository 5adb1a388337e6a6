"""A media type whose answers are wrong in the way that the folder's name says; in `well` they are right."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from mediad_sdk import Artwork, Claim, Companion, Document, Edition, Part, Source, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mediad_sdk import Extracted, Listing, MediaFile

CLAIMS: dict[str, Callable[[], Any]] = {
    "claims a str": lambda: "x",
    "claims True": lambda: True,
    "claims a dict": lambda: {"files": (b"x",)},
    "claims names as str": lambda: Claim(files=("x",)),  # type: ignore[arg-type]  # the point
    "claims None as files": lambda: Claim(files=None),  # type: ignore[arg-type]  # as above
    "claims what is not there": lambda: Claim(files=(b"y",)),
    "claims with a word": lambda: Claim(files=(b"x",), confidence="high"),  # type: ignore[arg-type]  # as above
    "asks the network": lambda: __import__("socket").create_connection(("127.0.0.1", 9)),
}


def works(**more: Any) -> list[Work]:
    return [Work(kind="toy", key="one"), Work(**{"kind": "toy", "key": "two", **more})]


def said(value: Any) -> list[Work]:
    return works(documents=(Document(source="tags", fields={"said": value}, file=b"x"),))


def of(**part: Any) -> list[Work]:
    return works(editions=(Edition(parts=(Part(**{"sources": (Source(file=b"x"),), **part}),)),))


WORKS: dict[str, Callable[[], Any]] = {
    "makes None": lambda: None,
    "makes dicts": lambda: [{"kind": "toy", "key": "x"}],
    "makes one work": lambda: Work(kind="toy", key="x"),
    "makes a str": lambda: "works",
    "says a date": lambda: said(dt.date(2001, 1, 1)),
    "says a set": lambda: said({1}),
    "says bytes": lambda: said(b"x"),
    "plays for ever": lambda: works(editions=(Edition(parts=(), facts={"duration_ms": 1 << 70}),)),
    "adds a date": lambda: works(artwork=(Artwork(role=dt.date(2001, 1, 1), file=b"x"),)),  # type: ignore[arg-type]
    "makes an unknown kind": lambda: works(kind="hologram"),
    "quotes a file that is not there": lambda: works(documents=(Document(source="tags", fields={}, file=b"y"),)),
    "plays a file that is not there": lambda: of(sources=(Source(file=b"y"),)),
    "plays a str": lambda: of(sources=(Source(file="x"),)),  # type: ignore[arg-type]  # the point
    "plays at a word": lambda: of(position="first"),
    "plays too long": lambda: works(editions=(Edition(parts=(), facts={"duration_ms": 1 << 62}),)),
    "shows what is not there": lambda: works(artwork=(Artwork(role="cover", file=b"y.jpg"),)),
    "adds what is not there": lambda: works(companions=(Companion(role="lyrics", files=(b"x", b"y.lrc")),)),
    "names itself by a number": lambda: works(key=7),
}


def claim(listing: Listing) -> Any:
    deed = CLAIMS.get(listing.path.decode())
    return deed() if deed else Claim(files=(b"x",))


def extract(_: MediaFile) -> Mapping[str, Any]:
    return {}


def assemble(listing: Listing, _: Sequence[Extracted]) -> Any:
    deed = WORKS.get(listing.path.decode())
    return deed() if deed else of()


def too_many(_: Listing, __: Sequence[Extracted]) -> Any:
    return said("x" * (50 << 20))


def extract_in_part(_: MediaFile) -> Mapping[str, Any]:
    return {"title": "x", "error": "truncated", "reason": "It ends early."}
