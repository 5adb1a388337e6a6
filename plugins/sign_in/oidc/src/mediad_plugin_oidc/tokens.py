"""ID tokens: signed by the provider's keys, for this client, about this attempt, now (OpenID Connect Core, 3.1.3.7)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hmac import compare_digest
from typing import Any

from mediad_plugin_oidc.keys import ALGORITHMS, Jwk
from mediad_sdk.errors import UserError

LEEWAY = 60
"""Seconds that clocks may differ."""
LATEST = 1 << 40
LONGEST = 64 << 10
MOST_KEYS = 100


class UnknownKey(UserError):
    """The ID token is signed with a key that the provider does not show."""


def claims_of(token: str, keys: Sequence[Jwk]) -> dict[str, Any]:
    """Check the signature and give what is signed; raises `UnknownKey` or `UserError`."""
    from mediad_plugin_oidc import signatures  # noqa: PLC0415  # it brings cryptography: 100 ms that no start needs

    if len(token) > LONGEST:
        raise _refused("is too long")
    header = signatures.header(token)
    if header is None:
        raise _refused("cannot be read")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise _refused("is not signed as it has to be")
    fitting = [each for each in keys[:MOST_KEYS] if _fits(each, algorithm, header.get("kid"))]
    if not fitting:
        raise UnknownKey
    for each in fitting:
        if (signed := signatures.signed(token, each, algorithm)) is not None:
            return _claims(signed)
    raise _refused("is signed by somebody else")


def check(claims: Mapping[str, Any], *, issuer: str, client: str, nonce: str, now: float) -> str:
    """See that the token is about this attempt; gives the subject."""
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience if isinstance(audience, list) else []
    expires, issued, begins = _time(claims.get("exp")), _time(claims.get("iat")), _time(claims.get("nbf", 0))
    subject, said = claims.get("sub"), claims.get("nonce")
    faults = {
        "comes from another issuer": claims.get("iss") != issuer,
        "is for another client": client not in audiences or claims.get("azp", client) != client,
        "is for several clients": len(audiences) > 1 and claims.get("azp") != client,
        "is too old": expires is None or expires <= now - LEEWAY,
        "is of the future": issued is None or issued > now + LEEWAY,
        "is not valid yet": begins is None or begins > now + LEEWAY,
        "belongs to another sign-in": not isinstance(said, str) or not compare_digest(said.encode(), nonce.encode()),
        "names nobody": not isinstance(subject, str) or not 0 < len(subject) <= 255,  # noqa: PLR2004  # as Core has it
    }
    if fault := next((fault for fault, there in faults.items() if there), ""):
        raise _refused(fault)
    return str(subject)


def _fits(key: Jwk, algorithm: str, kid: Any) -> bool:
    return (
        key.get("kty") == ALGORITHMS[algorithm]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid") == kid)
    )


def _claims(signed: bytes) -> dict[str, Any]:
    try:
        claims = json.loads(signed)
    except (ValueError, RecursionError) as error:
        raise _refused("holds no claims") from error
    if not isinstance(claims, dict):
        raise _refused("holds no claims")
    return claims


def _time(value: Any) -> float | None:
    """Take seconds since 1970; JSON as Python reads it has more numbers than there are times."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= LATEST:
        return None
    return float(value)


def _refused(fault: str) -> UserError:
    return UserError(f"The ID token {fault}.", remedy="Begin again; if it stays, look at the client's registration.")
