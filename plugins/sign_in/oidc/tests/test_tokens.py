"""ID tokens that are about something else, and those that somebody else signed."""

from __future__ import annotations

import base64
import hmac
import json
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from joserfc import jws

from mediad_plugin_oidc.tokens import LEEWAY
from mediad_sdk import UserError

from .conftest import ANN, ISSUER

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

    from .conftest import Issuer


def part(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(header: dict[str, Any], claims: str, key: RSAKey) -> str:
    """Sign by hand what a library would not."""
    text = f"{part(header)}.{part(claims.encode())}"
    private: Any = key.private_key
    return f"{text}.{part(private.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def wrong(**claims: Any) -> dict[str, Any]:
    return claims


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (wrong(nonce="another"), "another sign-in"), (wrong(nonce=None), "another sign-in"),
        (wrong(nonce=7), "another sign-in"),
        (wrong(aud="other"), "another client"), (wrong(aud=[]), "another client"),
        (wrong(aud={"mediad": 1}), "another client"),
        (wrong(aud=["mediad", "other"]), "several"), (wrong(azp="other"), "another client"),
        (wrong(iss="https://evil.example.org"), "another issuer"), (wrong(iss=f"{ISSUER}/"), "another issuer"),
        (wrong(exp=1), "too old"), (wrong(exp="9999999999"), "too old"), (wrong(exp=True), "too old"),
        (wrong(exp=float("nan")), "too old"), (wrong(exp=float("inf")), "too old"), (wrong(exp=10**400), "too old"),
        (wrong(iat=9_999_999_999), "future"), (wrong(iat=None), "future"),
        (wrong(nbf=9_999_999_999), "not valid yet"), (wrong(nbf="soon"), "not valid yet"),
        (wrong(sub=""), "nobody"), (wrong(sub=None), "nobody"), (wrong(sub=17), "nobody"),
        (wrong(sub="x" * 256), "nobody"),
    ],
)  # fmt: skip
async def test_a_token_about_something_else_is_refused(issuer: Issuer, claims: dict[str, Any], words: str) -> None:
    issuer.claims |= claims
    with pytest.raises(UserError, match=words):
        await issuer.back()


async def test_clocks_may_differ_by_a_minute(issuer: Issuer) -> None:
    now = issuer.context.clock.now_ms() // 1000
    issuer.claims |= {"exp": now - LEEWAY + 1, "iat": now + LEEWAY - 1, "nbf": now + LEEWAY - 1}
    assert await issuer.back() == ANN
    issuer.claims["exp"] = now - LEEWAY
    with pytest.raises(UserError, match="too old"):
        await issuer.again(issuer.method())


async def test_a_token_for_several_clients_names_this_one(issuer: Issuer) -> None:
    issuer.claims |= {"aud": ["mediad", "other"], "azp": "mediad"}
    assert await issuer.back() == ANN


async def test_what_nobody_signed_or_somebody_else_is_refused(issuer: Issuer, other: RSAKey) -> None:
    claims = json.dumps(issuer.claims)
    unsigned = f"{part({'alg': 'none'})}.{part(claims.encode())}."
    confused = f"{part({'alg': 'HS256', 'kid': 'first'})}.{part(claims.encode())}"
    confused += f".{part(hmac.digest(issuer.key.as_pem(private=False), confused.encode(), 'sha256'))}"
    forged = jws.serialize_compact({"alg": "RS256", "kid": "first"}, claims, other, algorithms=["RS256"])
    head, _, sign = issuer.token().split(".")
    altered = f"{head}.{part(json.dumps({**issuer.claims, 'sub': 'admin'}).encode())}.{sign}"
    own = signed({"alg": "RS256", "jwk": other.as_dict(private=False)}, claims, other)
    critical = signed({"alg": "RS256", "kid": "first", "crit": ["x"], "x": 1}, claims, issuer.key)
    assert await issuer.back(signed({"alg": "RS256", "kid": "first", "x": 1}, claims, issuer.key)) == ANN
    for token, words in (
        (unsigned, "not signed as"), (confused, "not signed as"), (forged, "somebody else"), (altered, "somebody else"),
        (own, "read"), (critical, "somebody else"), ("", "read"), ("a.b", "read"), ("ä.b.c", "read"),
            ("..", "read"),
        (f"{part([])}.{part({})}.x", "read"), (f"{part({'alg': ['RS256']})}.{part({})}.x", "signed"),
        (f"{part(b'[' * 9000)}.{part({})}.x", "read"), ("a" * 70_000, "too long"),
    ):  # fmt: skip
        with pytest.raises(UserError, match=words):
            await issuer.back(token)


@pytest.mark.parametrize("payload", ["[]", "7", "no json", "[" * 20_000])
async def test_a_signed_thing_that_holds_no_claims_is_refused(issuer: Issuer, payload: str) -> None:
    token = jws.serialize_compact(issuer.header, payload, issuer.key, algorithms=["RS256"])
    with pytest.raises(UserError, match="no claims"):
        await issuer.back(token)
