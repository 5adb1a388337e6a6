"""What callers do with the music: favourites, ratings, plays, and what is playing now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediad_plugin_opensubsonic.call import Call
    from mediad_plugin_opensubsonic.music import Music
    from mediad_plugin_opensubsonic.shapes import Shape
    from mediad_sdk.host import Clock, Personal

_FIVE = 5
_POINTS = 20
_MINUTE_MS = 60_000
_FORGOTTEN_MS = 15 * _MINUTE_MS


@dataclass(frozen=True, slots=True)
class Playing:
    """What somebody plays with an app."""

    name: str
    song: str
    at: int


class Deeds:
    """Takes what callers say, and tells what is playing."""

    def __init__(self, music: Music, personal: Personal, clock: Clock) -> None:
        self._music = music
        self._personal = personal
        self._clock = clock
        self._playing: dict[tuple[str, str], Playing] = {}

    async def star(self, call: Call) -> Shape:
        """Make works favourites."""
        return await self._favour(call, favourite=True)

    async def unstar(self, call: Call) -> Shape:
        """Make works favourites no longer."""
        return await self._favour(call, favourite=False)

    async def rate(self, call: Call) -> Shape:
        """Rate a work with stars; none takes the rating back."""
        stars = call.number("rating", None, 0, _FIVE)
        await self._personal.rate(call.user, call.id(), stars * _POINTS or None)
        return {}

    async def scrobble(self, call: Call) -> Shape:
        """Count plays; or note what is playing now."""
        call.id()
        ids, times = call.ids("id"), call.texts("time")
        app, now = call.maybe("c"), self._clock.now_ms()
        if not call.flag("submission", default=True):
            await self._music.card(call.user, ids[0], "track")
            self._playing[call.user, app] = Playing(call.name, ids[0], now)
            return {}
        for place, uid in enumerate(ids):
            said = times[place] if place < len(times) else ""
            await self._personal.played(call.user, uid, int(said) if said.isdecimal() else None, client=app)
        return {}

    async def now_playing(self, call: Call) -> Shape:
        """List what people play; of songs that the caller may see."""
        now = self._clock.now_ms()
        self._playing = {key: each for key, each in self._playing.items() if now - each.at < _FORGOTTEN_MS}
        found = []
        for number, ((_, app), each) in enumerate(list(self._playing.items())):
            for shown in await self._music.shown(call.user, [{"id": each.song}]):
                minutes = (now - each.at) // _MINUTE_MS
                who = {"username": each.name, "minutesAgo": minutes, "playerId": number, "playerName": app}
                found.append({**shown, **who})
        return {"nowPlaying": {"entry": found}}

    async def _favour(self, call: Call, *, favourite: bool) -> Shape:
        wanted = [uid for name in ("id", "albumId", "artistId") for uid in call.ids(name)]
        if not wanted:
            call.text("id")
        for uid in wanted:
            await self._personal.favour(call.user, uid, favourite=favourite)
        return {}
