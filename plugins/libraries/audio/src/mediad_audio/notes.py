"""Sound that is neither music nor a book: what was spoken into a messenger, or beside a photo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.names import suffix

if TYPE_CHECKING:
    from collections.abc import Iterable

_MESSAGE = re.compile(rb"(?:ptt-\d{8}-wa\d|\d{8}-audio-\d{4}-\d\d-\d\d-)[\d-]{1,8}\.\w{1,5}", re.IGNORECASE)
"""Names that WhatsApp gives, on the phone and in a chat that is exported; its `AUD` is a file that somebody sent."""
_CARD = "DCIM"


def without_notes(sound: Iterable[bytes], names: tuple[str, ...]) -> list[bytes]:
    """Leave out spoken notes from the sound of a folder; a camera keeps its own as `SND_0001.WAV` beside the photo."""
    on_card = _CARD in names
    return [name for name in sound if not (_MESSAGE.fullmatch(name) or (on_card and suffix(name) == b"wav"))]
