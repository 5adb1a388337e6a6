"""What every command starts with: the options before its name, and the way to the daemon."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path  # a cached property's annotation
from typing import TYPE_CHECKING

from mediad.cli.client import Client
from mediad.cli.codes import Code, CommandError
from mediad.cli.output import Output

if TYPE_CHECKING:
    import typer

    from mediad.config.models import Config


@dataclass
class Session:
    """One call of the command line."""

    config_path: Path | None
    socket: Path | None
    as_json: bool

    @cached_property
    def out(self) -> Output:
        """Where the command writes."""
        return Output(as_json=self.as_json)

    @cached_property
    def config(self) -> Config:
        """The configuration; every mistake in it ends the command."""
        from mediad.config.errors import ConfigError  # noqa: PLC0415  # pydantic is not needed with --socket
        from mediad.config.load import find, load  # noqa: PLC0415  # as above

        try:
            return load(self.config_path or find(os.environ), os.environ)
        except ConfigError as error:
            raise CommandError(str(error), code=Code.CONFIGURATION, remedy=error.remedy) from error

    @cached_property
    def client(self) -> Client:
        """The daemon."""
        return Client(self.socket or self.config.socket)


def session(context: typer.Context) -> Session:
    """Give the session that the options before the command made."""
    found = context.obj
    if not isinstance(found, Session):
        raise TypeError("the command was called without the main command")
    return found
