"""The flow against a provider as the standard has it, and against one that answers otherwise."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from mediad_sdk import AuthError, Identity, Unavailable, UserError
from mediad_sdk.errors import Forbidden

from .conftest import ANN, ATTEMPT, BACK, ISSUER

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, RSAKey

    from .conftest import Issuer


async def test_people_are_sent_away_with_all_that_the_standard_asks_for(issuer: Issuer) -> None:
    issuer.about |= {"scopes_supported": ["openid", "groups"], "authorization_endpoint": f"{ISSUER}/authorize?a=1"}
    begin = issuer.method().begin
    assert begin is not None
    challenge = await begin(ATTEMPT)
    assert urlsplit(challenge.redirect)._replace(query="").geturl() == f"{ISSUER}/authorize"
    assert dict(parse_qsl(urlsplit(challenge.redirect).query)) == {
        "a": "1", "response_type": "code", "client_id": "mediad", "redirect_uri": BACK, "state": "the-state",
        "nonce": "the-nonce", "scope": "openid profile groups", "code_challenge_method": "S256",
        "code_challenge": ATTEMPT.challenge,
    }  # fmt: skip
    begin = issuer.method(scopes=["openid", "email"]).begin
    assert begin is not None
    assert "scope=openid+email&" in (await begin(ATTEMPT)).redirect


async def test_a_code_becomes_somebody(issuer: Issuer) -> None:
    assert await issuer.back() == ANN
    [asked] = [each for each in issuer.http.requests if each.method == "POST"]
    assert dict(parse_qsl(asked.content.decode())) == {
        "grant_type": "authorization_code", "code": "c-1", "redirect_uri": BACK, "code_verifier": ATTEMPT.verifier,
    }  # fmt: skip
    assert asked.headers["authorization"] == f"Basic {base64.b64encode(b'mediad:pass+word').decode()}"
    assert all(not each.follow for each in issuer.http.requests)


@pytest.mark.parametrize(("secret", "sent"), [("pass word", "pass word"), ("", None)])
async def test_a_secret_goes_where_the_provider_wants_it(issuer: Issuer, secret: str, sent: str | None) -> None:
    issuer.about["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    await issuer.again(issuer.method(client_secret=secret))
    [asked] = [each for each in issuer.http.requests if each.method == "POST"]
    assert dict(parse_qsl(asked.content.decode())).get("client_secret") == sent
    assert "authorization" not in asked.headers


@pytest.mark.parametrize("algorithm", ["RS384", "PS256"])
async def test_keys_of_both_types_sign(issuer: Issuer, ec: ECKey, algorithm: str) -> None:
    issuer.header["alg"] = algorithm
    assert await issuer.back() == ANN
    issuer.key, issuer.header = ec, {"alg": "ES256", "kid": "curve"}
    issuer.shown = [ec.as_dict(private=False), {"kty": "oct", "k": "AA"}, "none", {"kty": "EC", "kid": "curve"}]
    issuer.context.clock.ms += 3_601_000
    issuer.claims["exp"] += 3601
    assert await issuer.again(issuer.method()) == ANN


async def test_a_token_that_names_no_key_is_tried_with_all(issuer: Issuer, other: RSAKey) -> None:
    del issuer.header["kid"]
    issuer.shown.insert(0, other.as_dict(private=False))
    assert await issuer.back() == ANN


async def test_a_new_key_is_looked_for_once_a_minute(issuer: Issuer, other: RSAKey) -> None:
    method = issuer.method()
    assert await issuer.again(method) == ANN
    issuer.key, issuer.header["kid"], issuer.shown = other, "second", [other.as_dict(private=False)]
    with pytest.raises(UserError, match="does not show"):  # looked a moment ago
        await issuer.again(method)
    issuer.context.clock.ms += 61_000
    assert await issuer.again(method) == ANN
    assert await issuer.again(method) == ANN
    asked = [each.url for each in issuer.http.requests]
    assert asked.count(f"{ISSUER}/keys") == 2


async def test_a_key_that_was_withdrawn_signs_for_an_hour_at_most(issuer: Issuer, other: RSAKey) -> None:
    method = issuer.method()
    assert await issuer.again(method) == ANN
    issuer.http.answer("GET", f"{ISSUER}/keys", json={"keys": [other.as_dict(private=False)]})
    issuer.context.clock.ms += 3_601_000
    issuer.claims |= {"exp": issuer.claims["exp"] + 3601}
    issuer.shown = [other.as_dict(private=False)]
    with pytest.raises(UserError, match="does not show"):
        await issuer.again(method)


async def test_a_key_for_something_else_does_not_sign(issuer: Issuer) -> None:
    for changed in ({"use": "enc"}, {"alg": "RS512"}, {"kty": "EC"}):
        issuer.shown = [{**issuer.key.as_dict(private=False), **changed}]
        with pytest.raises(UserError, match="does not show"):
            await issuer.again(issuer.method())


async def test_the_answer_of_another_provider_is_not_redeemed(issuer: Issuer) -> None:
    with pytest.raises(UserError, match="another provider"):
        await issuer.back(code="c", iss="https://evil.example.org")
    assert await issuer.again(issuer.method(), code="c", iss=ISSUER) == ANN
    issuer.about["authorization_response_iss_parameter_supported"] = True
    issuer.http.recover()
    strict = type(issuer)(issuer.context, issuer.key)
    strict.about = issuer.about
    with pytest.raises(UserError, match="another provider"):
        await strict.back(code="c")
    assert [each.method for each in strict.http.requests] == ["GET"]


async def test_a_refusal_is_told_without_what_it_wants_to_show(issuer: Issuer) -> None:
    with pytest.raises(UserError, match="access_denied") as refused:
        await issuer.back(error="access_denied<script>\r\n", error_description="<b>")
    assert "<" not in str(refused.value)
    assert await issuer.again(issuer.method(), state="the-state") is None


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, {"error": "invalid_grant"}, UserError), (401, {"error": "invalid_client"}, AuthError),
        (400, {"error": "invalid_scope"}, Unavailable), (400, {"error": {"x": 1}}, Unavailable),
        (400, [], Unavailable), (302, {}, Unavailable), (200, {"access_token": "a"}, Unavailable),
        (200, {"id_token": 7}, Unavailable), (500, {}, Unavailable), (200, "text", Unavailable),
    ],
)  # fmt: skip
async def test_what_the_provider_refuses_is_told_as_what_it_is(
    issuer: Issuer, status: int, body: Any, error: type[Exception]
) -> None:
    method = issuer.method()
    assert method.finish is not None
    issuer.http.answer("POST", f"{ISSUER}/token", json=body, status=status)
    with pytest.raises(error):
        await method.finish({"code": "c"}, ATTEMPT)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"issuer": "https://evil.example.org"}, "says that it is"), ({"issuer": None}, "says that it is"),
        ({"token_endpoint": None}, "token_endpoint"), ({"jwks_uri": 7}, "jwks_uri"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "authorization_endpoint"),
        ({"token_endpoint": "http://id.example.org/token"}, "token_endpoint"),
    ],
)  # fmt: skip
async def test_a_provider_that_describes_itself_wrongly_is_not_used(
    issuer: Issuer, about: dict[str, Any], words: str
) -> None:
    issuer.about |= about
    begin = issuer.method().begin
    assert begin is not None
    with pytest.raises(Unavailable, match=words):
        await begin(ATTEMPT)


async def test_a_code_goes_to_no_host_that_nobody_approved(issuer: Issuer) -> None:
    issuer.about["token_endpoint"] = "https://evil.example.org/token"
    with pytest.raises(Forbidden):
        await issuer.back()


async def test_groups_may_stand_in_the_userinfo(issuer: Issuer) -> None:
    del issuer.claims["groups"]
    issuer.user = {"sub": "u-17", "groups": ["from there"], "preferred_username": "other", "aud": "x"}
    found = await issuer.back()
    assert found == Identity(subject=ANN.subject, name="ann", groups=("from there",))
    assert issuer.http.requests[-1].headers["authorization"] == "Bearer access"


async def test_the_userinfo_of_somebody_else_is_worth_nothing(issuer: Issuer) -> None:
    del issuer.claims["groups"]
    issuer.user = {"sub": "u-1", "groups": ["admin"]}
    with pytest.raises(Unavailable, match="somebody else"):
        await issuer.back()


@pytest.mark.parametrize(("said", "groups"), [("one", ("one",)), (["a", 7, None], ("a",)), ({"a": 1}, ()), (None, ())])
async def test_groups_are_taken_as_they_are_named(issuer: Issuer, said: Any, groups: tuple[str, ...]) -> None:
    issuer.claims["groups"] = said
    found = await issuer.back()
    assert found is not None
    assert found.groups == groups


@pytest.mark.parametrize(
    ("claims", "name"), [({"name": "Ann A."}, "Ann A."), ({"name": 7, "email": "a@b"}, "a@b"), ({}, "u-17")]
)
async def test_somebody_without_a_user_name_has_another(issuer: Issuer, claims: dict[str, Any], name: str) -> None:
    del issuer.claims["preferred_username"]
    issuer.claims |= claims
    found = await issuer.back()
    assert found is not None
    assert found.name == name


async def test_the_connection_is_tested(issuer: Issuer) -> None:
    issuer.http.answer("GET", f"{ISSUER}/keys", json={"keys": issuer.shown}, times=1)
    issuer.method()
    assert (await issuer.plugin.check()).state == "ok"
    issuer.http.answer("GET", f"{ISSUER}/keys", json={"keys": [{"kty": "oct"}]}, times=1)
    issuer.method()
    assert (await issuer.plugin.check()).state == "down"
    issuer.http.answer("GET", f"{ISSUER}/keys", json={"keys": {}})
    issuer.method()
    with pytest.raises(Unavailable, match="no keys"):
        await issuer.plugin.check()


async def test_every_answer_is_read_up_to_a_size(issuer: Issuer) -> None:
    del issuer.claims["groups"]
    await issuer.back()
    assert {each.limit for each in issuer.http.requests} == {256 << 10}
    assert len(issuer.http.requests) == 4
