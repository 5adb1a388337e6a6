"""Sound that is neither music nor a book: spoken into a messenger or beside a photo, or a film in other words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.names import stem, suffix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad_sdk.values.media import Listing

_MESSAGE = re.compile(rb"(?:ptt-\d{8}-wa\d|\d{8}-audio-\d{4}-\d\d-\d\d-)[\d-]{1,8}\.\w{1,5}", re.IGNORECASE)
"""Names that WhatsApp gives, on the phone and in a chat that is exported; its `AUD` is a file that somebody sent."""
_CARD = "DCIM"
_VIDEOS = frozenset(b"mkv mp4 m4v avi mov ts m2ts webm".split())


def heard_alone(sound: Iterable[bytes], listing: Listing) -> list[bytes]:
    """Leave out of a folder's sound what is heard with something else.

    A camera keeps spoken notes as `SND_0001.WAV` beside the photo, a film its commentary as `Film - Commentary.mka`.
    """
    on_card = _CARD in listing.names
    videos = tuple(stem(entry.name) for entry in listing.files if suffix(entry.name) in _VIDEOS)
    return [
        name
        for name in sound
        if not (
            _MESSAGE.fullmatch(name)
            or (on_card and suffix(name) == b"wav")
            or (suffix(name) == b"mka" and name.startswith(videos))
        )
    ]
