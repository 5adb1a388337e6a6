"""Opens one file and gives its facts: streams and chapters, or what a pointer is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_video.errors import Empty
from mediad_video.files import IMAGES, POINTERS
from mediad_video.probe import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile


def extract(file: MediaFile) -> Mapping[str, Any]:
    """Read one claimed file."""
    ending = file.name.rpartition(".")[2].lower().encode("ascii", "replace")
    if ending in POINTERS:
        return _pointer(file, ending.decode())
    if not file.size:
        raise Empty(f"{file.name} is empty.")
    if ending in IMAGES:
        return {"container": "iso"}
    return read.read(file)


def _pointer(file: MediaFile, kind: str) -> Mapping[str, Any]:
    # The address may carry a password: only its scheme is kept, and nobody follows it.
    text = file.open().read(4096).decode("utf-8", "replace").strip() if file.size else ""
    scheme = text.partition(":")[0].lower() if "://" in text[:40] else "file" if text else ""
    return {"pointer": kind, "scheme": scheme[:20]}
