"""What lies beside a film: subtitles, sound tracks, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from mediad_plugin_movies import languages, shapes
from mediad_plugin_movies.editions import versions
from mediad_plugin_movies.shapes import stem, suffix
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Artwork, Companion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad_plugin_movies.films import Film
    from mediad_sdk.values.media import Listing

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
}
_TOKENS = re.compile(r"[.\s_\-\[\]()]+")
_FORCED = frozenset(("forced", "foreign"))
_IMPAIRED = frozenset(("sdh", "cc", "hi"))
_PAIR = frozenset((b"idx", b"sub"))
MAX_TOKENS = 12


@dataclass(frozen=True, slots=True)
class _Subtitle:
    """A file of subtitles: what its name says beyond the film's, and the version whose name it follows."""

    name: bytes
    rest: bytes
    version: str | None = None


class Beside:
    """The files of one folder that are no films."""

    def __init__(self, listing: Listing, films: list[Film]) -> None:
        self._files = [entry.name for entry in listing.files if entry.size and not entry.name.startswith(b".")]
        self._alone = len(films) == 1
        owners = {name: film for film in films for name in film.stems}
        self._owners = sorted(owners.items(), key=lambda item: -len(item[0]))
        self._only = films[0] if self._alone else None
        self._versions = {name: version for film in films for name, version in versions(film).items()}

    def _owner(self, name: bytes) -> tuple[Film | None, bytes, str | None]:
        """Find the film whose file's name a companion's name begins with, the longest first; what is left; its cut."""
        bare = stem(name)
        for film_stem, film in self._owners:
            if shapes.begins(bare, film_stem):
                return film, bare[len(film_stem) :], self._versions.get(film_stem)
        # `Film (2009).de.srt` beside `Film (2009) - 1080p.mkv`: what the names share is the film's.
        shared = max((_shared(bare, film_stem) for film_stem, _ in self._owners), default=0)
        return self._only, bare[shared:] if shared and bare[shared : shared + 1] in shapes.BORDERS else bare, None

    def companions(self, film: Film) -> tuple[Companion, ...]:
        """Give the subtitles and sound tracks of a film."""
        out: list[Companion] = []
        found: list[_Subtitle] = []
        for name in self._files:
            ending = suffix(name)
            owner, rest, version = self._owner(name)
            if owner is not film:
                continue
            if ending in shapes.SUBTITLES:
                found.append(_Subtitle(name, rest, version))
            elif ending in shapes.SOUND and rest != stem(name):
                out.append(_spoken("audio", (name,), rest, version))
        return _sorted([*out, *_subtitles(found)])

    def artwork(self, film: Film) -> tuple[Artwork, ...]:
        """Give the pictures of a film; those of the folder are its when it is the only one."""
        out: list[tuple[str, bytes]] = []
        for name in self._files:
            if suffix(name) not in shapes.PICTURES:
                continue
            owner, rest, _ = self._owner(name)
            own = rest != stem(name)
            if owner is film and (own or self._alone) and (role := _role(rest, own=own)):
                out.append((role, name))
        return tuple(Artwork(role=role, file=name) for role, name in sorted(out))


def _shared(one: bytes, other: bytes) -> int:
    return next(
        (at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
        min(len(one), len(other)),
    )


def _role(rest: bytes, *, own: bool) -> str:
    word = rest.decode("utf-8", "replace").lower().strip(" .-_").rstrip("0123456789")
    return "poster" if own and not word else _ROLES.get(word, "")


def apart(listing: Listing, title: str) -> tuple[Companion, ...]:
    """Give the subtitles of a folder that holds nothing else: `Subs/2_English.srt`."""
    names = [entry.name for entry in listing.files if shapes.is_subtitle(entry)]
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
    """Read what stands between a film's name and the ending: `.de.forced`, `.English SDH`, `.pt-BR`."""
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
