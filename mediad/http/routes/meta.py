"""The API about itself: the OpenAPI document, the page that shows it, and the way there."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING

from mediad.http.answers import JSON, Answer, Raw, redirect
from mediad.http.render import weak_etag
from mediad.http.route import API, PUBLIC, Call, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def routes(
    others: Callable[[], Sequence[Route]],
    version: str,
    base_path: str = "",
    mounted: Callable[[], Sequence[Route]] = tuple,
) -> list[Route]:
    """Give the routes that describe `others`, those that plugins have mounted, and themselves."""
    own = [_page_route(), _root_route()]

    def write(plugins: Sequence[Route]) -> bytes:
        from mediad.http import openapi  # noqa: PLC0415  # imported when first used: start-up is measured

        return openapi.document([*others(), *own, *plugins], version, base_path or "/")

    own.append(_document_route(write, mounted))
    return own


def _document_route(write: Callable[[Sequence[Route]], bytes], mounted: Callable[[], Sequence[Route]]) -> Route:
    made: list[tuple[Sequence[Route], Answer]] = []  # written when asked for: nobody waits for it at the start

    async def handler(_: Call[None, None]) -> Answer:
        plugins = mounted()
        if not made or made[0][0] != plugins:
            body = write(plugins)
            made[:] = [(plugins, Answer(body=body, etag=weak_etag(body)))]
        return made[0][1]

    return Route(
        method="GET",
        path=f"{API}/openapi.json",
        name="get_openapi",
        permission=PUBLIC,
        summary="This description of the API.",
        handler=handler,
        answer=Raw((JSON,)),
    )


def _page_route() -> Route:
    made: list[Answer] = []

    async def handler(_: Call[None, None]) -> Answer:
        if not made:
            made.append(_page())
        return made[0]

    return Route(
        method="GET",
        path=f"{API}/docs",
        name="get_docs",
        permission=PUBLIC,
        summary="A page to read and to try the API.",
        handler=handler,
        answer=Raw(("text/html",)),
    )


def _page() -> Answer:
    text = (resources.files("mediad.http") / "pages" / "docs.html").read_text("utf-8")
    return Answer(
        body=text.encode(),
        media_type="text/html; charset=utf-8",
        headers=(("Content-Security-Policy", content_security_policy(text)),),
    )


def content_security_policy(page: str) -> str:
    """Allow the inline script and style of a page by their hashes, talk with this origin, and nothing else."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in _INLINE.findall(page):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    return (
        f"default-src 'none'; script-src {' '.join(hashes['script'])}; style-src {' '.join(hashes['style'])}; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _root_route() -> Route:
    async def handler(call: Call[None, None]) -> Answer:
        return redirect(f"{call.base_path}{API}/docs", status=302)

    return Route(
        method="GET",
        path="/",
        name="get_root",
        permission=PUBLIC,
        summary="Leads to the page of the API.",
        handler=handler,
        status=302,
    )
