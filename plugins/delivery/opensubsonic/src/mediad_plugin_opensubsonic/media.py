"""Bytes: songs as they are or converted on the way, covers, lyrics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mediad_plugin_opensubsonic import shapes
from mediad_plugin_opensubsonic.errors import NOT_FOUND, Refused
from mediad_sdk.values.encoding import INPUT, OUTPUT
from mediad_sdk.values.http import Response, Transcode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_opensubsonic.call import Call
    from mediad_plugin_opensubsonic.music import Music
    from mediad_plugin_opensubsonic.shapes import Shape

_LARGEST = 1920
_LINE = re.compile(r"\[(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]")


@dataclass(frozen=True, slots=True)
class Form:
    """A form that songs can be converted to.

    Attributes:
        codec: ffmpeg's encoder.
        container: Its muxer.
        most: The most kbit/s that it can have; 0 for a lossless one.
        usual: What it has when nobody says.
    """

    codec: str
    container: str
    most: int = 0
    usual: int = 0


FORMS: Mapping[str, Form] = {
    "mp3": Form("libmp3lame", "mp3", 320, 192),
    "opus": Form("libopus", "opus", 256, 128),
    "ogg": Form("libvorbis", "ogg", 320, 160),
    "oga": Form("libvorbis", "ogg", 320, 160),
    "aac": Form("aac", "adts", 320, 192),
    "m4a": Form("aac", "ipod", 320, 192),
    "flac": Form("flac", "flac"),
    "wav": Form("pcm_s16le", "wav"),
}
_FALLBACK = "mp3"
_LEAST = 32


class Media:
    """Answers with bytes, and with lyrics."""

    def __init__(self, music: Music) -> None:
        self._music = music

    async def stream(self, call: Call) -> Response:
        """Send a song: as it is when that is what the app can play, else converted."""
        media = await self._media(call)
        wanted, rate = call.maybe("format").lower(), call.number("maxBitRate", 0)
        offset = call.number("timeOffset", 0) * 1000
        if wanted == "raw":
            wanted, rate = "", 0
        is_piece = bool(media["start_ms"]) or media["end_ms"] is not None
        if not is_piece and not offset and not _must_change(media, wanted, rate):
            return Response(file=media["file"])
        lossless = media["facts"].get("lossless")
        name = wanted if wanted in FORMS else "flac" if lossless and not rate and not wanted else _FALLBACK
        return Response(transcode=_transcode(media, FORMS[name], rate, offset))

    async def download(self, call: Call) -> Response:
        """Send a song's file."""
        return Response(file=(await self._media(call))["file"], download=True)

    async def cover(self, call: Call) -> Response:
        """Send a picture."""
        return Response(picture=call.id(), size=call.number("size", _LARGEST, 1, _LARGEST))

    async def avatar(self, call: Call) -> Shape:
        """Give nobody's picture."""
        raise Refused(NOT_FOUND, f"There is no picture of {call.text('username')[:50]!r}.")

    async def lyrics(self, call: Call) -> Shape:
        """Give the lyrics of the song that artist and title name."""
        artist, title = call.maybe("artist"), call.maybe("title")
        words = " ".join(filter(None, (artist, title)))
        found = await self._music.search(call.user, words, "track", 0, 1) if words else []
        cards = await self._music.cards(call.user, found)
        text = str(cards[0]["fields"].get("lyrics") or "") if cards else ""
        about = {"artist": artist, "title": title, "value": "\n".join(each["value"] for each in lines(text))}
        return {"lyrics": {name: value for name, value in about.items() if value or name == "value"}}

    async def lyrics_by_song(self, call: Call) -> Shape:
        """Give the lyrics of a song, line by line."""
        card = await self._music.card(call.user, call.id(), "track")
        text = str(card["fields"].get("lyrics") or "")
        found = lines(text)
        if not found:
            return {"lyricsList": {}}
        synced = any("start" in each for each in found)
        shown = {"displayArtist": card.get("by", ""), "displayTitle": card["title"], "lang": "xxx", "synced": synced}
        return {"lyricsList": {"structuredLyrics": [{**shown, "line": found}]}}

    async def _media(self, call: Call) -> Mapping[str, Any]:
        card = await self._music.card(call.user, call.id(), "track")
        media: Mapping[str, Any] | None = card["media"]
        if media is None:
            raise Refused(
                NOT_FOUND, f"{card['title']!r} cannot be played now.", remedy="Look whether its disk is there."
            )
        return media


def lines(text: str) -> list[Shape]:
    """Take lyrics apart; of lines that say when they are sung, in ms."""
    found: list[Shape] = []
    for raw in text.splitlines():
        line = _LINE.sub("", raw).strip()
        stamps = _LINE.findall(raw)
        found += [{"start": _ms(*stamp), "value": line} for stamp in stamps] if stamps else [{"value": line}]
    timed = [each for each in found if "start" in each]
    return sorted(timed, key=lambda each: each["start"]) if timed else [each for each in found if text.strip()]


def _ms(minutes: str, seconds: str, fraction: str) -> int:
    return (int(minutes) * 60 + int(seconds)) * 1000 + int((fraction or "0").ljust(3, "0"))


def _must_change(media: Mapping[str, Any], wanted: str, rate: int) -> bool:
    """Tell whether a song is not what the app asks for: in another form, or with too many bits."""
    if wanted and wanted != shapes.suffix(media["name"]) and wanted in FORMS:
        return True
    return bool(rate) and (media["facts"].get("bit_rate") or 0) > rate * 1000


def _transcode(media: Mapping[str, Any], form: Form, rate: int, offset: int) -> Transcode:
    kbits = max(_LEAST, min(rate or form.usual, form.most)) if form.most else 0
    bits = ("-b:a", f"{kbits}k") if kbits else ()
    arguments = (
        "-i",
        INPUT,
        "-map",
        "0:a:0",
        "-map_metadata",
        "0",
        "-c:a",
        form.codec,
        *bits,
        "-f",
        form.container,
        OUTPUT,
    )
    return Transcode(
        file=media["file"], arguments=arguments, container=form.container,
        start_ms=(media["start_ms"] or 0) + offset, end_ms=media["end_ms"],
    )  # fmt: skip
