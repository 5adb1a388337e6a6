"""What lies beside a video: subtitles, sound tracks, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any

from mediad_sdk.text import match_key
from mediad_sdk.values.works import Artwork, Companion
from mediad_video import files, languages
from mediad_video.editions import versions
from mediad_video.files import stem, suffix

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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
_TOKENS = re.compile(r"[.\s_\-\[\]()]+")
_FORCED = frozenset(("forced", "foreign"))
_IMPAIRED = frozenset(("sdh", "cc", "hi"))
_PAIR = frozenset((b"idx", b"sub"))
MAX_TOKENS = 12


@dataclass(frozen=True, slots=True)
class _Subtitle:
    """A file of subtitles: what its name says beyond the video's, and the version whose name it follows."""

    name: bytes
    rest: bytes
    version: str | None = None


class Beside:
    """The files of one folder that are no videos: each belongs to the work whose video's name it begins with."""

    def __init__(
        self, listing: Listing, works: Mapping[str, Sequence[Sequence[Video]]], folder_is: str | None = None
    ) -> None:
        """Look at a folder.

        Args:
            listing: The folder.
            works: The editions of each work, by its key: groups of videos. Works may share a video.
            folder_is: The key of the work whose folder this is: pictures and subtitles without a name of their own
                are its.
        """
        self._files = [entry.name for entry in listing.files if entry.size and not entry.name.startswith(b"._")]
        self._folder_is = frozenset([folder_is] if folder_is is not None else [])
        owners: dict[bytes, set[str]] = {}
        for key, groups in works.items():
            for video in chain.from_iterable(groups):
                owners.setdefault(stem(video.name), set()).add(key)
        self._owners = sorted(owners.items(), key=lambda item: (-len(item[0]), item[0]))
        self._versions = {name: version for groups in works.values() for name, version in versions(groups).items()}

    def _owner(self, name: bytes) -> tuple[AbstractSet[str], bytes, str | None]:
        """Find the works whose file's name a name begins with, the longest first; what is left; its cut."""
        bare = stem(name)
        for video, keys in self._owners:
            if files.begins(bare, video):
                return keys, bare[len(video) :], self._versions.get(video)
        # `Film (2009).de.srt` beside `Film (2009) - 1080p.mkv`: what the names share is the film's.
        shared = max((_shared(bare, video) for video, _ in self._owners), default=0)
        return self._folder_is, bare[shared:] if shared and bare[shared : shared + 1] in files.BORDERS else bare, None

    def companions(self, key: str) -> tuple[Companion, ...]:
        """Give the subtitles and sound tracks of a work."""
        out: list[Companion] = []
        found: list[_Subtitle] = []
        for name in self._files:
            ending = suffix(name)
            owners, rest, version = self._owner(name)
            if key not in owners:
                continue
            if ending in files.SUBTITLES:
                found.append(_Subtitle(name, rest, version))
            elif ending in files.SOUND and rest != stem(name):
                out.append(_spoken("audio", (name,), rest, version))
        return _sorted([*out, *_subtitles(found)])

    def artwork(self, key: str) -> tuple[Artwork, ...]:
        """Give the pictures of a work; those without a video's name are of the work whose folder it is."""
        out: list[tuple[str, bytes]] = []
        for name in self._files:
            if suffix(name) not in files.PICTURES:
                continue
            owners, rest, _ = self._owner(name)
            own = rest != stem(name)
            if key in owners and (own or key in self._folder_is) and (role := picture_role(rest, own=own)):
                out.append((role, name))
        return tuple(Artwork(role=role, file=name) for role, name in sorted(out))


def claimed(listing: Listing, videos: Sequence[bytes]) -> tuple[bytes, ...]:
    """Give the names of a folder that belong to its videos: pictures, subtitles, sound tracks."""
    stems = sorted({stem(name) for name in videos}, key=len, reverse=True)
    return tuple(entry.name for entry in listing.files if _belongs(entry, stems))


def _belongs(entry: Entry, stems: list[bytes]) -> bool:
    ending = suffix(entry.name)
    if entry.name.startswith(b"._") or not entry.size:
        return False
    bare = stem(entry.name)
    if ending in files.PICTURES:
        return _word(bare) in _ROLES or _near(bare, stems)
    if ending in files.SUBTITLES:
        return len(stems) <= 1 or _near(bare, stems)
    return ending in files.SOUND and _near(bare, stems)


def _near(bare: bytes, stems: list[bytes]) -> bool:
    # `Film (2009).de` is near to `Film (2009)` and to `Film (2009) - 1080p`.
    title = bare.partition(b".")[0]
    return any(files.begins(bare, video) or files.begins(video, title) for video in stems)


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
    return _sorted(_subtitles([_Subtitle(name, _tail(stem(name), title)) for name in names]))


def _tail(bare: bytes, title: str) -> bytes:
    """Give the words at a name's end that say which subtitles they are; a name that says none is a title of its own."""
    text = bare.decode("utf-8", "replace")
    words = re.split(r"[.\s_\[\]()]+", text.rstrip(" )]"))
    said = [*takewhile(_is_said, reversed(words))][::-1]
    if said or match_key(text).startswith(match_key(title)):
        return ".".join(said).encode()
    return bare


def _is_said(word: str) -> bool:
    return word.lower() in _FORCED | _IMPAIRED | {"default"} or bool(languages.code(word))


def _subtitles(found: Iterable[_Subtitle]) -> Iterable[Companion]:
    """Make companions; `.idx` and `.sub` of one name are one."""
    together: dict[bytes, list[_Subtitle]] = {}
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
    found = re.sub(r"(?<![^\W_])([a-z]{2})[-_]([a-z]{2,4})(?![^\W_])", r"\1~\2", rest[-120:], flags=re.IGNORECASE)
    for word in _words(found):
        low = word.lower()
        if low in _FORCED:
            facts["forced"] = True
        elif low in _IMPAIRED and (low != "hi" or "language" in facts):
            facts["hearing_impaired"] = True
        elif low == "default":
            facts["default"] = True
        elif "language" not in facts and (code := languages.code(word.replace("~", "-"))):
            facts["language"] = code
        else:
            title.append(word.replace("~", "-"))
    if title:
        facts["title"] = " ".join(title)
    return facts


def _words(text: str) -> Iterable[str]:
    return [word for word in _TOKENS.split(text) if word][-MAX_TOKENS:]
