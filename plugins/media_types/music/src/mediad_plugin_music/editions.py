"""Editions of tracks: one for each format, pieces of files where a cue sheet cuts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_music.claim import LOSSLESS, stem, suffix
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Edition, Part, Selector, Source

if TYPE_CHECKING:
    from mediad_plugin_music.songs import Song

_REASONS = {
    "empty": "The file has no bytes.",
    "not_audio": "The file is not audio of a known kind.",
    "damaged": "The file is damaged.",
    "truncated": "The file ends early; it may not have been copied whole.",
    "timeout": "Reading the file took too long.",
    "crash": "Reading the file crashed the reader.",
}
CD_RATE, CD_DEPTH = 48000, 16


def by_track(songs: list[Song]) -> dict[str, list[Song]]:
    """Group the songs that are one track: the same disc, number and title; every file of it is an edition."""
    out: dict[str, list[Song]] = {}
    for song in songs:
        key = f"{song.disc or 1}|{song.label or 0}|{match_key(_titled(song))}"
        if key in out and _another(song, out[key]):
            # Tags that say the same of every file tell nothing apart; the names do.
            key = f"{key}|{stem(song.file).decode('utf-8', 'backslashreplace')}|{song.start}"
        out.setdefault(key, []).append(song)
    return out


def _titled(song: Song) -> str:
    return song.title if song.label else f"{song.artist} {song.title}"


def _another(song: Song, same: list[Song]) -> bool:
    mine = (suffix(song.file), stem(song.file), song.start)
    return any(mine[0] == suffix(one.file) and mine[1:] != (stem(one.file), one.start) for one in same)


def editions(same: list[Song]) -> tuple[Edition, ...]:
    """Make the editions of one track, the best first."""
    return tuple(_edition(song) for song in (sorted(same, key=_rank) if len(same) > 1 else same))


def _rank(song: Song) -> tuple[Any, ...]:
    audio = song.audio
    rate, depth = audio.get("sample_rate") or 0, audio.get("bit_depth") or 0
    return (bool(song.error), not audio.get("lossless"), -depth, -rate, -(audio.get("bit_rate") or 0), song.file)


def _edition(song: Song) -> Edition:
    selector = None if song.end is None and not song.cue else Selector(kind="time", start=song.start, end=song.end)
    rendition, label = _quality(song)
    facts = song.audio
    if selector:
        facts = {**facts}
    if selector and facts.get("duration_ms"):
        facts["duration_ms"] = max(0, (selector.end or facts["duration_ms"]) - selector.start)
    return Edition(
        parts=(Part(sources=(Source(file=song.file),), selector=selector),),
        rendition=rendition,
        label=label,
        facts=facts,
        status="unreadable" if song.error else "ok",
        reason=_REASONS.get(song.error, song.error and "The file cannot be read."),
    )


def _quality(song: Song) -> tuple[str, str]:
    """Name the format; a depth or rate beyond the CD's names a class of its own."""
    codec = song.audio.get("codec") or suffix(song.file).decode("ascii", "replace")
    depth, rate = song.audio.get("bit_depth") or 0, song.audio.get("sample_rate") or 0
    lossless = song.audio.get("lossless") or suffix(song.file) in LOSSLESS
    if lossless and codec != "dsd" and (depth > CD_DEPTH or rate > CD_RATE):
        return f"{codec}-{depth}-{rate // 1000}", f"{codec.upper()} {depth} bit / {rate / 1000:g} kHz"
    return codec, codec.upper()
