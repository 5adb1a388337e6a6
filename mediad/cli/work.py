"""A work as named facts for people: what it is, what there is of it to play or read, and what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Facts = Iterator[tuple[str, Any]]

_SECOND_MS = 1000
_HOUR, _MINUTE = 3600, 60
_CHAPTERS = 12
"""Chapters of an edition that are named; of more only their number is told."""
_ELSEWHERE = frozenset({"dates", "collections"})
"""Fields that stand among the facts under a name of their own."""
_RELATIONS = {"collection": "part of", "same_recording": "same recording as"}


def facts(work: Mapping[str, Any]) -> Facts:
    """Tell everything about a work that people ask for."""
    parent = work["parent"] or {}
    place = f"{work['position']['label']} of " if work["position"] else ""
    yield "Title", work["title"]
    yield "Kind", named(work["kind"])
    yield "Date", work["date"]
    yield "In", f"{place}{parent['title']}" if parent else ""
    yield from _credits(work["credits"])
    for name, value in work["fields"].items():
        if name not in _ELSEWHERE:
            yield named(name).capitalize(), _plain(value)
    yield "Ids", [f"{each['scheme']}:{each['value']}" for each in work["ids"]]
    yield "Locked", [named(each) for each in work.get("locks", ())]
    for each in work["editions"]:
        yield "Edition", "\n".join(_edition(each))
    yield from _belongings(work)
    yield "Id", work["id"]


def named(name: str) -> str:
    """Write the name of a field, a kind or a role as people read it."""
    return name.replace("_", " ")


def clock(length_ms: float) -> str:
    """Write a length or a place in time, as 1:02:03 or 2:03."""
    seconds = int(length_ms) // _SECOND_MS
    hours, rest = divmod(seconds, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _credits(credited: Iterable[Mapping[str, Any]]) -> Facts:
    by_role: dict[str, list[str]] = {}
    for each in credited:
        name = f"{each['name']} ({each['character']})" if each["character"] else each["name"]
        by_role.setdefault(named(each["role"]).capitalize(), []).append(name)
    yield from by_role.items()


def _plain(value: Any) -> Any:
    """Write a field: of a list of objects the values as they are read aloud, of one object its names as well."""
    if isinstance(value, list):
        return [" ".join(_values(each)) if isinstance(each, dict) else each for each in value]
    if isinstance(value, dict):
        return [f"{named(name)} {each}" for name, each in value.items() if each not in (None, "", [], {})]
    return value


def _values(value: Mapping[str, Any]) -> list[str]:
    return [str(each) for each in value.values() if each not in (None, "", [], {})]


def _words(said: Mapping[str, Any]) -> list[str]:
    """Give what is said in words, and the names of what is so: `de`, `forced`."""
    return [
        named(name) if value is True else value
        for name, value in said.items()
        if value is True or (value and isinstance(value, str))
    ]


def _belongings(work: Mapping[str, Any]) -> Facts:
    """Tell what lies beside a work and hangs on it."""
    for each in work.get("companions", ()):
        names = [_file(file) for file in each["files"]]
        about = ", ".join(_words(each["facts"]))
        yield named(each["role"]).capitalize(), "\n".join(f"{name} ({about})" if about else name for name in names)
    for each in work.get("extras", ()):
        length = f", {clock(each['duration_ms'])}" if each.get("duration_ms") else ""
        yield "Extra", f"{each['title']} ({named(each['extra'])}{length})\n  {each['id']}"
    for each in work.get("relations", ()):
        told = _RELATIONS.get(each["type"], named(each["type"])).capitalize()
        place = f"{each['position']['label']} of " if each["position"] else ""
        yield told, f"{place}{each['item']['title']}\n  {each['item']['id']}"


def _edition(edition: Mapping[str, Any]) -> Iterator[str]:
    """Write an edition: what it is, its id, the files that it is made of, what is in them, and its chapters."""
    said = edition["facts"]
    length = clock(said["duration_ms"]) if said.get("duration_ms") else ""
    told = [
        edition["label"], length, said.get("container", ""),
        f"converted with {edition['profile']}" if edition["profile"] else "", edition["reason"],
    ]  # fmt: skip
    yield ", ".join(each for each in told if each)
    yield f"  {edition['id']}"
    for part in edition["parts"]:
        yield from (f"  {_file(file)}" for file in part["files"])
    for stream in said.get("streams", ()):
        yield f"  {_stream(stream)}"
    chapters = [each for each in edition.get("marks", ()) if each["type"] == "chapter"]
    if len(chapters) > _CHAPTERS:
        yield f"  {len(chapters)} chapters"
        return
    for each in chapters:
        yield f"  chapter {clock(each['start'])} {each.get('title', '')}".rstrip()


def _stream(stream: Mapping[str, Any]) -> str:
    size = f"{stream['width']}x{stream['height']}" if stream.get("width") and stream.get("height") else ""
    rate = f"{stream['fps']:g} fps" if stream.get("fps") else ""
    flags = [name for name in ("default", "forced", "hearing_impaired", "commentary") if stream.get(name)]
    words = [
        stream.get("codec", ""), size, rate, "/".join(stream.get("hdr") or ()), stream.get("language", ""),
        stream.get("layout", ""), stream.get("title", ""), *map(named, flags),
    ]  # fmt: skip
    return f"{named(stream['type'])}: {', '.join(str(each) for each in words if each)}"


def _file(file: Mapping[str, Any]) -> str:
    return str(file["name"]) if file["state"] == "present" else f"{file['name']} ({file['state']})"
