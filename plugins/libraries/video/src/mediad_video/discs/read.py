"""The facts of a disc's folder: what its main title is made of, as its own tables say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_video.discs import bluray, dvd
from mediad_video.discs.names import fitting
from mediad_video.errors import NotVideo
from mediad_video.probe import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFolder


def extract_folder(folder: MediaFolder) -> Mapping[str, Any]:
    """Read one disc: `VIDEO_TS`, `BDMV` or `HVDVD_TS`; raises `NotVideo`, `Empty` or `Truncated`."""
    return {"VIDEO_TS": dvd.facts, "BDMV": bluray.facts}.get(folder.name.upper(), _largest)(folder)


def _largest(folder: MediaFolder) -> Mapping[str, Any]:
    """Take the largest file of an HD DVD for its film; its tables are not read."""
    found = fitting(folder.entries(), b"evo")
    if not found:
        raise NotVideo(f"{folder.name} holds no picture.")
    with folder.file(max(found, key=lambda entry: entry.size).name) as file:
        return read.read(file)
