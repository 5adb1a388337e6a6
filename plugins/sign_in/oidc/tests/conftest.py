"""A provider of identities as the standard has it: discovery, keys, tokens; its answers can be made wrong."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

from mediad_sdk import Attempt, Identity
from mediad_sdk.testing import FakeContext, FakeHttp, fake_context, load_plugin

if TYPE_CHECKING:
    from mediad_sdk import SignIn

ISSUER = "https://id.example.org"
BACK = "https://media.example.org/api/v1/sign-ins/oidc/login/back"
SETTINGS = {"issuer": ISSUER, "client_id": "mediad", "client_secret": "pass word"}
ANN = Identity(subject=f"{ISSUER}#u-17", name="ann", groups=("family", "media"))
ATTEMPT = Attempt(back=BACK, state="the-state", nonce="the-nonce", verifier="v" * 43)


@pytest.fixture(scope="session")
def rsa() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "first"})


@pytest.fixture(scope="session")
def other() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "second"})


@pytest.fixture(scope="session")
def ec() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": "curve"})


class Issuer:
    """Answers in the place of a provider; what it says of itself, shows and signs may be changed before it is asked."""

    def __init__(self, context: FakeContext, key: Any) -> None:
        self.http = FakeHttp(hosts=["id.example.org"])
        self.context = dataclasses.replace(context, http=self.http)
        self.about: dict[str, Any] = {
            "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/authorize", "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys", "userinfo_endpoint": f"{ISSUER}/userinfo",
        }  # fmt: skip
        self.key = key
        self.shown: list[Any] = [key.as_dict(private=False)]
        now = context.clock.now_ms() // 1000
        self.claims: dict[str, Any] = {
            "iss": ISSUER, "sub": "u-17", "aud": "mediad", "exp": now + 300, "iat": now, "nonce": ATTEMPT.nonce,
            "preferred_username": "ann", "groups": ["family", "media"],
        }  # fmt: skip
        self.header: dict[str, Any] = {"alg": "RS256", "kid": key.kid}
        self.user: Any = {"sub": "u-17"}

    def token(self) -> str:
        """Sign the claims."""
        algorithms = [self.header["alg"]]
        return jws.serialize_compact(self.header, json.dumps(self.claims), self.key, algorithms=algorithms)

    def method(self, **settings: Any) -> SignIn:
        """Load the plugin, and prepare what it asks first."""
        self.http.answer("GET", f"{ISSUER}/.well-known/openid-configuration", json=self.about)
        self.http.answer("GET", f"{ISSUER}/userinfo", json=self.user)
        self.plugin: Any = load_plugin("oidc", settings={**SETTINGS, **settings}, context=self.context)
        [made] = self.plugin.mediad_sign_ins()
        return made  # type: ignore[no-any-return]

    async def back(self, token: str | None = None, **answer: str) -> Identity | None:
        """Let somebody come back for whom the provider has this token."""
        return await self.again(self.method(), token, **answer)

    async def again(self, method: SignIn, token: str | None = None, **answer: str) -> Identity | None:
        """Let another one come back."""
        self.http.answer("GET", f"{ISSUER}/keys", json={"keys": self.shown}, times=1)
        given = {"id_token": self.token() if token is None else token, "access_token": "access", "token_type": "Bearer"}
        self.http.answer("POST", f"{ISSUER}/token", json=given, times=1)
        assert method.finish is not None
        return await method.finish(answer or {"code": "c-1", "state": ATTEMPT.state}, ATTEMPT)


@pytest.fixture
def context() -> FakeContext:
    return fake_context("oidc")


@pytest.fixture
def issuer(context: FakeContext, rsa: RSAKey) -> Issuer:
    return Issuer(context, rsa)
