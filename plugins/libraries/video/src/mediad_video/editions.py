"""Editions of a work: cuts are versions, qualities are renditions, split files are parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_sdk.names import stem, suffix
from mediad_sdk.text import fold
from mediad_sdk.values.works import Edition, Mark, Part, Source
from mediad_video import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_video.videos import Video

_REASONS = {
    "empty": "The file has no bytes.",
    "not_video": "The file is not video of a known kind.",
    "truncated": "The file ends before its picture begins.",
    "timeout": "Reading the file took too long.",
    "crash": "Reading the file crashed the reader.",
}
_NOT_OF_EDITIONS = frozenset(("chapters", "title", "scheme", "error", "reason"))
_WORDS = re.compile(r"[^\W_]+")


def editions(groups: Sequence[Sequence[Video]], title: str = "") -> tuple[Edition, ...]:
    """Make the editions of one work, each of the videos that are its parts; no two share version and rendition.

    Args:
        groups: The videos of each edition in order.
        title: The words that the names of all of them have, which tell none from another.
    """
    taken: set[tuple[str, str]] = set()
    out = []
    for group in sorted(groups, key=lambda group: group[0].name):
        one = edition(group)
        if (one.version, one.rendition) in taken:
            one = edition(group, apart=_own(group[0], title))
        taken.add((one.version, one.rendition))
        out.append(one)
    return tuple(out)


def versions(groups: Sequence[Sequence[Video]]) -> dict[bytes, str]:
    """Name the version of each file by its name without ending; nothing where all are of one."""
    found = {stem(video.name): _slug(group[0].words.edition) for group in groups for video in group}
    return found if len(set(found.values())) > 1 else {}


def edition(group: Sequence[Video], apart: str = "") -> Edition:
    """Make one edition of videos that belong together; `apart` tells it from another of the same quality."""
    first = group[0]
    quality = list(dict.fromkeys([*labels.quality(first), *([apart] if apart else [])]))
    status, reason = _status(group)
    return Edition(
        parts=tuple(_part(video, position) for position, video in enumerate(group)),
        version=_slug(first.words.edition),
        rendition=_slug(" ".join([*quality, labels.named_otherwise(first)])),
        label=labels.label(first, quality),
        facts=_facts(group),
        marks=_marks(group),
        status=status,
        reason=reason,
    )


def _part(video: Video, position: int) -> Part:
    source = Source(folder=video.name) if video.folder else Source(file=video.name)
    # A single `CD2` whose `CD1` lies in another folder keeps its place.
    return Part(sources=(source,), position=max(position, video.part - 1))


def _own(video: Video, title: str) -> str:
    """Find what tells a file apart from another of the same quality: its label, its codec and ending, or its name."""
    if labels.without_quality(video.label):
        return video.label
    named = _WORDS.findall(fold(f"{title} edition {video.words.edition}"))
    rest = " ".join(word for word in _WORDS.findall(fold(video.text)) if word not in named)
    return f"{video.picture.get('codec', '')} {suffix(video.name).decode('ascii', 'replace')} {rest}".strip()


def _facts(group: Sequence[Video]) -> dict[str, Any]:
    words = group[0].words
    facts = {name: value for name, value in group[0].facts.items() if name not in _NOT_OF_EDITIONS}
    lengths = [video.facts.get("duration_ms") for video in group]
    if len(group) > 1 and all(lengths):
        facts["duration_ms"] = sum(filter(None, lengths))
    if picture := group[0].picture:
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
        if video.error and video.folder:
            return "unreadable", "Nothing on the disc can be read as a film."
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
