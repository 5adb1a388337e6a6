"""Editions of a film: cuts are versions, qualities are renditions, split files are parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_plugin_movies import release, shapes
from mediad_sdk.text import fold
from mediad_sdk.values.works import Edition, Mark, Part, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_plugin_movies.films import Film, Video

_REASONS = {
    "empty": "The file has no bytes.",
    "not_video": "The file is not video of a known kind.",
    "truncated": "The file ends before its picture begins.",
    "timeout": "Reading the file took too long.",
    "crash": "Reading the file crashed the reader.",
}
_CLASSES = ((4000, 4320), (2200, 2160), (1300, 1440), (930, 1080), (600, 720), (500, 576), (300, 480))
_WIDTHS = ((7000, 4320), (3600, 2160), (2300, 1440), (1700, 1080), (1100, 720), (760, 576), (600, 480))
_LABEL = re.compile(r"\s-\s\[?([^\[\]]{1,60})\]?$")
_SOURCES = {"bluray": "Blu-ray", "dvd": "DVD", "web-dl": "WEB", "webrip": "WEBRip", "tv": "TV", "cam": "Cam"}
_WORDS = re.compile(r"[^\W_]+")


def editions(film: Film) -> tuple[Edition, ...]:
    """Make the editions of one film; no two share version and rendition."""
    taken: set[tuple[str, str]] = set()
    out = []
    for group in sorted(film.groups, key=lambda group: group[0].name):
        edition = one(group, film)
        name = (edition.version, edition.rendition)
        if name in taken:
            edition = one(group, film, apart=True)
        taken.add((edition.version, edition.rendition))
        out.append(edition)
    return tuple(out)


def versions(film: Film) -> dict[bytes, str]:
    """Name the version of each file by its name without ending; nothing where all are of one."""
    found = {shapes.stem(video.name): _slug(_cut(group[0], film)) for group in film.groups for video in group}
    return found if len(set(found.values())) > 1 else {}


def one(group: Sequence[Video], film: Film | None = None, *, apart: bool = False) -> Edition:
    """Make one edition of files that belong together."""
    first = group[0]
    words = _words(first, film)
    cut = _cut(first, film)
    quality = _quality(first, words)
    if apart:
        quality.append(_own(first, film))
    facts = _facts(group, words)
    status, reason = _status(group)
    custom = _custom(first)
    labels = [cut, *quality] if cut or not custom else [custom, *(word for word in quality if word not in custom)]
    return Edition(
        parts=tuple(_part(video, position) for position, video in enumerate(group)),
        version=_slug(cut),
        rendition=_slug(" ".join(quality)),
        label=" · ".join(filter(None, labels)),
        facts=facts,
        marks=_marks(group),
        status=status,
        reason=reason,
    )


def _cut(video: Video, film: Film | None) -> str:
    return _words(video, film).edition or (film.name.release.edition if film else "")


def _words(video: Video, film: Film | None) -> release.Release:
    """Take the file's own technical words, or those of a release's folder."""
    own = release.Release() if video.folder else video.parsed.release
    return film.name.release if film and own == release.Release() else own


def _part(video: Video, position: int) -> Part:
    source = Source(folder=video.name) if video.folder else Source(file=video.name)
    # A single `CD2` whose `CD1` lies in another folder keeps its place.
    return Part(sources=(source,), position=max(position, video.part - 1))


def _quality(video: Video, words: release.Release) -> list[str]:
    out = [_resolution(video) or words.resolution]
    out += _picture(video).get("hdr") or words.hdr
    out.append("3D" if words.three_d or _picture(video).get("three_d") else "")
    out.append(_SOURCES.get(words.source, ""))
    out.append("remux" if words.remux else "")
    if video.folder:
        out.append({b"BDMV": "Blu-ray disc"}.get(video.name.upper(), "DVD"))
    elif video.facts.get("container") == "iso":
        out.append("disc image")
    return [word for word in out if word]


def _picture(video: Video) -> dict[str, Any]:
    streams: Sequence[dict[str, Any]] = video.facts.get("streams", ())
    return next((stream for stream in streams if stream["type"] == "video" and not stream.get("picture")), {})


def _resolution(video: Video) -> str:
    picture = _picture(video)
    width, height = picture.get("width", 0), picture.get("height", 0)
    by_height = next((name for least, name in _CLASSES if height >= least), 0)
    by_width = next((name for least, name in _WIDTHS if width >= least), 0)
    best = max(by_height, by_width)
    return f"{best}p" if best else ""


def _own(video: Video, film: Film | None) -> str:
    """Find what tells a file apart from another of the same quality: its label, its codec and ending, or its name."""
    if custom := _custom(video):
        return custom
    words = _WORDS.findall(fold(video.text))
    named = _WORDS.findall(fold(f"{film.name.title} {film.name.year} edition {_cut(video, film)}")) if film else ()
    rest = " ".join(word for word in words if word not in named)
    return f"{_picture(video).get('codec', '')} {shapes.suffix(video.name).decode('ascii', 'replace')} {rest}".strip()


def _custom(video: Video) -> str:
    """Give the label behind ` - ` that the owner wrote: `Film (2009) - Bright`."""
    found = _LABEL.search(video.base or video.text)
    return found[1].strip() if found and video.parsed.year and found.start() >= len(video.parsed.title) else ""


def _facts(group: Sequence[Video], words: release.Release) -> dict[str, Any]:
    facts = {name: value for name, value in group[0].facts.items() if name not in ("chapters", "title", "scheme")}
    lengths = [video.facts.get("duration_ms") for video in group]
    if len(group) > 1 and all(lengths):
        facts["duration_ms"] = sum(filter(None, lengths))
    if picture := _picture(group[0]):
        facts |= {name: picture[name] for name in ("width", "height") if name in picture}
    found = {
        "source": words.source,
        "remux": words.remux,
        "proper": words.proper,
        "group": words.group,
        "languages": list(words.languages),
        "hardcoded_subtitles": words.hardcoded_subs,
    }
    return facts | {name: value for name, value in found.items() if value}


def _status(group: Sequence[Video]) -> tuple[str, str]:
    first = group[0]
    if first.facts.get("pointer"):
        return "pointer", f"The file points to {first.facts.get('scheme') or 'a disc'}; it is not followed."
    for video in group:
        if video.error:
            return "unreadable", _REASONS.get(video.error, "The file cannot be read.")
        if video.facts.get("truncated"):
            return "incomplete", "The file ends before its own head says."
    return "ok", ""


def _marks(group: Sequence[Video]) -> tuple[Mark, ...]:
    out: list[Mark] = []
    offset = 0
    for video in group:
        chapters: Sequence[dict[str, Any]] = video.facts.get("chapters", ())
        length = video.facts.get("duration_ms") or 0
        ends = [*(one["start"] for one in chapters[1:]), length or None]
        out += [
            Mark(
                type="chapter",
                start=offset + one["start"],
                end=None if end is None else offset + end,
                title=one["title"],
                source="tags",
            )
            for one, end in zip(chapters, ends, strict=False)
        ]
        offset += length
    return tuple(out)


def _slug(text: str) -> str:
    return "-".join(_WORDS.findall(fold(text.replace("'", "")).replace("+", "plus")))
