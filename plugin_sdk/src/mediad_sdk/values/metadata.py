"""Metadata providers: who looks works up in a catalogue elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import field
from typing import Annotated, Any

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is known of a work that shall be looked up.

    Attributes:
        kind: `film`, `album`, `episode` ...
        title: Its best title.
        year: Of its first appearance, or None.
        ids: External ids by scheme: `{"imdb": "tt0111161"}`.
        fields: The work's effective fields, as in a `Document`.
        parent: The query of the work above it: the album of a track, the show of an episode.
        language: What texts shall be in, BCP 47: `de`, `pt-BR`.
    """

    kind: str
    title: str
    year: int | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    parent: Query | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One work of the provider that a query may mean; the daemon scores it by title, year and ids.

    Attributes:
        id: The provider's id, what `fetch` and `images` are asked with.
        titles: Every title it is known under, the best first.
        year: Of its first appearance, or None.
        ids: Further external ids by scheme.
        summary: A few words, for the person who chooses.
        picture: The address of a small picture, "" for none.
        weight: How much asked for it is, 0 to 1; decides between candidates that are alike otherwise.
    """

    id: str
    titles: tuple[str, ...]
    year: int | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    picture: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a provider says of one work.

    Attributes:
        fields: As in a `Document`: title, overview, dates, ids, credits, certificates, genres ...
        languages: The language in which a field was found, where it is not the one that was asked for.
    """

    fields: Mapping[str, Any]
    languages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that a provider offers.

    Attributes:
        role: `poster`, `backdrop`, `logo`, `cover`, `portrait`, `still` ...
        url: Where it is; fetched through the plugin's own `context.http`.
        width: Pixels, 0 where unknown.
        height: Pixels, 0 where unknown.
        language: Of the text in it; "" for none.
        votes: How well it is liked, 0 to 100.
    """

    role: str
    url: str
    width: int = 0
    height: int = 0
    language: str = ""
    votes: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataProvider:
    """A catalogue elsewhere.

    Attributes:
        id: Permanent name: `tmdb`; also the scheme of its ids unless `scheme` says another.
        label: What people read.
        kinds: What it knows: `("film", "show")`.
        attribution: The sentence that its terms ask to be shown, "" for none.
        search: Finds candidates; an empty answer is a definite no.
        fetch: `(kind, id, language)`: gives what it says of one work; raises `NotFound`.
        images: `(kind, id)`: gives the pictures of one work.
        changes: Gives the ids that changed since a time in ms, newest last; None where it cannot tell.
        download: Gives the bytes of one of its pictures by address.
        scheme: The scheme of its ids.
    """

    id: str
    label: str
    kinds: tuple[str, ...]
    search: Annotated[Callable[[Query], Awaitable[Sequence[Candidate]]], Call(limit=20)]
    fetch: Annotated[Callable[[str, str, str], Awaitable[Record]], Call(limit=30)]
    images: Annotated[Callable[[str, str], Awaitable[Sequence[Image]]], Call(limit=30)] | None = None
    download: Annotated[Callable[[str], Awaitable[bytes]], Call(limit=60)] | None = None
    changes: Annotated[Callable[[int], Awaitable[Sequence[str]]], Call(limit=60)] | None = None
    attribution: str = ""
    scheme: str = ""
