"""Picture decoders: formats of pictures that the daemon's own library does not read, or may not carry."""

from __future__ import annotations

from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureDecoder:
    """Code that makes a picture of a file whose format needs a library, or a licence, of its own.

    Wherever a picture of such a file is shown, `read` is asked before the media type that the file belongs to.

    Attributes:
        id: Permanent name: `heic`, `raw`.
        label: What people read.
        endings: The endings of such files, in lower case and without a dot: `("heic", "heif")`.
        read: `package.module:function` with `read(file: MediaFile) -> bytes | None`, a picture as JPEG, PNG, WebP or
            BMP, upright, of at most 32 MiB; runs in a worker, may be slow, may crash.
    """

    id: str
    label: str
    endings: tuple[str, ...]
    read: str
