"""Real exchanges, recorded once and played back in tests.

    with cassette(HERE / "search.json") as http:                        # plays back
        assert await search(http, "dune")
    with cassette(HERE / "search.json", through=direct()) as http:      # records anew; then delete `through`

What is secret by its name (`api_key`, `token`, `password`, ...) in addresses, bodies and answers is written as `***`,
and so is the same text wherever else it stands; headers of requests are not written at all. Look at the file all the
same before you publish it.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from mediad_sdk.host.http import Carrier, Http, HttpAnswer, HttpRequest, HttpStream
from mediad_sdk.testing.direct import direct
from mediad_sdk.testing.http import FakeStream, NothingAnswers
from mediad_sdk.testing.scrubbing import Scrub

__all__ = ["cassette", "direct"]

Exchange = dict[str, Any]
_AS_BYTES = "base64"


@contextmanager
def cassette(path: Path, *, through: Http | None = None, secrets: tuple[str, ...] = ()) -> Iterator[Http]:
    """Play back what a file holds, or record it.

    Args:
        path: The file, JSON.
        through: A real client; what goes through it is recorded, in the place of what the file held.
        secrets: Further names whose values are not written.
    """
    scrub = Scrub(secrets)
    if through is None:
        yield Http(_Player(path, scrub))
        return
    recorder = _Recorder(through.carrier, scrub)
    yield Http(recorder)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = scrub.text(json.dumps({"exchanges": recorder.exchanges}, indent=2, ensure_ascii=False, sort_keys=True))
    path.write_text(text + "\n", encoding="utf-8")


class _Recorder:
    """Carries requests on, and keeps what came of them."""

    def __init__(self, carrier: Carrier, scrub: Scrub) -> None:
        self.exchanges: list[Exchange] = []
        self._carrier = carrier
        self._scrub = scrub

    async def send(self, request: HttpRequest) -> HttpAnswer:
        """Ask the real one."""
        answer = await self._carrier.send(request)
        self._scrub.learn(request)
        self.exchanges.append({**_asked(request, self._scrub), "answer": _kept(answer, self._scrub)})
        return answer

    @asynccontextmanager
    async def open(self, request: HttpRequest) -> AsyncIterator[HttpStream]:
        """Ask the real one, and read it to its end."""
        async with self._carrier.open(request) as stream:
            content = b"".join([piece async for piece in stream])
        answer = HttpAnswer(status=stream.status, headers=stream.headers, content=content)
        self._scrub.learn(request)
        self.exchanges.append({**_asked(request, self._scrub), "answer": _kept(answer, self._scrub)})
        yield FakeStream(answer)


class _Player:
    """Answers from a file; the same question is answered in the order of the recording, then with the last answer."""

    def __init__(self, path: Path, scrub: Scrub) -> None:
        self._path = path
        self._scrub = scrub
        self._left: defaultdict[str, list[Exchange]] = defaultdict(list)
        for exchange in json.loads(path.read_text(encoding="utf-8"))["exchanges"] if path.exists() else ():
            self._left[_line(exchange)].append(exchange["answer"])

    async def send(self, request: HttpRequest) -> HttpAnswer:
        """Give what was recorded."""
        self._scrub.learn(request)
        line = self._scrub.text(_line(_asked(request, self._scrub)))
        if line not in self._left:
            there = "".join(f"\n  {each}" for each in self._left) or " nothing"
            how = "Record it with `cassette(path, through=direct())`."
            raise NothingAnswers(f"{self._path.name} has no answer to\n  {line}\nbut to{there}\n{how}")
        answers = self._left[line]
        return _played(answers.pop(0) if len(answers) > 1 else answers[0], request)

    @asynccontextmanager
    async def open(self, request: HttpRequest) -> AsyncIterator[HttpStream]:
        """Give the same in pieces."""
        yield FakeStream(await self.send(request))


def _line(exchange: Exchange) -> str:
    return " ".join(str(exchange[key]) for key in ("method", "url", "body") if exchange.get(key))


def _asked(request: HttpRequest, scrub: Scrub) -> Exchange:
    asked = {"method": request.method, "url": scrub.url(request.url)}
    kind = request.headers.get("content-type", "")
    if request.content:
        asked["body"] = "a form with files" if kind.startswith("multipart/") else scrub.body(request.content, kind)
    return asked


def _kept(answer: HttpAnswer, scrub: Scrub) -> Exchange:
    kind = answer.headers.get("content-type", "")
    kept: Exchange = {"status": answer.status, "headers": scrub.headers(answer.headers)}
    if answer.cookies:
        kept["cookies"] = dict.fromkeys(answer.cookies, "***")
    try:
        return {**kept, "json": scrub.value(json.loads(answer.content))}
    except ValueError:
        pass
    try:
        return {**kept, "text": scrub.body(answer.content, kind)}
    except UnicodeDecodeError:
        return {**kept, _AS_BYTES: base64.b64encode(answer.content).decode()}


def _played(kept: Exchange, request: HttpRequest) -> HttpAnswer:
    if "json" in kept:
        content = json.dumps(kept["json"], ensure_ascii=False).encode()
    else:
        content = kept["text"].encode() if "text" in kept else base64.b64decode(kept[_AS_BYTES])
    answer = HttpAnswer(status=kept["status"], headers=kept["headers"], content=content, url=request.url)
    return replace(answer, cookies=kept.get("cookies", {}))
