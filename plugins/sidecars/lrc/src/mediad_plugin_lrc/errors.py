"""Why a file cannot be read as lyrics."""

from __future__ import annotations

from mediad_sdk.errors import Unsupported


class BadSidecar(Unsupported):
    """The sidecar is no text, or longer than any song."""

    code = "bad_sidecar"
    remedy = "Write the file anew, or remove it; the song is listed without it."
