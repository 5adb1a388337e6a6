"""ffmpeg without ffmpeg: it says and makes of each file what a test prepared."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from mediad_sdk.errors import Invalid, NotFound
from mediad_sdk.values.encoding import INPUT, OUTPUT

_PIECE = 4096


class FakeFfmpeg:
    """Files by public id.

    Attributes:
        runs: What was run: the file, and the arguments.
        running: How many runs were begun and not left yet.
    """

    def __init__(self) -> None:
        self._files: dict[str, tuple[Mapping[str, Any], bytes]] = {}
        self.runs: list[tuple[str, tuple[str, ...]]] = []
        self.running = 0

    def add(self, file: str, *, probe: Mapping[str, Any] | None = None, output: bytes = b"") -> None:
        """Prepare a file: what ffprobe says of it, and what every conversion gives."""
        empty: Mapping[str, Any] = {"format": {}, "streams": [], "chapters": []}
        self._files[file] = {**empty, **(probe or {})}, output

    async def probe(self, file: str) -> Mapping[str, Any]:
        """Give what was prepared."""
        return self._prepared(file)[0]

    @asynccontextmanager
    async def stream(self, file: str, arguments: Sequence[str]) -> AsyncIterator[AsyncIterator[bytes]]:
        """Give what was prepared, in pieces."""
        _, output = self._prepared(file)
        if [each for each in (INPUT, OUTPUT) if each not in arguments] or "-f" not in arguments:
            raise Invalid("The arguments name no INPUT, no OUTPUT, or no muxer.", remedy="Say `-f` and both names.")
        self.runs.append((file, tuple(arguments)))
        self.running += 1
        try:
            yield _pieces(output)
        finally:
            self.running -= 1

    def _prepared(self, file: str) -> tuple[Mapping[str, Any], bytes]:
        if file not in self._files:
            raise NotFound(f"There is no file {file}.", remedy="Prepare it by `add`.")
        return self._files[file]


async def _pieces(output: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(output), _PIECE):
        yield output[start : start + _PIECE]
