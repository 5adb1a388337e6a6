"""What is asked of a provider: its discovery document, its keys, the tokens for a code, and what it tells of a user."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlsplit

from mediad_sdk.errors import AuthError, Unavailable, UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_oidc.keys import Jwk
    from mediad_plugin_oidc.settings import Settings
    from mediad_sdk.host import Context
    from mediad_sdk.host.http import HttpAnswer

WELL_KNOWN = "/.well-known/openid-configuration"
KEEP = 3600
"""Seconds for which the discovery document and the keys are taken as they were."""
PAUSE = 60
"""Seconds between two looks at the keys because of an unknown one: anybody can make up a token."""
MOST = 256 << 10
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a provider says of itself."""

    issuer: str
    authorize: str
    token: str
    keys: str
    userinfo: str
    scopes: frozenset[str]
    posts_secret: bool
    names_itself: bool


class Provider:
    """Asks one provider."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self._http = context.http
        self._clock = context.clock
        self._settings = settings
        self._keys: tuple[Jwk, ...] = ()
        self._fetched: float | None = None

    async def described(self) -> Described:
        """Read the discovery document; raises `Unavailable` when it is another's, or lacks something."""
        asked = self._settings.issuer.rstrip("/")
        told = _object(await self._http.get(asked + WELL_KNOWN, cache=KEEP, limit=MOST, follow=False))
        issuer = str(told.get("issuer", ""))
        if issuer.rstrip("/") != asked:
            raise Unavailable(f"{asked} says that it is {issuer[:200]!r}.", remedy="Put that into `issuer`, if it is.")
        return Described(
            issuer=issuer,
            authorize=self._address(told, "authorization_endpoint"),
            token=self._address(told, "token_endpoint"),
            keys=self._address(told, "jwks_uri"),
            userinfo=self._address(told, "userinfo_endpoint") if told.get("userinfo_endpoint") else "",
            scopes=_words(told, "scopes_supported"),
            posts_secret="client_secret_basic"
            not in (_words(told, "token_endpoint_auth_methods_supported") or {"client_secret_basic"}),
            names_itself=told.get("authorization_response_iss_parameter_supported") is True,
        )

    async def keys(self, described: Described, *, anew: bool = False) -> tuple[Jwk, ...]:
        """Give its keys; `anew` when one is not among them, which is done once a minute at most."""
        age = None if self._fetched is None else self._clock.monotonic() - self._fetched
        if age is None or age > KEEP or (anew and age > PAUSE):
            found = _object(await self._http.get(described.keys, limit=MOST, follow=False)).get("keys")
            if not isinstance(found, list):
                raise Unavailable("The provider shows no keys.", remedy="Look at its `jwks_uri`.")
            self._keys = tuple(each for each in found if isinstance(each, dict))
            self._fetched = self._clock.monotonic()
        return self._keys

    async def tokens(self, described: Described, code: str, verifier: str, back: str) -> tuple[str, str]:
        """Exchange a code; gives the ID token and the access token."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        identity, secret = self._settings.client_id, self._settings.client_secret.get_secret_value()
        headers = {"accept": "application/json"}
        if secret and not described.posts_secret:
            both = f"{quote_plus(identity)}:{quote_plus(secret)}".encode()  # RFC 6749, 2.3.1
            headers["authorization"] = f"Basic {base64.b64encode(both).decode()}"
        else:
            form |= {"client_id": identity} | ({"client_secret": secret} if secret else {})
        answer = await self._http.post(
            described.token, data=form, headers=headers, expect=(400, 401, 403), limit=MOST, follow=False
        )
        told = _object(answer)
        if answer.status >= 400:  # noqa: PLR2004  # a refusal
            raise _refused(word(told.get("error")))
        given = told.get("id_token"), told.get("access_token", "")
        if not isinstance(given[0], str) or not isinstance(given[1], str):
            raise Unavailable("The provider gave no ID token.", remedy="Let the scopes begin with openid.")
        return given[0], given[1]

    async def userinfo(self, described: Described, access: str) -> Mapping[str, Any]:
        """Ask what it tells of a user."""
        headers = {"authorization": f"Bearer {access}", "accept": "application/json"}
        return _object(await self._http.get(described.userinfo, headers=headers, limit=MOST, follow=False))

    def _address(self, told: Mapping[str, Any], name: str) -> str:
        """Take an address; one of a provider that is asked over TLS is asked over TLS."""
        address = told.get(name)
        wanted = urlsplit(self._settings.issuer).scheme
        if not isinstance(address, str) or urlsplit(address).scheme not in {wanted, "https"}:
            raise Unavailable(f"The provider names no usable {name}.", remedy="Look at its discovery document.")
        return address


def word(value: Any) -> str:
    """Take a code that came from outside so that it can be shown."""
    text = str(value)[:_LONGEST_WORD] if isinstance(value, str) else ""
    return "".join(each for each in text if each.isascii() and (each.isalnum() or each in "_-. ")) or "nothing"


def _refused(code: str) -> UserError | AuthError | Unavailable:
    if code == "invalid_grant":
        return UserError("The provider does not take this answer any more.", remedy="Begin again.")
    if code in {"invalid_client", "unauthorized_client"}:
        return AuthError(f"The provider refuses mediad: {code}.", remedy="Look at `client_id` and `client_secret`.")
    return Unavailable(f"The provider refuses the request: {code}.", remedy="Look at the client's registration there.")


def _object(answer: HttpAnswer) -> dict[str, Any]:
    told = answer.json()
    if not isinstance(told, dict):
        raise Unavailable("The provider answered with something else than an object.", remedy="Look at its address.")
    return told


def _words(told: Mapping[str, Any], name: str) -> frozenset[str]:
    found = told.get(name)
    return frozenset(each for each in found if isinstance(each, str)) if isinstance(found, list) else frozenset()
