"""A library and its truth: what a person would say is in a folder, told while the folder is made.

Truth asserts what a person would assert, in the words of the lines that `mediad preview --json` writes. A work names
its editions, an edition its files in order; files that are no works are written with `beside` and asserted by that: a
line of their own would be a phantom.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accuracy.media.files import content

ALL = "movies,tv,music,photos,books,audiobooks,comics"

Edition = tuple[str, ...] | frozenset[str]  # parts in order, or copies of one file
Files = str | Sequence[str] | frozenset[str]


@dataclass(frozen=True, slots=True)
class Expected:
    """One work: the fields that are asserted, and the files of each edition; a name that ends in / is a folder."""

    kind: str
    fields: dict[str, Any]
    editions: tuple[Edition, ...]

    @property
    def files(self) -> frozenset[str]:
        """Every file of the work."""
        return frozenset(file for edition in self.editions for file in edition)


def _names(files: Files) -> Sequence[str]:
    return [files] if isinstance(files, str) else list(files)


def _edition(files: Files) -> Edition:
    """Give an edition by the names that lines show: bytes that are no text are signs there."""
    shown = [os.fsencode(name).decode("utf-8", "replace") for name in _names(files)]
    return frozenset(shown) if isinstance(files, frozenset) else tuple(shown)


@dataclass(slots=True)
class Tree:
    """A folder that is written while its truth is told."""

    root: Path
    works: list[Expected] = field(default_factory=list)

    # ------------------------------------------------------------------ files

    def write(self, path: str | bytes, data: bytes) -> None:
        """Write a file as it is."""
        place = os.path.join(os.fsencode(self.root), os.fsencode(path))  # noqa: PTH118  # names may be no text
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
        with open(place, "wb") as out:  # noqa: PTH123
            out.write(data)

    def make(self, path: str, **facts: Any) -> None:
        """Write a real file of the format that its name says, with bytes of its own."""
        self.write(path, content(path, facts, zlib.crc32(os.fsencode(path))))

    def beside(self, *paths: str, **facts: Any) -> None:
        """Write files that are no works: companions, extras, samples, rubbish."""
        for path in paths:
            self.make(path, **facts)

    def empty(self, *paths: str) -> None:
        """Write files of zero bytes."""
        for path in paths:
            self.write(path, b"")

    def half(self, path: str, **facts: Any) -> None:
        """Write the first half of a real file."""
        data = content(path, facts, zlib.crc32(path.encode()))
        self.write(path, data[: len(data) // 2])

    def link(self, path: str, target: str) -> None:
        """Write a symbolic link; a target is relative to the link's folder."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)

    def hard_link(self, path: str, target: str) -> None:
        """Give a file of this tree another name."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.hardlink_to(self.root / target)

    # ------------------------------------------------------------------ works

    def work(self, kind: str, *editions: Files, made: dict[str, Any] | None = None, **fields: Any) -> None:
        """Tell of a work and write its files; `made` is what they say of themselves, None writes nothing.

        Each edition is a file, its parts in order, or a frozen set of copies.
        """
        self.works.append(Expected(kind, fields, tuple(_edition(each) for each in editions)))
        for file in (file for each in editions for file in _names(each) if not file.endswith("/")):
            if made is not None:
                self.make(file, **made)

    def film(self, title: str, year: int | None, *editions: Files, **fields: Any) -> None:
        """Tell of a film."""
        self.work("movie", *editions, made={}, title=title, **({"year": year} if year else {}), **fields)

    def episode(self, show: str, number: str, *editions: Files, **fields: Any) -> None:
        """Tell of an episode: `1x02`, `1x02-03`, `x313` where no season is asserted, "" where nothing is."""
        season, _, episodes = number.partition("x")
        first, _, last = episodes.partition("-")
        if season:
            fields["season"] = int(season)
        if first:
            fields["episodes"] = list(range(int(first), int(last or first) + 1))
        self.work("episode", *editions, made={}, parents=[show], **fields)

    def track(self, title: str, *editions: Files, made: dict[str, Any] | None = None, **fields: Any) -> None:
        """Tell of a track."""
        self.work("track", *editions, made=made or {}, title=title, **fields)

    def album(self, artist: str, album: str, folder: str, titles: str, **options: Any) -> None:
        """Tell of an album whose tracks lie in a folder, and write it, fully tagged unless `tags` says otherwise.

        Options are `ending`, `name` (a format of number, title, artist), `year`, `disc`, `start`, `artists` (of the
        tracks), `tags` (what is written besides or instead; None writes none), `parents` and `drop` (asserted less).
        """
        names = titles.split("|")
        start, disc = options.get("start", 1), options.get("disc")
        artists = options.get("artists") or [artist] * len(names)
        for at, (title, by) in enumerate(zip(names, artists, strict=True)):
            number = start + at
            said: dict[str, Any] = {"title": title, "artist": by, "album": album, "album_artist": artist}
            said |= {"track": number, "tracks": len(names), "date": options.get("year", 1999)}
            said |= {"disc": disc} if disc else {}
            written = options.get("tags", {})
            file = options.get("name", "{number:02d} - {title}").format(
                number=number, title=title, artist=by, disc=disc
            )
            fields: dict[str, Any] = {"track": number, "parents": options.get("parents", [artist, album])}
            fields |= {"disc": disc} if disc else {}
            fields |= {"year": options["year"]} if options.get("year") and "year" not in options.get("drop", ()) else {}
            fields = {name: value for name, value in fields.items() if name not in options.get("drop", ())}
            endings = options.get("ending", "flac").split(",")
            self.work(
                "track",
                *(f"{folder}/{file}.{ending}".lstrip("/") for ending in endings),
                made={} if written is None else {**said, **written},
                title=title,
                **fields,
            )

    def photo(self, file: Files, taken: str = "", *more: Files, made: dict[str, Any] | None = None) -> None:
        """Tell of a photo; it was taken when its EXIF says, unless `made` says something else."""
        said = {"taken": taken} if made is None and taken else made or {}
        self.work("photo", file, *more, made=said, **({"date_taken": taken} if taken else {}))

    def book(
        self, title: str, author: str, *editions: Files, made: dict[str, Any] | None = None, **fields: Any
    ) -> None:
        """Tell of a book; its files say title, author and series themselves unless `made` says something else."""
        told = {"title": title, "authors": author.split("; ") if author else []} | fields
        self.work("book", *editions, made=told if made is None else made, **{k: v for k, v in told.items() if v})

    def audiobook(
        self, title: str, author: str, *editions: Files, made: dict[str, Any] | None = None, **fields: Any
    ) -> None:
        """Tell of an audiobook; its files carry the title as album and the author as artist unless `made` differs."""
        told = {"title": title, "authors": author.split("; ") if author else []} | fields
        tags = {"title": title, "album": title, "artist": author, "album_artist": author, "genre": "Audiobook"}
        self.work("audiobook", *editions, made=tags if made is None else made, **{k: v for k, v in told.items() if v})

    def comic(
        self, series: str, index: str, *editions: Files, made: dict[str, Any] | None = None, **fields: Any
    ) -> None:
        """Tell of an issue, a volume or a chapter."""
        self.work("comic", *editions, made=made or {}, series=series, **({"index": index} if index else {}), **fields)


@dataclass(frozen=True, slots=True)
class Library:
    """One folder of somebody's: how it is made, what class it belongs to, and the types it is looked at with.

    `alone` is one that nobody could tell from another type's by its names: it is looked at with its own types only.
    """

    name: str
    habit: str
    group: str
    types: str
    alone: bool
    write: Callable[[Tree], None]


LIBRARIES: list[Library] = []


def library(
    group: str, types: str = ALL, *, alone: bool = False
) -> Callable[[Callable[[Tree], None]], Callable[[Tree], None]]:
    """Register a library of a class; the function's name is its name, its docstring the habit it stands for."""

    def register(write: Callable[[Tree], None]) -> Callable[[Tree], None]:
        LIBRARIES.append(Library(write.__name__, write.__doc__ or "", group, types, alone, write))
        return write

    return register
