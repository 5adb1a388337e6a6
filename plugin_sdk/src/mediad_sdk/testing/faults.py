"""What goes wrong on the way to another host, and as which error a plugin should let its caller see it.

for fault, expected in FAULTS.items():
    http.fail(fault)
    with pytest.raises(expected):
        await plugin.search("dune")
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Literal

from mediad_sdk.errors import AuthError, MediadError, NotFound, RateLimited, Unavailable
from mediad_sdk.host.http import HttpAnswer, HttpRequest

__all__ = ["FAULTS", "Fault", "suffer"]

Fault = Literal["refused", "timeout", "tls", "slow", "garbage", "empty"] | int
"""A name, or a status."""

FAULTS: Mapping[Fault, type[MediadError]] = {
    "refused": Unavailable,
    "timeout": Unavailable,
    "tls": Unavailable,
    "slow": Unavailable,
    "garbage": Unavailable,
    "empty": Unavailable,
    500: Unavailable,
    503: Unavailable,
    429: RateLimited,
    401: AuthError,
    404: NotFound,
}
"""Each fault with its error; that of `garbage` and `empty` comes from `answer.json()`."""

RETRY_AFTER = 7
SLOW_STEPS = 50

_RAISED = {
    "refused": "{} refused the connection.",
    "timeout": "{} did not answer in time.",
    "tls": "The certificate of {} was refused: it is not trusted.",
    "slow": "{} gave no answer in 30 s.",
}
_GARBAGE = b"\x00\xff<html><title>502 Bad Gateway</title>"


async def suffer(fault: Fault, request: HttpRequest) -> HttpAnswer:
    """Let a request meet a fault: raises what the daemon raises, or gives what the other side would say."""
    if isinstance(fault, int):
        headers = {"retry-after": str(RETRY_AFTER)} if fault in (429, 503) else {}
        return HttpAnswer(status=fault, headers=headers, url=request.url)
    if fault in _RAISED:
        for _ in range(SLOW_STEPS if fault == "slow" else 1):
            await asyncio.sleep(0)
        raise Unavailable(_RAISED[fault].format(request.host))
    content = _GARBAGE if fault == "garbage" else b""
    return HttpAnswer(status=200, headers={"content-type": "text/html"}, content=content, url=request.url)
