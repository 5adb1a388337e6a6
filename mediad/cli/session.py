"""What every command starts with: the options before its name, and the way to the daemon."""

from __future__ import annotations

import os
from collections.abc import Mapping  # a field's annotation
from dataclasses import field
from functools import cached_property
from pathlib import Path  # a cached property's annotation
from typing import TYPE_CHECKING

from mediad.cli.client import Client
from mediad.cli.codes import Code, CommandError
from mediad.cli.output import Output
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    import typer

    from mediad.config.models import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where the unit of systemd puts what the configuration file leaves open."""

    file: Path = Path("/etc/mediad/mediad.toml")
    socket: Path = Path("/run/mediad/mediad.sock")
    state: Path = Path("/var/lib/mediad")
    cache: Path = Path("/var/cache/mediad")


@dataclass
class Session:
    """One call of the command line."""

    config_path: Path | None
    socket: Path | None
    as_json: bool
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    service: Service = Service()

    @cached_property
    def out(self) -> Output:
        """Where the command writes."""
        return Output(as_json=self.as_json)

    @cached_property
    def config(self) -> Config:
        """The configuration; every mistake in it ends the command."""
        from mediad.config.errors import ConfigError  # noqa: PLC0415  # pydantic is not needed with --socket
        from mediad.config.load import load  # noqa: PLC0415  # as above

        try:
            return load(self.file, {**self._directories, **self.environ})
        except ConfigError as error:
            raise CommandError(str(error), code=Code.CONFIGURATION, remedy=error.remedy) from error

    @cached_property
    def client(self) -> Client:
        """The daemon."""
        return Client(self.socket or self._found_socket)

    @cached_property
    def file(self) -> Path | None:
        """The configuration file that is read, if there is one."""
        from mediad.config.load import find  # noqa: PLC0415  # as above

        return self.config_path or find(self.environ, self.service.file)

    @property
    def _directories(self) -> dict[str, str]:
        """What systemd tells the service, and nobody tells a command that reads the service's file."""
        if self.file != self.service.file or not self.service.state.is_dir():
            return {}
        return {"STATE_DIRECTORY": str(self.service.state), "CACHE_DIRECTORY": str(self.service.cache)}

    @property
    def _found_socket(self) -> Path:
        """The socket of the configuration; one with mistakes leads to the daemon that runs with its former one."""
        try:
            return self._configured_socket
        except CommandError:
            if named := self.environ.get("MEDIAD__SERVER__SOCKET"):
                return Path(named)
            if self.file == self.service.file and _is_there(self.service.socket):
                return self.service.socket
            raise

    @property
    def _configured_socket(self) -> Path:
        """The socket of the configuration; the service's where nothing names one, nor another daemon's file is read."""
        found = self.config.socket
        if self.config.server.socket or self.file not in {None, self.service.file} or os.access(found, os.F_OK):
            return found
        return self.service.socket if _is_there(self.service.socket) else found


def _is_there(socket: Path) -> bool:
    """Tell whether a socket is there, or may be: a folder that is closed to us is a reason to say so, not to go on."""
    return os.access(socket, os.F_OK) or (socket.parent.is_dir() and not os.access(socket.parent, os.X_OK))


def session(context: typer.Context) -> Session:
    """Give the session that the options before the command made."""
    found = context.obj
    if not isinstance(found, Session):
        raise TypeError("the command was called without the main command")
    return found
