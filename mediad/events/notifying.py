"""The job that passes a notice on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_sdk.errors import MediadError, Unavailable
from mediad_sdk.values.jobs import JobType
from mediad_sdk.values.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mediad_sdk.values.jobs import JobRun
    from mediad_sdk.values.notices import Notifier

NOTIFY = "core.notify"


def job_type(notifiers: Callable[[], Mapping[str, Notifier]]) -> JobType:
    """Give the job that passes one notice on: each notifier is tried until it took it, and none gets it twice."""

    async def handler(run: JobRun) -> Mapping[str, Any]:
        notice, wanted = Notice(**run.args["notice"]), list(run.args["to"])
        told: list[str] = list(run.checkpoint.get("told", ()))
        errors: list[MediadError] = []
        for name in wanted:
            if name in told:
                continue
            try:
                await _one(notifiers(), name).send(notice)
            except MediadError as error:
                await run.log(f"{name}: {error}", level="warning")
                errors.append(error)
                continue
            told.append(name)
            await run.save({"told": told})
            await run.progress(len(told) / len(wanted), name)
        if errors:
            raise errors[0]
        return {"told": told}

    return JobType(id=NOTIFY, handler=handler, attempts=8, backoff=30.0)


def _one(known: Mapping[str, Notifier], name: str) -> Notifier:
    if name not in known:
        raise Unavailable(f"There is no notifier {name} now.", remedy="Enable its plugin, or take it out of [notices].")
    return known[name]
