"""`mediad encode`: convert a work with a profile, with a bar."""

from __future__ import annotations

from typing import Annotated

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.job import finished
from mediad.cli.naming import id_of, known
from mediad.cli.session import Session, session

_PROFILES = (
    ("id", "PROFILE"),
    ("label", "LABEL"),
    ("media", "MAKES"),
    ("available", "AVAILABLE"),
    ("reason", "WHY NOT"),
)
_NONE = "No encoder plugin is loaded."
_FITTING = (*_PROFILES[:4], ("fit", "FIT"), _PROFILES[4])


def encode(
    context: typer.Context,
    item: Annotated[str | None, typer.Argument(help="Id of the work; without it the profiles are listed.")] = None,
    profile: Annotated[
        str | None, typer.Argument(help="Id of the profile; without it those that fit the work are listed.")
    ] = None,
    edition: Annotated[str | None, typer.Option(help="Id of the edition, when there are several.")] = None,
    remove: Annotated[
        str | None, typer.Option(metavar="EDITION", help="Remove this conversion and its file instead.")
    ] = None,
    probe: Annotated[bool, typer.Option("--probe", help="Make all test encodes anew, then list the profiles.")] = False,
) -> None:
    """Convert a work, or remove a conversion of it; without arguments, list the profiles."""
    here = session(context)
    if remove is not None:
        _remove(here, item, profile, remove)
        return
    if item is None:
        found = here.client.post("/api/v1/encoders/probe")["items"] if probe else here.client.pages("/api/v1/encoders")
        here.out.rows(found, _PROFILES, empty=_NONE)
        return
    work = id_of("work", item, listed_by="mediad items")
    if profile is None:
        fitting = here.client.pages(f"/api/v1/items/{work}/encoders", edition=edition)
        here.out.rows(fitting, _FITTING, empty=_NONE)
        return
    body = {"profile": profile, "edition": edition}
    job = here.client.post(f"/api/v1/items/{work}/encode", body)["job"]
    done = finished(here, job, "Encoding")
    if here.as_json:
        here.out.value(done)
    else:
        here.out.say(f"Done: edition {done['result'].get('edition', '')}")


def _remove(here: Session, item: str | None, profile: str | None, edition: str) -> None:
    if item is None or profile is not None:
        raise CommandError(
            "A conversion is removed from a work, without a profile.",
            code=Code.USAGE,
            remedy="Write `mediad encode ITEM --remove EDITION`.",
        )
    listed = f"mediad items {item}"
    work, gone = id_of("work", item, listed_by="mediad items"), id_of("edition", edition, listed_by=listed)
    with known("conversion", edition, listed_by=listed):
        here.client.change("DELETE", f"/api/v1/items/{work}/editions/{gone}")
    here.out.say(f"Removed the conversion {edition}.")
