"""Sidecars: files beside media that say something of them, read by one plugin for the media types of others."""

from __future__ import annotations

from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """A format of sidecar.

    A file beside media that no media type claims and that has one of the names is read in a worker. What it says is a
    document of the source `sidecar` of the work that it is for: the one whose file it is called after, else the only
    work of these kinds in the folder. Where several files would speak of one work, the name that stands first decides.

    Attributes:
        id: Permanent name: `nfo`, `opf`, `comicinfo`, `lrc`.
        label: What people read.
        kinds: The kinds of works it speaks of.
        names: Names of such files, the best first, with `*` for any text and `{stem}` for the media file's:
            `{stem}.nfo`, `movie.nfo`. Case does not matter. The first one without `*` is what a file is called that
            is written; the first one without `{stem}` where several files in a folder of their own are one work.
        read: `package.module:function` with `read(file: MediaFile) -> Mapping[str, JSON]`, the fields of a `Document`;
            runs in a worker; "" where it only writes, into files that the media type reads itself. `collections`, a
            list of `{title, number}`, also puts the work there, at the place that a number as printed says.
        write: `package.module:function` with `write(fields: Mapping[str, JSON], before: bytes) -> bytes`, the whole
            file for a work that all sources together say this of. `before` is what is there, `b""` where there is no
            file; what is not known here stays in it. Pure, runs in a worker; "" where it only reads.
        heading: Fields by which others know what the file is about, such as `title`: a new file has them although only
            names of files say them, where anything else is known. Without it, what only names say is not written.
        version: Raise it when `read` finds more in the same bytes: the files are read anew.
    """

    id: str
    label: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    read: str = ""
    write: str = ""
    heading: tuple[str, ...] = ()
    version: int = 1
