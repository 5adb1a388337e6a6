"""Keys that a provider shows, and what it may sign with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ALGORITHMS: Mapping[str, str] = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "RSA"),
    **dict.fromkeys(("ES256", "ES384", "ES512"), "EC"),
}
"""What a provider may sign with, and the type of key for it; never `none`, and no secret that we hold, too."""

Jwk = Mapping[str, Any]
