"""Editions of tracks: one for each format, pieces of files where a cue sheet cuts them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mediad_plugin_music.claim import LOSSLESS
from mediad_plugin_music.names import without_copy_mark
from mediad_sdk.names import stem, suffix
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Edition, Part, Selector, Source

if TYPE_CHECKING:
    from mediad_plugin_music.song import Song

_REASONS = {
    "empty": "The file has no bytes.",
    "not_audio": "The file is not audio of a known kind.",
    "damaged": "The file is damaged.",
    "truncated": "The file ends early; it may not have been copied whole.",
    "timeout": "Reading the file took too long.",
    "crash": "Reading the file crashed the reader.",
}
CD_RATE, CD_DEPTH = 48000, 16
_NAMES = {"vorbis": "Ogg Vorbis", "opus": "Opus", "wavpack": "WavPack", "aif": "AIFF", "wave": "WAV"}
"""What people call a codec or an ending, where they do not spell it."""


def by_track(songs: list[Song]) -> dict[str, list[Song]]:
    """Group the songs that are one track: the same disc, number and title; every file of it is an edition."""
    out: dict[str, list[Song]] = {}
    for song in songs:
        label = song.label
        key = f"{song.disc or 1}|{label or 0}|{match_key(song.title if label else f'{song.artist} {song.title}')}"
        same = out.get(key)
        if same and _another(song, same):
            # Tags that say the same of every file tell nothing apart; the names do.
            key = f"{key}|{stem(song.file).decode('utf-8', 'backslashreplace')}|{song.start}"
            same = out.get(key)
        if same:
            same.append(song)
        else:
            out[key] = [song]
    return out


def _another(song: Song, same: list[Song]) -> bool:
    mine = (suffix(song.file), _stem(song.file), song.start)
    return any(mine[0] == suffix(one.file) and mine[1:] != (_stem(one.file), one.start) for one in same)


def _stem(file: bytes) -> str:
    return without_copy_mark(stem(file).decode("utf-8", "backslashreplace"))


def editions(same: list[Song]) -> tuple[Edition, ...]:
    """Make the editions of one track, the best first; copies of one file are one."""
    if len(same) == 1:
        return (_edition(same[0]),)
    copies: dict[tuple[Any, ...], list[Song]] = {}
    for song in sorted(same, key=_rank):
        copies.setdefault((suffix(song.file), song.size, song.start, song.error), []).append(song)
    taken: set[str] = set()
    return tuple(_distinct(_edition(*songs), taken) for songs in copies.values())


def _distinct(edition: Edition, taken: set[str]) -> Edition:
    """Give an edition a rendition of its own: two MP3s of one track differ by their bit rate, or by their place."""
    name, rate = edition.rendition, edition.facts.get("bit_rate") or 0
    if name in taken and rate:
        edition = replace(edition, rendition=f"{name}-{rate // 1000}k", label=f"{edition.label} {rate // 1000} kbit/s")
    while edition.rendition in taken:
        edition = replace(edition, rendition=f"{edition.rendition}-{len(taken) + 1}")
    taken.add(edition.rendition)
    return edition


def _rank(song: Song) -> tuple[Any, ...]:
    audio = song.audio
    rate, depth = audio.get("sample_rate") or 0, audio.get("bit_depth") or 0
    return (bool(song.error), not audio.get("lossless"), -depth, -rate, -(audio.get("bit_rate") or 0), song.file)


def _edition(song: Song, *copies: Song) -> Edition:
    facts, selector = song.audio, None
    if song.cue or song.end is not None:
        selector = Selector(kind="time", start=song.start, end=song.end)
        if duration := facts.get("duration_ms"):
            facts = {**facts, "duration_ms": max(0, (song.end or duration) - song.start)}
    get = facts.get
    rendition, label = _quality(
        get("codec", ""), suffix(song.file), get("bit_depth", 0), get("sample_rate", 0), get("lossless", False)
    )
    return Edition(
        parts=(
            Part(sources=(Source(file=song.file), *(Source(file=copy.file) for copy in copies)), selector=selector),
        ),
        rendition=rendition,
        label=label,
        facts=facts,
        status="unreadable" if song.error else "ok",
        reason=_REASONS.get(song.error, "The file cannot be read.") if song.error else "",
    )


@lru_cache(256)
def _quality(codec: str, ending: bytes, depth: int | None, rate: int | None, lossless: bool | None) -> tuple[str, str]:  # noqa: FBT001  # a fact
    """Name the format; a depth or rate beyond the CD's names a class of its own."""
    suffixed = ending.decode("ascii", "replace")
    codec = codec or suffixed
    called = suffixed if codec == "pcm" else codec  # plain samples are called after their file
    name = _NAMES.get(called, called.upper())
    depth, rate = depth or 0, rate or 0
    if (lossless or ending in LOSSLESS) and codec != "dsd" and (depth > CD_DEPTH or rate > CD_RATE):
        return f"{codec}-{depth}-{rate // 1000}", f"{name} {depth} bit / {rate / 1000:g} kHz"
    return codec, name
