"""What lies beside the music in its folder: covers, lyrics, booklets, logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_music.claim import COVERS, LYRICS, PAPERS, PICTURES, is_art
from mediad_sdk.names import stem, suffix
from mediad_sdk.values.works import Artwork, Companion

if TYPE_CHECKING:
    from mediad_plugin_music.song import Song
    from mediad_sdk.values.media import Listing

_ROLES = {"fanart": "backdrop", "backdrop": "backdrop", "logo": "logo"}


class Beside:
    """The companions of one folder, found once."""

    def __init__(self, listing: Listing) -> None:
        names = [entry.name for entry in listing.files if entry.size]
        self._covers: list[tuple[int, bytes]] = []
        self._roles: list[tuple[str, bytes]] = []
        self._lyrics: dict[bytes, list[bytes]] = {}
        self._papers: list[bytes] = []
        self._other_art: list[bytes] = []
        for name in names:
            self._sort(name)
        self._covers.sort()

    def _sort(self, name: bytes) -> None:
        ending = suffix(name)
        if ending in PICTURES and is_art(name):
            self._sort_art(name)
        elif ending in LYRICS:
            self._lyrics.setdefault(stem(name), []).append(name)
        elif ending in PAPERS or ending == b"cue":
            self._papers.append(name)

    def _sort_art(self, name: bytes) -> None:
        bare = stem(name).decode("utf-8", "replace").lower()
        base = next((cover for cover in COVERS if bare.startswith(cover)), "")
        if base:
            self._covers.append((COVERS.index(base), name))
        elif bare in _ROLES:
            self._roles.append((_ROLES[bare], name))
        else:
            self._other_art.append(name)

    def artwork(self, pictured: bytes, *, alone: bool) -> tuple[Artwork, ...]:
        """Give the pictures of an album: the best cover beside it, then the one inside a file."""
        out: tuple[Artwork, ...] = ()
        if alone and self._covers:
            out += (Artwork(role="cover", file=self._covers[0][1]),)
        out += self.embedded(pictured)
        if alone:
            out += tuple(Artwork(role=role, file=name) for role, name in self._roles)
        return out

    def embedded(self, pictured: bytes) -> tuple[Artwork, ...]:
        """Give the picture inside a file."""
        return (Artwork(role="cover", file=pictured, embedded=True),) if pictured else ()

    def companions_of_album(self) -> tuple[Companion, ...]:
        """Give what belongs to the album as a whole."""
        papers = [name for name in self._papers if suffix(name) != b"pdf"]
        booklets = [name for name in self._papers if suffix(name) == b"pdf"]
        art = [*self._other_art, *(name for _, name in self._covers[1:])]
        return (
            *(Companion(role="booklet", files=(name,)) for name in booklets),
            *(Companion(role="artwork", files=(name,)) for name in art),
            *(Companion(role="sidecar", files=(name,), facts={"format": _ending(name)}) for name in papers),
        )

    def lyrics(self, same: list[Song]) -> tuple[Companion, ...]:
        """Give the lyrics of one track: files of its stem."""
        if not self._lyrics:
            return ()
        found = {name for song in same if not song.cue for name in self._lyrics.get(stem(song.file), ())}
        return tuple(
            Companion(role="lyrics", files=(name,), facts={"format": _ending(name), "synced": suffix(name) != b"txt"})
            for name in sorted(found)
        )


def _ending(name: bytes) -> str:
    return suffix(name).decode("ascii", "replace")
