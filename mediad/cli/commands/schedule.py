"""`mediad schedule`: what the clock starts, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.naming import known, means, word
from mediad.cli.output import moment
from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(no_args_is_help=True, help="Schedules: list, on, off, run.")
Id = Annotated[str, typer.Argument(metavar="SCHEDULE", help="Id of the schedule.")]
_LISTED = "mediad schedule list"
_COLUMNS = (
    ("job", "JOB"), ("of", "OF"), ("when", "WHEN"), ("enabled", "ON"), ("last", "LAST"), ("next", "NEXT"),
    ("id", "ID"),
)  # fmt: skip


@app.command("list")
def list_schedules(context: typer.Context) -> None:
    """List the schedules, each with the library that it is about."""
    here = session(context)
    rows = here.client.pages("/api/v1/schedules")
    libraries = () if here.as_json else list(here.client.pages("/api/v1/libraries"))
    shown = rows if here.as_json else (_row(each, libraries) for each in rows)
    here.out.rows(shown, _COLUMNS, empty="There are no schedules.")


def _row(schedule: dict[str, Any], libraries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    about = str(schedule["args"].get("library", ""))
    name = next((each["name"] for each in libraries if means(each, about)), about)
    mode = schedule["args"].get("mode", "")
    return {
        **schedule,
        "of": f"{name}, {mode}" if name and mode else name,
        "when": schedule["cron"] or f"every {schedule['every']:g} s",
        "last": moment(schedule["last_run"]),
        "next": moment(schedule["next_run"]),
    }


@app.command()
def on(context: typer.Context, schedule: Id) -> None:
    """Let the clock start it again."""
    _switch(context, schedule, enabled=True)


@app.command()
def off(context: typer.Context, schedule: Id) -> None:
    """Let the clock leave it out until it is switched on."""
    _switch(context, schedule, enabled=False)


def _switch(context: typer.Context, schedule: str, *, enabled: bool) -> None:
    here = session(context)
    with known("schedule", schedule, listed_by=_LISTED):
        here.client.change("PATCH", f"/api/v1/schedules/{word(schedule)}", {"enabled": enabled})
    here.out.say(f"The schedule {schedule} is {'on' if enabled else 'off'}.")


@app.command()
def run(context: typer.Context, schedule: Id) -> None:
    """Start its job now, whether it is on or off."""
    here = session(context)
    with known("schedule", schedule, listed_by=_LISTED):
        job = here.client.post(f"/api/v1/schedules/{word(schedule)}/run")["job"]
    here.out.say(f"Started: `mediad job show {job}` shows how it goes.")
