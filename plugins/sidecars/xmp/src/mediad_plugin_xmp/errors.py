"""Why a file cannot be written over."""

from __future__ import annotations

from mediad_sdk.errors import Unsupported


class BadSidecar(Unsupported):
    """The sidecar is no XMP that can be kept whole."""

    code = "bad_sidecar"
    remedy = "Let the program that wrote it write it anew, or remove it; the photo is listed without it."
