"""Sidecars: files beside media that say something of them, read by one plugin for the media types of others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """A format of sidecar.

    Attributes:
        id: Permanent name: `nfo`, `opf`, `comicinfo`, `lrc`.
        label: What people read.
        kinds: The kinds of works it speaks of.
        names: Names of such files with `*` for any text and `{stem}` for the media file's: `{stem}.nfo`, `movie.nfo`.
        read: `package.module:function` with `read(file: MediaFile) -> Mapping[str, JSON]`, the fields of a `Document`;
            runs in a worker; "" where it only writes.
        write: `write(item: Mapping[str, JSON]) -> bytes`, the whole file for a work as the API shows it; pure, runs in
            a worker; "" where it only reads.
    """

    id: str
    label: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    read: str = ""
    write: str = ""
