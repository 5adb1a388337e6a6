"""The part of a daemon that meets plugins, as a process: `daemon.py WISHES STATE`; tells what happened as JSON."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mediad.host.clock import SystemClock
from mediad.host.lending import Lending
from mediad.plugins.host import Options, PluginHost
from mediad.plugins.preflight import ChildPreflight, RememberedPreflight
from mediad.plugins.remote import ProcessTier
from mediad.plugins.states import Wish
from mediad.workers.process import Processes
from mediad_sdk.errors import MediadError
from mediad_sdk.values.events import Event, Subscription
from mediad_sdk.values.http import Request, Route
from mediad_sdk.values.jobs import JobType


class FileTexts:
    """Keeps texts in a file between two runs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.texts: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}

    async def get(self, key: str) -> str | None:
        return self.texts.get(key)

    async def put(self, key: str, value: str) -> None:
        self.texts[key] = value
        self.path.write_text(json.dumps(self.texts))

    async def delete(self, key: str) -> None:
        self.texts.pop(key, None)


class Run:
    """A job that runs."""

    id, attempt, checkpoint = "job", 1, {}

    def __init__(self, args: dict[str, Any]) -> None:
        self.args = args


async def main() -> None:
    wishes = {name: Wish(**wish) for name, wish in json.loads(sys.argv[1]).items()}
    texts = FileTexts(Path(sys.argv[2]))
    async with Processes() as processes:
        await meet(wishes, texts, processes)


async def meet(wishes: dict[str, Wish], texts: FileTexts, processes: Processes) -> None:
    host = PluginHost(
        lend=Lending(
            clock=SystemClock(), texts=lambda _: texts, jobs=lambda: None, events=lambda: None, library=lambda: None
        ),
        preflight=RememberedPreflight(ChildPreflight(limit=3), texts),
        options=Options(tiers={"process": ProcessTier(processes=processes)}),
        wishes=wishes,
    )
    began = time.perf_counter()
    await host.load()
    seconds = time.perf_counter() - began
    async with host.running():
        answers = await asyncio.wait_for(ask(host), 20)
        states = {f"{each.instance} of {each.distribution}": asdict(each) for each in host.states()}
        short = {each.instance: asdict(each) for each in host.states()}
    print(json.dumps({"states": states | short, "answers": answers, "seconds": seconds}))  # noqa: T201  # how it tells


async def ask(host: PluginHost) -> dict[str, Any]:
    """Use what the plugins brought, all at once."""
    request = Request(
        method="GET", path="/", params={}, query={}, headers={}, body=b"", user="", permissions=frozenset()
    )
    routed = host.by_instance(Route)
    calls = {f"{name} {route.path}": route.handler(request) for name, routes in routed.items() for route in routes}
    calls |= {f"job {job.id}": job.handler(Run({"a": 1})) for job in host.all(JobType)}
    calls |= {f"event {i}": each.handler(Event(type="item.added")) for i, each in enumerate(host.all(Subscription))}
    answers = await asyncio.gather(*calls.values(), return_exceptions=True)
    told = {name: tell(answer) for name, answer in zip(calls, answers, strict=True)}
    return told | {f"health {each.instance}": each.health.state for each in await host.health()}


def tell(answer: Any) -> Any:
    if isinstance(answer, MediadError):
        return answer.facts() if hasattr(answer, "facts") else str(answer)
    return answer.json if hasattr(answer, "json") else answer


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(main())
