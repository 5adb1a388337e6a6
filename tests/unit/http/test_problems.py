from __future__ import annotations

import json
from typing import Any

import pytest

from mediad.http.problems import document, headers_of, status_of
from mediad.plugins.guard import Guard
from mediad.plugins.watch import Watch
from mediad_sdk.errors import AuthError, MediadError, NotFound, RateLimited, Unavailable, Unsupported, UserError

FAILURES = [
    (NotFound("x"), 404, "not_found", "not_found"),
    (Unsupported("x"), 422, "unsupported", "unsupported"),
    (UserError("x"), 422, "user_error", "user_error"),
    (AuthError("x"), 502, "auth_failed", "auth_failed"),
    (Unavailable("x", retry_after=7), 503, "unavailable", "unavailable"),
    (RateLimited("x", retry_after=7), 503, "rate_limited", "rate_limited"),
    (KeyError("x"), 500, "plugin_failed", "raised"),
    (SystemExit(3), 500, "plugin_failed", "raised"),
]


@pytest.mark.parametrize(("failure", "status", "code", "kind"), FAILURES, ids=lambda each: type(each).__name__)
async def test_whatever_a_plugin_raises_is_answered_with_who_failed_where(
    failure: BaseException, status: int, code: str, kind: str
) -> None:
    async def fail() -> None:
        raise failure

    guard = Guard("toy-two", watch=Watch(), version="1.2", correlation=lambda: "request-7")
    with pytest.raises(MediadError) as caught:
        await guard.point("route GET /x", fail, limit=1)()
    problem: dict[str, Any] = json.loads(document(caught.value, "request-7"))
    assert (status_of(type(caught.value)), problem["code"], problem["kind"]) == (status, code, kind)
    told = {name: problem[name] for name in ("plugin", "instance", "version", "hook", "correlation_id")}
    assert list(told.values()) == ["toy", "toy-two", "1.2", "route GET /x", "request-7"]
    waits = isinstance(failure, Unavailable)
    assert (problem.get("retry_after") == 7, headers_of(caught.value).get("Retry-After") == "7") == (waits, waits)


def test_a_refusal_of_the_daemon_blames_no_plugin() -> None:
    assert "plugin" not in json.loads(document(NotFound("x"), "request-7"))
