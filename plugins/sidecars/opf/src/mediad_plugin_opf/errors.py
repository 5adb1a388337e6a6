"""Why a file cannot be read as a sidecar."""

from __future__ import annotations

from mediad_sdk.errors import Unsupported


class BadSidecar(Unsupported):
    """The sidecar is no OPF file that can be read."""

    code = "bad_sidecar"
    remedy = "Write the file anew, or remove it; the work is listed without it."
