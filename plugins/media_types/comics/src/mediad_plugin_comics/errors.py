"""Why a file cannot be read as a comic."""

from __future__ import annotations

from mediad_sdk.errors import Unsupported


class Empty(Unsupported):
    """The file has no bytes."""

    code = "empty"
    remedy = "Copy the file again; it may not have finished."


class NotComic(Unsupported):
    """The file is no archive, document or picture of a kind that is known here, whatever its name says."""

    code = "not_comic"
    remedy = "Check what the file really is, or remove it from the library's folder."


class Damaged(Unsupported):
    """The file begins like an archive, but its list of members cannot be read."""

    code = "damaged"
    remedy = "Restore the file from a backup or copy it again."


class Truncated(Damaged):
    """The archive ends before its list of members does."""

    code = "truncated"
    remedy = "Copy the file again; it may not have finished."


class Encrypted(Unsupported):
    """The archive asks for a password."""

    code = "encrypted"
    remedy = "Pack the pages again without a password."


class Bomb(Unsupported):
    """The archive says of itself what no honest one says: members that overlap, or that inflate beyond all measure."""

    code = "bomb"
    remedy = "Remove the file; it was made to harm whoever unpacks it."


class NoPages(Unsupported):
    """The archive holds no pictures."""

    code = "no_pages"
    remedy = "Check what the archive holds, or remove it from the library's folder."


class NeedsLibrary(Unsupported):
    """Its members are compressed in a way that is only read by libarchive, which is not installed."""

    code = "needs_libarchive"
    remedy = "Install libarchive (Debian: libarchive13), or pack the pages as CBZ."
