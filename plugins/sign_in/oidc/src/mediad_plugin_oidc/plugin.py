"""The sign-in method: the authorization code flow with PKCE, and the check whether the provider answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from mediad_plugin_oidc import keys, tokens
from mediad_plugin_oidc.provider import Provider, word
from mediad_sdk.errors import Unavailable, UserError
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.signin import Challenge, Identity, SignIn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_oidc.provider import Described
    from mediad_plugin_oidc.settings import Settings
    from mediad_sdk.host import Context
    from mediad_sdk.values.signin import Attempt

MOST_GROUPS = 1000
_AGAIN = "Begin again."


class OpenIdConnect:
    """Brings the method."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self._clock = context.clock
        self._settings = settings
        self._provider = Provider(context, settings)

    @hookimpl
    def mediad_sign_ins(self) -> Sequence[SignIn]:
        """Declare the method."""
        return [SignIn(id="login", label=self._settings.label, begin=self.begin, finish=self.finish)]

    @hookimpl
    def mediad_health_checks(self) -> Sequence[HealthCheck]:
        """Declare the test of the settings."""
        return [HealthCheck(id="connection", check=self.check)]

    async def check(self) -> Health:
        """Read the discovery document and the keys."""
        described = await self._provider.described()
        shown = await self._provider.keys(described)
        if not any(each.get("kty") in set(keys.ALGORITHMS.values()) for each in shown):
            remedy = "Let the provider sign with an RSA or EC key."
            return Health(state="down", detail=f"{described.issuer} shows no key that can be checked", remedy=remedy)
        if urlsplit(described.issuer).scheme != "https":
            remedy = "Serve the provider over https."
            return Health(state="degraded", detail=f"{described.issuer} answers, readable on its way", remedy=remedy)
        return Health(state="ok", detail=f"{described.issuer} answers")

    async def begin(self, attempt: Attempt) -> Challenge:
        """Send them to the provider."""
        described = await self._provider.described()
        query = {
            "response_type": "code", "client_id": self._settings.client_id, "redirect_uri": attempt.back,
            "scope": " ".join(self._scopes(described)), "state": attempt.state, "nonce": attempt.nonce,
            "code_challenge": attempt.challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        sign = "&" if urlsplit(described.authorize).query else "?"
        return Challenge(redirect=f"{described.authorize}{sign}{urlencode(query)}")

    async def finish(self, answer: Mapping[str, str], attempt: Attempt) -> Identity | None:
        """Exchange the code, and see who the ID token is about."""
        described = await self._provider.described()
        _check_issuer(answer, described)
        if "error" in answer:
            raise UserError(f"{self._settings.label} did not let you in: {word(answer['error'])}.", remedy=_AGAIN)
        if not (code := answer.get("code", "")):
            return None
        token, access = await self._provider.tokens(described, code, attempt.verifier, attempt.back)
        claims = await self._claims(described, token)
        subject = tokens.check(
            claims, issuer=described.issuer, client=self._settings.client_id, nonce=attempt.nonce,
            now=self._clock.now_ms() / 1000,
        )  # fmt: skip
        claims = {**await self._more(described, access, claims), **claims}
        return Identity(
            subject=f"{described.issuer}#{subject}", name=self._name(claims) or subject, groups=self._groups(claims)
        )

    async def _claims(self, described: Described, token: str) -> dict[str, Any]:
        """Check the signature; a key that is not known may be new."""
        try:
            return tokens.claims_of(token, await self._provider.keys(described))
        except tokens.UnknownKey:
            return tokens.claims_of(token, await self._provider.keys(described, anew=True))

    async def _more(self, described: Described, access: str, claims: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ask for what the ID token leaves out; of somebody else it is worth nothing (Core, 5.3.2)."""
        lacking = {self._settings.groups_claim, self._settings.name_claim} - claims.keys()
        if not lacking or not described.userinfo or not access:
            return {}
        told = await self._provider.userinfo(described, access)
        if told.get("sub") != claims["sub"]:
            raise Unavailable("The provider tells of somebody else.", remedy="Look at its `userinfo_endpoint`.")
        return told

    def _scopes(self, described: Described) -> tuple[str, ...]:
        if self._settings.scopes:
            return self._settings.scopes
        return ("openid", "profile", *(["groups"] if "groups" in described.scopes else []))

    def _name(self, claims: Mapping[str, Any]) -> str:
        found = (claims.get(each) for each in (self._settings.name_claim, "preferred_username", "name", "email"))
        return next((each.strip() for each in found if isinstance(each, str) and each.strip()), "")

    def _groups(self, claims: Mapping[str, Any]) -> tuple[str, ...]:
        found = claims.get(self._settings.groups_claim)
        found = [found] if isinstance(found, str) else found if isinstance(found, list) else []
        return tuple(each for each in found[:MOST_GROUPS] if isinstance(each, str))


def _check_issuer(answer: Mapping[str, str], described: Described) -> None:
    """Refuse the answer of another provider (RFC 9207)."""
    if answer.get("iss", "" if described.names_itself else described.issuer) != described.issuer:
        raise UserError("The answer comes from another provider.", remedy=_AGAIN)


def create(context: Context, settings: Settings) -> OpenIdConnect:
    """Make the plugin."""
    return OpenIdConnect(context, settings)
