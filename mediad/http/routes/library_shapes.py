"""What is said of libraries, and what answers about them look like."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from mediad.http.routes.jobs import Started
from mediad.http.shapes import Body, Kept, Name, Shape

_SETTINGS = ("watch", "scan", "quick", "ignore", "sidecars")


def _one_slash(path: str) -> str:
    """Let a path begin with one slash: POSIX leaves open what two mean, and comparisons tell them apart."""
    return "/" + path.lstrip("/")


FolderPath = Annotated[
    str,
    Field(min_length=1, max_length=4096, pattern="^/", description="An absolute path.", examples=["/srv/media"]),
    AfterValidator(_one_slash),
]
Cron = Annotated[str, Field(max_length=100, description="Five fields as in crontab; empty for never.")]


class Root(Shape):
    """A folder of a library.

    Attributes:
        id: Its public id.
        path: The folder.
        state: How it is.
        reason: Why it is not online, and what to do.
        since: Since when it is so: milliseconds since 1970, UTC.
    """

    id: str
    path: str
    state: Literal["new", "online", "offline", "held", "detached"]
    reason: str = Field(description="Why it is not online, and what to do.")
    since: int


class Library(Shape):
    """A library; roots, settings and slug are for those who manage libraries.

    Attributes:
        id: Its public id.
        name: Its name.
        isolated: Whether its works merge with nobody else's.
        origin: Where it was declared.
        created: When it was made: milliseconds since 1970, UTC.
        detached: When it left the configuration or was removed: milliseconds since 1970, UTC, or null.
        revision: Counts its changes; stands in the ETag that If-Match names.
        settings: `watch`, `scan`, `quick`, `ignore` and `sidecars`, where they were said.
        roots: Its folders.
    """

    id: str
    name: str
    types: list[str] = Field(description="Media types, best first.")
    isolated: bool
    origin: Literal["file", "api"]
    slug: str | None = Field(default=None, description="Its name in the configuration; null when the API made it.")
    created: int
    detached: int | None
    revision: int
    settings: dict[str, Any] = Field(default_factory=dict)
    roots: list[Root] = Field(default_factory=list)


class Settings(Body):
    """What both making and changing a library may say."""

    watch: Kept[bool] = Field(default=None, description="Look at local disks at once when something changes.")
    scan: Kept[Cron] = Field(
        default=None, description="When every file is looked at: five fields as in crontab; empty for never."
    )
    quick: Kept[Cron] = Field(
        default=None, description="When folders that changed are looked at, in the same form; empty for never."
    )
    ignore: Kept[list[Annotated[str, Field(min_length=1, max_length=255)]]] = Field(
        default=None, max_length=200, description="Names and patterns of files and folders to pass over."
    )

    sidecars: Kept[list[Annotated[str, Field(min_length=1, max_length=64)]]] = Field(
        default=None, max_length=50, description="Formats of sidecars to write beside its files, such as nfo."
    )

    def over(self, known: dict[str, Any]) -> dict[str, Any]:
        """Put what is said over what is known."""
        said = {name: getattr(self, name) for name in _SETTINGS}
        return {**known, **{name: value for name, value in said.items() if value is not None}}


class NewLibrary(Settings):
    """A library to make."""

    name: Name = Field(description="Its name, which no other library has.")
    types: list[str] = Field(min_length=1, max_length=50, description="Media types, best first.")
    roots: list[FolderPath] = Field(min_length=1, max_length=100, description="Its folders: absolute paths.")
    isolated: bool = Field(default=False, description="Its works merge with nobody else's; this is for good.")


class LibraryEdit(Settings):
    """What to change; what is absent stays."""

    name: Kept[Name] = Field(default=None, description="Another name.")
    types: Kept[list[str]] = Field(default=None, min_length=1, max_length=50, description="Media types, best first.")
    roots: Kept[list[FolderPath]] = Field(
        default=None, min_length=1, max_length=100, description="Its folders, all of them: absolute paths."
    )


class ScanWish(Body):
    """What to look at, and how.

    Attributes:
        mode: `full` looks at every folder, `quick` at those that changed, `dry` only tells what would change.
    """

    mode: Literal["full", "quick", "dry", "again"] = "full"
    path: FolderPath | None = Field(default=None, description="Only this folder and what is below it.")


class StartedScan(Started):
    """A scan that was begun.

    Attributes:
        scan: Id of the scan; see `/scans/{id}`.
    """

    scan: str
