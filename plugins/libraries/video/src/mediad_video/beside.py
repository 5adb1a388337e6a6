"""What lies beside a video: subtitles, sound tracks, pictures."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any

from mediad_sdk.names import stem, suffix
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Artwork, Companion
from mediad_video import files, languages
from mediad_video.editions import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from mediad_sdk.values.media import Entry, Listing
    from mediad_video.videos import Video

_ROLES = {
    "poster": "poster",
    "folder": "poster",
    "cover": "poster",
    "movie": "poster",
    "keyart": "poster",
    "fanart": "backdrop",
    "backdrop": "backdrop",
    "background": "backdrop",
    "art": "backdrop",
    "logo": "logo",
    "clearlogo": "logo",
    "clearart": "logo",
    "thumb": "thumb",
    "landscape": "thumb",
    "banner": "thumb",
    "disc": "",
    "discart": "",
}
_TOKENS = re.compile(r"[.\s_\-\[\]()&+]+")
_REGION = re.compile(r"(?<![^\W_])([a-z]{2,3})[-_]([a-z]{2}|hans|hant|latn|cyrl|arab|419)(?![^\W_])", re.IGNORECASE)
_FORCED = frozenset(("forced", "foreign"))
_IMPAIRED = frozenset(("sdh", "cc", "hi", "hearing", "impaired"))
_PAIR = frozenset((b"idx", b"sub"))
MAX_TOKENS = 12


@dataclass(frozen=True, slots=True)
class _Near:
    """A file beside videos: what its name says beyond the video's, and the version whose name it follows."""

    name: bytes
    rest: bytes
    version: str | None = None


class Beside:
    """The files of one folder that are no videos: each belongs to the work whose video's name it begins with."""

    def __init__(
        self,
        listing: Listing,
        works: Mapping[str, Sequence[Sequence[Video]]],
        folder_is: str | None = None,
        said: Mapping[bytes, str] | None = None,
    ) -> None:
        """Look at a folder.

        Args:
            listing: The folder.
            works: The editions of each work, by its key: groups of videos. Works may share a video.
            folder_is: The key of the work whose folder this is: pictures and subtitles without a name of their own
                are its.
            said: The keys of works that subtitles belong to by what they say, where they begin with no video's name.
        """
        self._folder_is = folder_is
        self._owners: dict[bytes, set[str]] = {}
        for key, groups in works.items():
            for video in chain.from_iterable(groups):
                self._owners.setdefault(stem(video.name), set()).add(key)
        self._stems = sorted(self._owners)
        self._versions = {name: version for groups in works.values() for name, version in versions(groups).items()}
        self._found: dict[str, list[_Near]] = {}
        for entry in listing.files:
            if entry.size and not entry.name.startswith(b"."):
                self._place(entry.name, (said or {}).get(entry.name))

    def _place(self, name: bytes, said: str | None) -> None:
        """Find the works whose file's name a name begins with, the longest first; else that whose folder it is."""
        bare = stem(name)
        video = next((bare[:end] for end in _ends(bare) if bare[:end] in self._owners), None)
        if video is not None:
            near = _Near(name, bare[len(video) :], self._versions.get(video))
            for key in self._owners[video]:
                self._found.setdefault(key, []).append(near)
        elif said is not None:
            self._found.setdefault(said, []).append(_Near(name, _tail(bare)))
        elif self._folder_is is not None:
            # `Film (2009).de.srt` beside `Film (2009) - 1080p.mkv`: what the names share is the film's.
            at = bisect(self._stems, bare)
            shared = max((_shared(bare, other) for other in self._stems[max(0, at - 1) : at + 1]), default=0)
            rest = bare[shared:] if shared and bare[shared : shared + 1] in files.BORDERS else bare
            self._found.setdefault(self._folder_is, []).append(_Near(name, rest))

    def companions(self, key: str) -> tuple[Companion, ...]:
        """Give the subtitles and sound tracks of a work."""
        near = self._found.get(key, ())
        sound = [one for one in near if suffix(one.name) in files.SOUND and one.rest != stem(one.name)]
        spoken = [_spoken("audio", (one.name,), one.rest, one.version) for one in sound]
        return _sorted([*spoken, *_subtitles(one for one in near if suffix(one.name) in files.SUBTITLES)])

    def artwork(self, key: str) -> tuple[Artwork, ...]:
        """Give the pictures of a work; those without a video's name are of the work whose folder it is."""
        out: list[tuple[str, bytes]] = []
        for one in self._found.get(key, ()):
            own = one.rest != stem(one.name)
            if suffix(one.name) in files.PICTURES and (own or key == self._folder_is):
                out.append((picture_role(one.rest, own=own), one.name))
        return tuple(Artwork(role=role, file=name) for role, name in sorted(out) if role)


def _ends(bare: bytes) -> Iterator[int]:
    """Give where a name may end that another begins with, the longest first: before each border, and at its end."""
    yield len(bare)
    yield from (at for at in range(len(bare) - 1, 0, -1) if bare[at : at + 1] in files.BORDERS)


def claimed(listing: Listing, videos: Sequence[bytes]) -> tuple[bytes, ...]:
    """Give the names of a folder that belong to its videos: pictures, subtitles, sound tracks."""
    stems = {stem(name) for name in videos}
    begun = {video[:end] for video in stems for end in _ends(video)}
    return tuple(entry.name for entry in listing.files if _belongs(entry, stems, begun))


def _belongs(entry: Entry, stems: AbstractSet[bytes], begun: AbstractSet[bytes]) -> bool:
    ending = suffix(entry.name)
    if entry.name.startswith(b".") or not entry.size:
        return False
    bare = stem(entry.name)
    # `Film (2009).de` is near to `Film (2009)` and to `Film (2009) - 1080p`.
    near = bare.partition(b".")[0] in begun or any(bare[:end] in stems for end in _ends(bare))
    if ending in files.PICTURES:
        return near or _word(bare) in _ROLES
    if ending in files.SUBTITLES:
        return near or len(stems) <= 1
    return near and ending in files.SOUND


def _shared(one: bytes, other: bytes) -> int:
    return next(
        (at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
        min(len(one), len(other)),
    )


def picture_role(rest: bytes, *, own: bool = False) -> str:
    """Give what a picture is of by its name, or by what its name says beyond a video's own; "" for any picture."""
    word = _word(rest)
    return "poster" if own and not word else _ROLES.get(word, "")


def _word(rest: bytes) -> str:
    return rest.decode("utf-8", "replace").lower().strip(" .-_").rstrip("0123456789")


def apart(listing: Listing, title: str) -> tuple[Companion, ...]:
    """Give the subtitles of a folder that holds nothing else: `Subs/2_English.srt`."""
    names = [entry.name for entry in listing.files if files.is_subtitle(entry)]
    return _sorted(_subtitles([_Near(name, _own_words(stem(name), title)) for name in names]))


def _own_words(bare: bytes, title: str) -> bytes:
    """Give what a name says of subtitles at its end; one that says nothing is a title of its own."""
    tail = _tail(bare)
    return tail if tail or match_key(bare.decode("utf-8", "replace")).startswith(match_key(title)) else bare


def _tail(bare: bytes) -> bytes:
    """Give the words at a name's end that say which subtitles they are."""
    words = re.split(r"[.\s_\[\]()]+", bare.decode("utf-8", "replace").rstrip(" )]"))
    return ".".join([*takewhile(_is_said, reversed(words))][::-1]).encode()


def _is_said(word: str) -> bool:
    return word.lower() in _FORCED | _IMPAIRED | {"default"} or bool(languages.code(word))


def _subtitles(found: Iterable[_Near]) -> Iterable[Companion]:
    """Make companions; `.idx` and `.sub` of one name are one."""
    together: dict[bytes, list[_Near]] = {}
    for each in found:
        together.setdefault(stem(each.name) if suffix(each.name) in _PAIR else each.name, []).append(each)
    for one in together.values():
        yield _spoken("subtitle", tuple(each.name for each in one), one[0].rest, one[0].version)


def _sorted(companions: Iterable[Companion]) -> tuple[Companion, ...]:
    return tuple(sorted(companions, key=lambda companion: (companion.role, companion.files)))


def _spoken(role: str, files: tuple[bytes, ...], rest: bytes, version: str | None) -> Companion:
    facts = tokens(rest.decode("utf-8", "replace"), suffix(files[0]).decode())
    return Companion(role=role, files=files, facts=facts, version=version)


def tokens(rest: str, ending: str) -> dict[str, Any]:
    """Read what stands between a video's name and the ending: `.de.forced`, `.English SDH`, `.pt-BR`."""
    facts: dict[str, Any] = {"format": "vobsub" if ending in ("idx", "sub") else ending}
    title = []
    found = _REGION.sub(r"\1~\2", rest[-120:])
    for word in _words(found):
        low = word.lower()
        if low in _FORCED:
            facts["forced"] = True
        elif low in _IMPAIRED and (low != "hi" or "language" in facts):
            facts["hearing_impaired"] = True
        elif low == "default":
            facts["default"] = True
        elif code := _language(word.replace("~", "-"), facts.get("language", "")):
            facts["language"] = code
        else:
            title.append(word.replace("~", "-"))
    if title:
        facts["title"] = " ".join(title)
    return facts


def _language(word: str, known: str) -> str:
    """Give the language that a word names, or where the one that is known already is spoken."""
    return languages.regional(known, word) if known else languages.tag(word)


def _words(text: str) -> Iterable[str]:
    return [word for word in _TOKENS.split(text) if word][-MAX_TOKENS:]
