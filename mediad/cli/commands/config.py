"""`mediad config`: check and show the configuration without the daemon, and let the daemon take it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.session import session

if TYPE_CHECKING:
    from mediad.config.models import Config

_HIDDEN = "**********"
"""In the place of a plugin's setting: which of them are secrets is known to the plugin's model alone."""
app = typer.Typer(no_args_is_help=True, help="Configuration: check, show, reload, schema.")


@app.command()
def check(context: typer.Context) -> None:
    """Check the configuration; every mistake is named by file, line and key."""
    here = session(context)
    if here.config.libraries:
        _check_libraries(here.config)
    data = here.config.data_dir.absolute()
    read = f"{here.file} is right" if here.file else "There is no configuration file: the defaults hold"
    here.out.say(f"{read}. Data lies in {data}.")


def _check_libraries(config: Config) -> None:
    """Ask the installed plugins for what libraries name."""
    import asyncio  # noqa: PLC0415  # no other command of these needs plugins

    from mediad.app.foreseen import mistakes  # noqa: PLC0415  # as above
    from mediad.config.errors import ConfigError  # noqa: PLC0415  # pydantic loads with the configuration

    if found := asyncio.run(mistakes(config)):
        error = ConfigError(found)
        raise CommandError(str(error), code=Code.CONFIGURATION, remedy=error.remedy)


@app.command()
def show(context: typer.Context) -> None:
    """Show every setting as it is in force; secrets and what plugins are told stay hidden."""
    here = session(context)
    shown = here.config.model_dump(mode="json")
    for plugin in shown["plugins"].values():
        for instance in (plugin, *plugin["instances"].values()):
            instance["settings"] = dict.fromkeys(instance["settings"], _HIDDEN)
    here.out.value(shown)


@app.command()
def reload(context: typer.Context) -> None:
    """Let the daemon take the configuration anew; ends when it is in force, or refused with every mistake named."""
    here = session(context)
    done = here.client.post("/api/v1/system/reload")
    if here.as_json:
        here.out.value(done)
        return
    here.out.say("The configuration is in force.")
    if done["needs_restart"]:
        here.out.say(f"At the next start of the daemon: {', '.join(done['needs_restart'])}.")


@app.command()
def schema(context: typer.Context) -> None:
    """Show the JSON Schema, for editors."""
    from mediad.config.load import schema as make  # noqa: PLC0415  # pydantic loads for this command alone

    session(context).out.value(make())
