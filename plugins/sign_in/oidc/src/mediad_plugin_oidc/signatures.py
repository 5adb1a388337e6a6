"""Signatures of ID tokens, read and checked by joserfc; imported when the first token comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from mediad_plugin_oidc.keys import ALGORITHMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_oidc.keys import Jwk

_REGISTRY = jws.JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)


def header(token: str) -> Mapping[str, Any] | None:
    """Give what a token says of its signature, None when it cannot be read."""
    try:
        return jws.extract_compact(token.encode(), registry=_REGISTRY).headers()
    except (JoseError, ValueError, TypeError, RecursionError):
        return None


def signed(token: str, key: Jwk, algorithm: str) -> bytes | None:
    """Give what this key has signed, None when it has not."""
    public = {name: key[name] for name in ("kty", "n", "e", "crv", "x", "y") if name in key}
    try:
        imported = (RSAKey if public["kty"] == "RSA" else ECKey).import_key(public)
        return jws.deserialize_compact(token, imported, algorithms=[algorithm], registry=_REGISTRY).payload
    except (JoseError, ValueError, TypeError, KeyError):  # a key that is none, or another one
        return None
