"""Who wins when several name a key, and what a value becomes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mediad.config import find, load

if TYPE_CHECKING:
    from tests.unit.config.conftest import Folder


def test_without_a_file_there_are_defaults() -> None:
    config = load(None, {})
    assert (config.server.host, config.server.port) == ("127.0.0.1", 8484)
    assert config.data_dir == Path.cwd() / "var"


def test_a_drop_in_wins_over_the_file_key_by_key(folder: Folder) -> None:
    folder.write("[server]\nport = 1\n[libraries.films]\nname = 'F'", "conf.d/20.toml")
    folder.write("[server]\nport = 2\nbase_path = '/m'", "conf.d/10.toml")
    config = folder.load(
        "[server]\nhost = '::'\nport = 3\n[libraries.films]\nname = 'x'\ntypes = ['m']\nroots = ['/f']"
    )
    assert (config.server.host, config.server.port, config.server.base_path) == ("::", 1, "/m")
    assert config.libraries["films"].name == "F"


def test_the_environment_wins_over_all(folder: Folder) -> None:
    folder.write("[server]\nport = 1", "conf.d/10.toml")
    environ = {
        "MEDIAD__SERVER__PORT": "9000",
        "MEDIAD__SERVER__TRUSTED_PROXIES": '["10.0.0.0/8"]',
        "MEDIAD__LOG__ACCESS": "false",
        "MEDIAD__PLUGINS__TMDB__SETTINGS__LANGUAGE": "de",
        "OTHER": "x",
    }
    config = folder.load("[server]\nport = 3", environ)
    assert config.server.port == 9000
    assert [str(network) for network in config.server.trusted_proxies] == ["10.0.0.0/8"]
    assert config.log.access is False
    assert config.plugins["tmdb"].settings == {"language": "de"}


def test_a_secret_file_gives_the_key_without_its_suffix(folder: Folder) -> None:
    secret = folder.write("postgresql://mediad:secret@db/mediad\n", "secret")
    config = folder.load(f"[storage]\nurl_file = '{secret}'\n[plugins.tmdb.settings]\napi_key_file = '{secret}'")
    assert config.database == "postgresql://mediad:secret@db/mediad"
    assert config.plugins["tmdb"].settings == {"api_key": "postgresql://mediad:secret@db/mediad"}


def test_a_relative_secret_file_starts_at_the_configuration(folder: Folder) -> None:
    folder.write("sqlite:other.db\n", "secrets/url")
    assert folder.load("[storage]\nurl_file = 'secrets/url'").database == "sqlite:other.db"
    assert folder.load("", {"MEDIAD__STORAGE__URL_FILE": "secrets/url"}).database == "sqlite:other.db"


def test_the_file_of_the_secret_key_is_named_and_not_read(folder: Folder) -> None:
    folder.write("a key\n", "here.key")
    config = folder.load("[storage]\nkey_file = 'here.key'")
    assert config.storage.key_file == folder.path / "here.key"
    named = folder.load("", {"MEDIAD__STORAGE__KEY_FILE": "/etc/there.key"}).storage.key_file
    assert named == Path("/etc/there.key")


def test_a_credential_of_systemd_is_a_setting_by_its_name(folder: Folder) -> None:
    folder.write("token-1\n", "credentials/plugins.tmdb.settings.token")
    folder.write("not ours", "credentials/tls.pem")
    config = folder.load(environ={"CREDENTIALS_DIRECTORY": str(folder.path / "credentials")})
    assert config.plugins["tmdb"].settings == {"token": "token-1"}


def test_a_secret_shows_in_no_representation(folder: Folder) -> None:
    config = folder.load("[storage]\nurl = 'postgresql://u:secret@db/x'\n[plugins.a.settings]\nkey = 'hunter2'")
    assert not any(secret in repr(config) for secret in ("secret@", "hunter2"))


def test_relative_paths_start_at_the_file(folder: Folder) -> None:
    config = folder.load("[libraries.films]\nname='F'\ntypes=['movies']\nroots=['films', '/srv/films']")
    assert config.libraries["films"].roots == (folder.path / "films", Path("/srv/films"))
    assert config.data_dir == folder.path / "var"
    assert config.derived_dir == folder.path / "var/derived"


def test_the_directories_of_the_unit_are_defaults(folder: Folder) -> None:
    environ = {"STATE_DIRECTORY": "/var/lib/mediad:/srv/more", "CACHE_DIRECTORY": "/var/cache/mediad"}
    config = folder.load(environ=environ)
    assert config.database == "sqlite:/var/lib/mediad/mediad.db"
    assert config.cache_dir == Path("/var/cache/mediad")
    assert folder.load("[storage]\ncache_dir = '/c'", environ).cache_dir == Path("/c")


def test_a_value_remembers_where_it_was_written(folder: Folder) -> None:
    drop_in = folder.write("\n[server]\nport = 1", "conf.d/10.toml")
    config = folder.load("[server]\nhost = '::'", {"MEDIAD__LOG__LEVEL": "debug"})
    assert config.origins.of(("server", "host")) == (str(folder.file), 2)
    assert config.origins.of(("server", "port")) == (str(drop_in), 3)
    assert config.origins.of(("log", "level")) == ("$MEDIAD__LOG__LEVEL", 0)


def test_the_file_is_named_by_the_environment_or_is_the_systems_or_is_none(folder: Folder) -> None:
    assert find({"MEDIAD_CONFIG": "/x.toml"}, folder.path) == Path("/x.toml")
    assert find({}, folder.path) == folder.path
    assert find({}, folder.file) is None
