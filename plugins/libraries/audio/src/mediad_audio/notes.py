"""Sound that is neither music nor a book: what was spoken into a messenger, or beside a photo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.names import suffix

if TYPE_CHECKING:
    from collections.abc import Iterable

_MESSAGE = re.compile(rb"ptt-\d{8}-wa\d{1,6}\.\w{1,5}|aud-\d{8}-wa\d{1,6}\.(?!mp3)\w{1,5}", re.IGNORECASE)
"""Names that WhatsApp counts; an MP3 that it counted is a song that somebody sent."""
_CARD = "DCIM"


def without_notes(sound: Iterable[bytes], names: tuple[str, ...]) -> list[bytes]:
    """Leave out spoken notes from the sound of a folder; a camera keeps its own as `SND_0001.WAV` beside the photo."""
    on_card = _CARD in names
    return [name for name in sound if not (_MESSAGE.fullmatch(name) or (on_card and suffix(name) == b"wav"))]
