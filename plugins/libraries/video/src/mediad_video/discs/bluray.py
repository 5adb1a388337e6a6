"""A Blu-ray disc: the playlist of the most bytes is the film; it names the languages, and its largest clip the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_sdk.errors import Unsupported
from mediad_sdk.names import stem
from mediad_video.discs import mpls
from mediad_video.discs.names import below, fitting
from mediad_video.errors import NotVideo
from mediad_video.probe import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mediad_sdk.values.media import Entry, MediaFolder
    from mediad_video.discs.mpls import Playlist

MAX_PLAYLISTS, MAX_PLAYLIST = 200, 1 << 20
"""Discs that hide their film among hundreds of playlists have it in one of the larger ones."""


def facts(folder: MediaFolder) -> Mapping[str, Any]:
    """Read the main title; where no playlist names it, its largest clip is it."""
    path, entries = below(folder, b"STREAM")
    clips = {stem(entry.name).decode("latin-1"): entry for entry in fitting(entries, b"m2ts", b"mts")}
    if not clips:
        raise NotVideo(f"{folder.name} holds no clip.")
    main = max(_playlists(folder), key=lambda each: _weight(each, clips), default=None)
    if main is None or not (own := [clips[name] for name in main.clips if name in clips]):
        return _asked(folder, path, list(clips.values()))
    try:
        clip = _asked(folder, path, own)
    except Unsupported:
        if not main.streams:
            raise
        clip = {}
    return _joined(main, clip, sum(entry.size for entry in own))


def _weight(playlist: Playlist, clips: Mapping[str, Entry]) -> tuple[int, int, int]:
    size = sum(clips[name].size for name in playlist.clips if name in clips)
    return size, len(playlist.chapters), -len(playlist.items)


def _playlists(folder: MediaFolder) -> Iterator[Playlist]:
    path, entries = below(folder, b"PLAYLIST")
    found = sorted(fitting(entries, b"mpls", b"mpl"), key=lambda entry: entry.size, reverse=True)
    for entry in found[:MAX_PLAYLISTS]:
        with folder.file(path + b"/" + entry.name) as file:
            if playlist := mpls.read(file.open().read(MAX_PLAYLIST)):
                yield playlist


def _asked(folder: MediaFolder, path: bytes, clips: list[Entry]) -> dict[str, Any]:
    with folder.file(path + b"/" + max(clips, key=lambda entry: entry.size).name) as file:
        return dict(read.read(file))


def _joined(main: Playlist, clip: Mapping[str, Any], size: int) -> dict[str, Any]:
    """Join what the playlist says with what the clip is; what is not on the playlist cannot be chosen."""
    inside = {stream.get("pid"): stream for stream in clip.get("streams", ())}
    streams = [{**said, **inside.get(said["pid"], {}), **_spoken(said)} for said in main.streams]
    return {
        **clip,
        "container": "mpegts",
        "duration_ms": main.length,
        "bit_rate": size * 8000 // main.length if main.length else 0,
        "streams": streams or clip.get("streams", []),
        "chapters": [{"start": start, "title": ""} for start in main.chapters],
    }


def _spoken(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"language": said["language"]} if "language" in said else {}
