"""A command finds the service's daemon and database, though only the service is told where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad.cli.codes import Code, CommandError
from mediad.cli.commands.db import _named
from mediad.cli.session import Service, Session
from mediad.config import load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def service(tmp_path: Path) -> Service:
    found = Service(
        file=tmp_path / "mediad.toml", socket=tmp_path / "run.sock", state=tmp_path / "state", cache=tmp_path / "cache"
    )
    found.file.write_text("[log]\nlevel = 'info'\n")
    found.state.mkdir()
    found.socket.touch()
    return found


def session(service: Service, environ: dict[str, str] | None = None, file: Path | None = None) -> Session:
    return Session(config_path=file, socket=None, as_json=False, environ=environ or {}, service=service)


def test_the_services_socket_and_state_are_found_by_its_file(service: Service) -> None:
    for here in (session(service), session(service, file=service.file)):
        assert here.client.path == service.socket
        assert here.config.database == f"sqlite:{service.state}/mediad.db"


def test_what_is_configured_wins_over_the_service(service: Service, tmp_path: Path) -> None:
    environ = {"MEDIAD__SERVER__SOCKET": "/x.sock", "MEDIAD__STORAGE__DATA_DIR": str(tmp_path / "mine")}
    here = session(service, environ)
    assert str(here.client.path) == "/x.sock"
    assert here.config.data_dir == tmp_path / "mine"


def test_a_daemon_of_another_file_is_never_mistaken_for_the_service(service: Service, tmp_path: Path) -> None:
    other = tmp_path / "other/mediad.toml"
    other.parent.mkdir()
    other.touch()
    here = session(service, file=other)
    assert here.client.path == other.parent / "var/mediad.sock"
    assert here.config.data_dir == other.parent / "var"


def test_a_daemon_that_runs_beside_its_data_is_asked_first(service: Service) -> None:
    own = service.state / "mediad.sock"
    own.touch()
    assert session(service).client.path == own


def test_a_file_with_mistakes_still_leads_to_the_daemon_that_runs(service: Service, tmp_path: Path) -> None:
    service.file.write_text("[sevrer]\n")
    assert session(service).client.path == service.socket
    assert str(session(service, {"MEDIAD__SERVER__SOCKET": "/x.sock"}).client.path) == "/x.sock"
    other = tmp_path / "other.toml"
    other.write_text("[sevrer]\n")
    service.socket.unlink()
    for here in (session(service), session(service, file=other)):
        with pytest.raises(CommandError, match="sevrer") as caught:
            _ = here.client
        assert caught.value.exit_code == Code.CONFIGURATION


def test_without_a_service_the_defaults_stay(service: Service) -> None:
    service.socket.unlink()
    service.state.rmdir()
    here = session(service)
    assert here.client.path == here.config.socket == service.file.parent / "var/mediad.sock"


def test_a_database_is_named_without_its_password() -> None:
    config = load(None, {"MEDIAD__STORAGE__URL": "postgresql://u@db/films?password=hunter2"})
    assert _named(config) == "films of PostgreSQL"
