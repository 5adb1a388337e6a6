"""Shows, seasons and episodes out of a folder's record and files; pure. An episode without a file is there as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad_plugin_podcasts import claim
from mediad_plugin_podcasts.claim import RECORD
from mediad_plugin_podcasts.names import EpisodeName, parse
from mediad_sdk.names import suffix, text_of
from mediad_sdk.text import match_key
from mediad_sdk.values.works import (
    Artwork,
    Availability,
    Companion,
    Document,
    Edition,
    Mark,
    Part,
    Position,
    Source,
    Work,
)  # fmt: skip

if TYPE_CHECKING:
    from mediad_sdk.values.media import Extracted, Listing

_SEASON = re.compile(r"(?:season|staffel|saison|s|year)[\s._-]?(\d{1,4})", re.IGNORECASE)
_REASONS = {
    "empty": "The file has no bytes.", "not_audio": "The file is no audio of a known kind.",
    "damaged": "The file cannot be read to its end.", "truncated": "The file ends before its sound does.",
}  # fmt: skip  # a table
_ROLES = {"host": "host", "guest": "guest", "author": "author", "producer": "producer", "editor": "editor"}
REMOTE = Availability(state="remote", reason="The episode was not fetched.", by="feed")


@dataclass(slots=True)
class Told:
    """One episode: what its feed says of it, and the file that it is in."""

    said: Mapping[str, Any] = field(default_factory=dict)
    file: Extracted | None = None
    name: EpisodeName = field(default_factory=lambda: EpisodeName(title=""))

    @property
    def tags(self) -> Mapping[str, Any]:
        """What the file says of itself."""
        found: Mapping[str, Any] = self.file.facts.get("tags", {}) if self.file else {}
        return found

    @property
    def key(self) -> str:
        """The match key within the show."""
        guid = str(self.said.get("guid") or "")
        return guid or match_key(self.date[:10], self.title)

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.said.get("title") or self.tags.get("title") or self.name.title)

    @property
    def date(self) -> str:
        """When it appeared."""
        return str(self.said.get("date") or self.name.date or self.tags.get("date") or "")

    @property
    def season(self) -> int:
        """Its season, 0 where there is none."""
        return int(self.said.get("season") or self.name.season or 0)

    @property
    def number(self) -> int:
        """Its number, 0 where there is none."""
        return int(self.said.get("number") or (0 if self.said else self.name.number) or 0)


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]:
    """Make the works of one folder."""
    record: Mapping[str, Any] = next((item.facts["record"] for item in facts if "record" in item.facts), {})
    files = [item for item in facts if item.name.lower() != RECORD]
    title, season = _home(listing)
    show = _show(record, files, title, listing)
    if show is None:
        return []
    episodes = _episodes(record, files, title)
    seasons: dict[int, Work] = {}
    out = []
    for each in episodes:
        number = each.season or season
        parent = seasons.setdefault(number, _season(show, number)) if number else show
        out.append(_episode(each, parent, listing))
    return [show, *out]


def _home(listing: Listing) -> tuple[str, int]:
    """Give the show that the folders name, and the season."""
    names = listing.names
    found = _SEASON.fullmatch(names[-1].strip()) if len(names) > 1 else None
    name = names[-2] if found else names[-1] if names else ""
    return "" if claim.is_shelf(name) else name, int(found[1]) if found else 0


def _show(record: Mapping[str, Any], files: Sequence[Extracted], title: str, listing: Listing) -> Work | None:
    albums = {str(item.facts.get("tags", {}).get("album", "")) for item in files} - {""}
    name = str(record.get("title") or title or (albums.pop() if len(albums) == 1 else ""))
    if not name:
        return None
    documents = [Document(source="feed", fields=_of_show(record), file=RECORD)] if record else []
    guid = str(record.get("guid") or "")
    return Work(
        kind="podcast",
        key=match_key("guid", guid) if guid else match_key(name),
        documents=(*documents, Document(source="name", fields={"title": title or name})),
        artwork=_artwork(listing),
    )


def _of_show(record: Mapping[str, Any]) -> dict[str, Any]:
    author = str(record.get("author") or "")
    people = _people(record)
    fields = {
        "title": record.get("title"),
        "overview": record.get("overview"),
        "credits": [*([{"name": author, "role": "author", "kind": "person"}] if author else []), *people],
        "genres": list(record.get("genres") or ()),
        "languages": [record["language"]] if record.get("language") else [],
        "serial": bool(record.get("serial")),
        "explicit": bool(record.get("explicit")),
        "ids": [{"scheme": "podcast", "value": record["guid"], "entity": "feed"}] if record.get("guid") else [],
    }
    return {name: value for name, value in fields.items() if value}


def _people(said: Mapping[str, Any]) -> list[dict[str, str]]:
    pairs = [each for each in said.get("people") or () if isinstance(each, list | tuple) and len(each) == 2]  # noqa: PLR2004
    return [{"name": str(name), "role": _ROLES.get(str(role), "host"), "kind": "person"} for name, role in pairs]


def _artwork(listing: Listing) -> tuple[Artwork, ...]:
    names = [entry.name for entry in listing.files if suffix(entry.name) in claim.PICTURES]
    found = [name for name in names if text_of(name).lower() in claim.ART]
    return tuple(Artwork(role="backdrop" if b"fanart" in name.lower() else "cover", file=name) for name in found)


def _episodes(record: Mapping[str, Any], files: Sequence[Extracted], show: str) -> list[Told]:
    """Bring what the feed tells together with the files: by the name that it gave them, else by date and title."""
    told = [Told(said) for said in record.get("episodes") or ()]
    by_file = {str(each.said["file"]): each for each in told if each.said.get("file")}
    by_name = {match_key(each.date[:10], each.title): each for each in told}
    for item in files:
        own = Told(file=item, name=parse(text_of(item.name), show))
        known = by_file.get(item.name.decode("utf-8", "replace")) or by_name.get(match_key(own.date[:10], own.title))
        if known is not None and known.file is None:
            known.file, known.name = item, own.name
        else:
            told.append(own)
    return told


def _season(show: Work, number: int) -> Work:
    return Work(
        kind="podcast_season",
        key=str(number),
        documents=(Document(source="name", fields={"title": f"Season {number}"}),),
        parent=show,
        position=Position(label=str(number), value=number),
    )


def _episode(told: Told, parent: Work, listing: Listing) -> Work:
    companions = _companions(told, listing)
    return Work(
        kind="podcast_episode",
        key=told.key,
        documents=_documents(told),
        parent=parent,
        position=Position(label=str(told.number), value=told.number) if told.number else None,
        editions=(_edition(told.file),) if told.file else (),
        companions=companions,
        artwork=_cover(told),
        availability=None if told.file else REMOTE,
    )


def _documents(told: Told) -> tuple[Document, ...]:
    out = []
    if told.said:
        fields = {
            "title": told.said.get("title"),
            "overview": told.said.get("overview"),
            "dates": [{"value": told.said["date"][:10], "use": "aired"}] if told.said.get("date") else [],
            "credits": _people(told.said),
            "episode_type": told.said.get("kind"),
            "explicit": bool(told.said.get("explicit")),
            "duration_said": told.said.get("duration_ms"),
            "ids": [{"scheme": "guid", "value": told.said["guid"], "entity": "episode"}]
            if told.said.get("guid")
            else [],
        }
        out.append(
            Document(source="feed", fields={name: value for name, value in fields.items() if value}, file=RECORD)
        )
    if told.file and told.tags.get("title"):
        tags = {"title": told.tags["title"], "overview": told.tags.get("description")}
        out.append(Document(source="tags", fields={k: v for k, v in tags.items() if v}, file=told.file.name))
    named: dict[str, Any] = {"title": told.name.title or told.title}
    if told.name.date:
        named["dates"] = [{"value": told.name.date, "use": "aired"}]
    return (*out, Document(source="name", fields=named))


def _edition(file: Extracted) -> Edition:
    sound = dict(file.facts.get("audio", {}))
    error = file.error or str(file.facts.get("error", ""))
    marks = (
        Mark(type="chapter", start=each["start"], end=each.get("end"), title=each.get("title", ""), source="tags")
        for each in file.facts.get("chapters", ())
    )
    return Edition(
        parts=(Part(sources=(Source(file=file.name),)),),
        rendition=suffix(file.name).decode("ascii", "replace"),
        label=suffix(file.name).decode("ascii", "replace").upper(),
        facts=sound,
        marks=tuple(marks),
        status="unreadable" if error else "ok",
        reason=_REASONS.get(error, "The file cannot be read.") if error else "",
    )


def _companions(told: Told, listing: Listing) -> tuple[Companion, ...]:
    if told.file is None:
        return ()
    stem = text_of(told.file.name)
    names = [entry.name for entry in listing.files if text_of(entry.name).partition(".")[0] == stem]
    roles = {b"srt": "transcript", b"vtt": "transcript", b"txt": "transcript", b"json": "chapters"}
    found = [(roles[ending], name) for name in names if (ending := suffix(name)) in roles]
    return tuple(Companion(role=role, files=(name,)) for role, name in found)


def _cover(told: Told) -> tuple[Artwork, ...]:
    if told.file and told.file.facts.get("pictures"):
        return (Artwork(role="cover", file=told.file.name, embedded=True),)
    return ()
