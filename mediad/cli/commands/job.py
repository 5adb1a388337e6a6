"""`mediad job`: what runs, ran and failed; and starting one of a plugin."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import id_of, known
from mediad.cli.output import moment
from mediad.cli.session import Session, session

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(no_args_is_help=True, help="Jobs: list, show, log, run, cancel, retry.")
Job = Annotated[str, typer.Argument(help="Id of the job.")]
_COLUMNS = (
    ("id", "ID"), ("type", "TYPE"), ("state", "STATE"), ("progress", "DONE"), ("message", "MESSAGE"),
    ("when", "CREATED"),
)  # fmt: skip
_ENDED = frozenset({"finished", "failed", "cancelled"})
_LOOK_EVERY = 0.3
_LISTED = "mediad job list"


@app.command("list")
def list_jobs(
    context: typer.Context,
    state: Annotated[str | None, typer.Option(help="queued, running, finished, failed or cancelled.")] = None,
    limit: Annotated[int, typer.Option(min=1)] = 20,
) -> None:
    """List jobs, newest first."""
    here = session(context)
    here.out.rows(_rows(here, state, limit), _COLUMNS, empty="There are no jobs.")


def _rows(here: Session, state: str | None, limit: int) -> Iterator[dict[str, Any]]:
    for job in here.client.pages("/api/v1/jobs", most=limit, state=state, limit=min(limit, 100)):
        yield job if here.as_json else _row(job)


def _row(job: dict[str, Any]) -> dict[str, Any]:
    told = job["message"] or (job["error"] or {}).get("message", "")
    return {**job, "message": told, "when": moment(job["created"]), "progress": f"{job['progress']:.0%}"}


@app.command()
def show(context: typer.Context, job: Job) -> None:
    """Show one job with its result or error."""
    here = session(context)
    with known("job", job, listed_by=_LISTED):
        found = here.client.get(_path(job))
    here.out.whole(found, _facts)


def _facts(job: dict[str, Any]) -> list[tuple[str, Any]]:
    error = job["error"] or {}
    return [
        ("Job", job["type"]),
        ("Id", job["id"]),
        ("State", f"{job['state']}, {job['progress']:.0%}"),
        ("Message", job["message"]),
        ("Error", error.get("message", "")),
        ("Remedy", error.get("remedy", "")),
        ("Attempts", f"{job['attempts']} of {job['max_attempts']}"),
        ("Created", moment(job["created"])),
        ("Started", moment(job["started"])),
        ("Finished", moment(job["finished"])),
        ("Told", _words(job["args"])),
        ("Result", _words(job["result"])),
    ]


def _words(values: Any) -> str:
    """Write a job's arguments or result: a name and a value a line."""
    if not isinstance(values, dict):
        return "" if values is None else json.dumps(values, ensure_ascii=False)
    return "\n".join(
        f"{name}: {each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)}"
        for name, each in values.items()
    )


@app.command()
def log(context: typer.Context, job: Job) -> None:
    """Show what a job wrote."""
    here = session(context)
    with known("job", job, listed_by=_LISTED):
        lines = list(here.client.pages(f"{_path(job)}/log"))
    for line in lines:
        if here.as_json:
            here.out.value(line)
        else:
            here.out.say(f"{moment(line['at'])} {line['level']:<7} {line['message']}")


@app.command()
def run(
    context: typer.Context,
    job: Annotated[str, typer.Argument(metavar="TYPE", help="Full name of a plugin's job, as `recipes.pick`.")],
    args: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE", help="What it gets; a value is JSON, or else text.")
    ] = None,
) -> None:
    """Start a job of a plugin, wait for its end and show its result."""
    here = session(context)
    body = {"type": job, "args": dict(map(pair, args or ()))}
    result = finished(here, here.client.post("/api/v1/jobs", body)["job"], job)["result"]
    here.out.value(result)


def pair(text: str) -> tuple[str, Any]:
    """Take `KEY=VALUE` apart; the value is JSON, or else text."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise CommandError(f"{text!r} is not of the form KEY=VALUE.", code=Code.USAGE, remedy="Write `course=soup`.")
    try:
        return name, json.loads(value, parse_constant=str)
    except ValueError:
        return name, value


@app.command()
def cancel(context: typer.Context, job: Job) -> None:
    """End a job."""
    here = session(context)
    with known("job", job, listed_by=_LISTED):
        here.client.post(f"{_path(job)}/cancel")
    here.out.say(f"Cancelled the job {job}.")


@app.command()
def retry(context: typer.Context, job: Job) -> None:
    """Put a failed or cancelled job into the queue again; one that waits for its next attempt begins it now."""
    here = session(context)
    with known("job", job, listed_by=_LISTED):
        here.client.post(f"{_path(job)}/retry")
    here.out.say(f"The job {job} waits in the queue again.")


def _path(job: str) -> str:
    return f"/api/v1/jobs/{id_of('job', job, listed_by=_LISTED)}"


def watch(here: Session, job: str, title: str) -> dict[str, Any]:
    """Show a bar until a job has ended, and give it."""
    told = 0
    with here.out.bar(title) as move:
        while True:
            found: dict[str, Any] = here.client.get(f"/api/v1/jobs/{job}")
            if found["state"] == "queued" and found["error"] and found["attempts"] > told:
                here.out.aside(_failed_try(found, first=not told))
                told = found["attempts"]
            move(found["progress"], _standing(found))
            if found["state"] in _ENDED:
                return found
            time.sleep(_LOOK_EVERY)


def _standing(job: dict[str, Any]) -> str:
    """Say what a job does, or for which try it waits."""
    if job["state"] == "queued" and job["error"]:
        return f"waits for try {job['attempts'] + 1} of {job['max_attempts']}"
    return str(job["message"])


def _failed_try(job: dict[str, Any], *, first: bool) -> str:
    """Say why a try failed and when the next one comes."""
    error = job["error"]
    sentences = [f"Try {job['attempts']} of {job['max_attempts']} failed: {error.get('message', 'it gave no reason')}"]
    sentences += [each for each in (error.get("remedy", ""), f"The next one comes at {moment(job['due'])}.") if each]
    if first:
        sentences.append("The daemon goes on with it when you leave by Ctrl-C.")
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in sentences)


def finished(here: Session, job: str, title: str) -> dict[str, Any]:
    """Watch a job to its end and give it; one that did not finish ends the command with its error."""
    done = watch(here, job, title)
    if done["state"] != "finished":
        error = done["error"] or {}
        message = f"{title}: {done['state']}. {error.get('message', '')}".strip()
        raise CommandError(message, remedy=error.get("remedy", ""))
    return done
