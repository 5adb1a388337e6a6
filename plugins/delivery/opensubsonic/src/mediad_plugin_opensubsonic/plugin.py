"""The protocol as mediad is told of it: every call with its permission, below `/rest`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from mediad_plugin_opensubsonic.answers import answer, refuse
from mediad_plugin_opensubsonic.browsing import Browsing
from mediad_plugin_opensubsonic.call import Call, check_version
from mediad_plugin_opensubsonic.deeds import Deeds
from mediad_plugin_opensubsonic.lists import Lists
from mediad_plugin_opensubsonic.media import Media
from mediad_plugin_opensubsonic.music import Music
from mediad_plugin_opensubsonic.places import Places
from mediad_plugin_opensubsonic.playlists import Playlists
from mediad_plugin_opensubsonic.searching import Searching
from mediad_plugin_opensubsonic.signin import CREDENTIALS, SignIn
from mediad_plugin_opensubsonic.system import System, empty, unsupported
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.delivery import Delivery
from mediad_sdk.values.http import Request, Response, Route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.host import Context

Answering = Callable[[Call], Awaitable[Mapping[str, Any] | Response]]
PREFIX = "/rest"
PUBLIC, SEE, HEAR, READ, WRITE, SCAN = "public", "items.read", "files.read", "me.read", "me.write", "libraries.manage"
_EMPTY = {
    "getPodcasts": "podcasts", "getNewestPodcasts": "newestPodcasts", "getShares": "shares", "getVideos": "videos",
    "getInternetRadioStations": "internetRadioStations", "getChatMessages": "chatMessages",
}  # fmt: skip
_UNSUPPORTED = (
    "hls.m3u8", "getCaptions", "getVideoInfo", "jukeboxControl", "createShare", "updateShare", "deleteShare",
    "refreshPodcasts", "createPodcastChannel", "deletePodcastChannel", "deletePodcastEpisode", "getPodcastEpisode",
    "downloadPodcastEpisode", "createInternetRadioStation", "updateInternetRadioStation", "deleteInternetRadioStation",
    "addChatMessage", "createUser", "updateUser", "deleteUser", "changePassword", "savePlayQueueByIndex",
    "getPlayQueueByIndex", "reportPlayback", "getSonicSimilarTracks", "findSonicPath", "getTranscodeDecision",
    "getTranscodeStream",
)  # fmt: skip


class OpenSubsonic:
    """Brings the protocol."""

    def __init__(self, context: Context) -> None:
        self._sign_in = SignIn(context.people)
        self._calls = _calls(context)

    @hookimpl
    def mediad_deliveries(self) -> Sequence[Delivery]:
        """Declare the protocol."""
        routes = tuple(
            Route(
                method=method, path=path, permission=permission, handler=partial(self._answer, answering), summary=name
            )
            for name, (permission, answering) in self._calls.items()
            for path in (f"/{name}", f"/{name}.view")
            for method in ("GET", "POST")
        )
        return (
            Delivery(
                id="opensubsonic", label="OpenSubsonic", prefix=PREFIX, routes=routes, sign_in=self._sign_in,
                refuse=refuse, credentials=CREDENTIALS,
            ),
        )  # fmt: skip

    async def _answer(self, answering: Answering, request: Request) -> Response:
        if request.user:
            check_version(request)
        found = await answering(Call(request, self._sign_in.name(request.user)))
        return found if isinstance(found, Response) else answer(request, found)


def _calls(context: Context) -> dict[str, tuple[str, Answering]]:
    """Give every call by its name: what one must be allowed for it, and what answers."""
    music = Music(context.library, context.personal)
    system, browsing, lists = System(music, context.jobs), Browsing(music), Lists(music)
    searching, media = Searching(music), Media(music)
    playlists, deeds = Playlists(music, context.personal), Deeds(music, context.personal, context.clock)
    places = Places(music, context.personal, context.store, context.clock)
    return {
        "ping": (SEE, system.ping), "getLicense": (SEE, system.license), "tokenInfo": (SEE, system.token),
        "getOpenSubsonicExtensions": (PUBLIC, system.extensions),
        "getUser": (READ, system.user), "getUsers": (READ, system.users),
        "getScanStatus": (SEE, system.scan_status), "startScan": (SCAN, system.start_scan),
        "getMusicFolders": (SEE, browsing.folders), "getIndexes": (SEE, browsing.indexes),
        "getMusicDirectory": (SEE, browsing.directory), "getGenres": (SEE, browsing.genres),
        "getArtists": (SEE, browsing.artists), "getArtist": (SEE, browsing.artist), "getAlbum": (SEE, browsing.album),
        "getSong": (SEE, browsing.song), "getArtistInfo": (SEE, browsing.artist_info),
        "getArtistInfo2": (SEE, browsing.artist_info2), "getAlbumInfo": (SEE, browsing.album_info),
        "getAlbumInfo2": (SEE, browsing.album_info), "getSimilarSongs": (SEE, browsing.similar),
        "getSimilarSongs2": (SEE, browsing.similar2), "getTopSongs": (SEE, browsing.top),
        "getAlbumList": (SEE, lists.albums), "getAlbumList2": (SEE, lists.albums2),
        "getRandomSongs": (SEE, lists.random_songs), "getSongsByGenre": (SEE, lists.songs_by_genre),
        "getStarred": (READ, lists.starred), "getStarred2": (READ, lists.starred2),
        "getNowPlaying": (SEE, deeds.now_playing),
        "search": (SEE, searching.old), "search2": (SEE, searching.folders), "search3": (SEE, searching.tags),
        "getPlaylists": (READ, playlists.all), "getPlaylist": (READ, playlists.one),
        "createPlaylist": (WRITE, playlists.create), "updatePlaylist": (WRITE, playlists.update),
        "deletePlaylist": (WRITE, playlists.delete),
        "stream": (HEAR, media.stream), "download": (HEAR, media.download), "getCoverArt": (HEAR, media.cover),
        "getAvatar": (SEE, media.avatar), "getLyrics": (SEE, media.lyrics),
        "getLyricsBySongId": (SEE, media.lyrics_by_song),
        "star": (WRITE, deeds.star), "unstar": (WRITE, deeds.unstar), "setRating": (WRITE, deeds.rate),
        "scrobble": (WRITE, deeds.scrobble),
        "getBookmarks": (READ, places.bookmarks), "createBookmark": (WRITE, places.bookmark),
        "deleteBookmark": (WRITE, places.forget),
        "getPlayQueue": (READ, places.queue), "savePlayQueue": (WRITE, places.save_queue),
        **{name: (SEE, empty(key)) for name, key in _EMPTY.items()},
        **dict.fromkeys(_UNSUPPORTED, (SEE, unsupported)),
    }  # fmt: skip


def create(context: Context, settings: object) -> OpenSubsonic:  # noqa: ARG001  # a factory has this signature
    """Make the plugin; it needs no settings."""
    return OpenSubsonic(context)
