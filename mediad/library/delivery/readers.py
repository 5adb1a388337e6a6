"""Who reads the picture inside a file: a decoder for its ending, else the media type that the file belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_sdk.values.kinds import MediaType
    from mediad_sdk.values.pictures import PictureDecoder


class Readers:
    """Names functions for workers; plugins come and go while others hold it.

    Attributes:
        decoders: What plugins bring now.
    """

    def __init__(self, types: Mapping[str, MediaType]) -> None:
        self._types = types
        self._endings: dict[str, str] = {}
        self.decoders: Sequence[PictureDecoder] = ()

    def set(self, decoders: Sequence[PictureDecoder]) -> None:
        """Put other decoders in the place of those so far; of two for one ending the first one has it."""
        self.decoders = decoders
        self._endings = {ending.lower(): each.read for each in reversed(decoders) for ending in each.endings}

    def reader(self, name: str, type_: str, *, embedded: bool) -> str:
        """Give the function that reads a file's picture; "" where the file is the picture, or nobody reads it.

        Args:
            name: The file's name.
            type_: The media type that it belongs to.
            embedded: Whether the media type says that the picture is inside.
        """
        decoder = self._endings.get(name.rpartition(".")[2].lower(), "")
        if decoder or not embedded or type_ not in self._types:
            return decoder
        return self._types[type_].artwork
