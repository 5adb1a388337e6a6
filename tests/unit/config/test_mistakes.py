"""Every mistake is refused with file, line, key and what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel, ValidationError

from mediad.config import ConfigError, refuse

if TYPE_CHECKING:
    from tests.unit.config.conftest import Folder


def refusal(folder: Folder, text: str = "", environ: dict[str, str] | None = None) -> list[str]:
    """Load what must be refused; return the mistakes without the directory."""
    with pytest.raises(ConfigError) as caught:
        folder.load(text, environ)
    return [str(mistake).replace(f"{folder.path}/", "") for mistake in caught.value.mistakes]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[server]\n\nprot = 1", 'mediad.toml:3: server.prot: unknown key; did you mean "port"?'),
        ("x = 1\n[sever]\nport = 1", 'mediad.toml:2: sever: unknown key; did you mean "server"?'),
        ("[server]\nport = 'many'", "mediad.toml:2: server.port: should be a whole number, such as 8"),
        ("[server]\nport = 70000", "mediad.toml:2: server.port: should be 65535 or less"),
        (
            "[log]\nlevel = 'warn'",
            "mediad.toml:2: log.level: should be 'debug', 'info', 'warning' or 'error'; did you mean \"warning\"?",
        ),
        ("[libraries.films]\nname = 'F'\nroots = ['/f']", "mediad.toml:1: libraries.films.types: is missing"),
        (
            "[libraries.films]\nname = 'F'\ntypes = ['m']\nroot = ['/f']",
            'mediad.toml:4: libraries.films.root: unknown key; did you mean "roots"?',
        ),
        ("[storage]\nurl = 'mysql://x'", "mediad.toml:2: storage.url: should begin with sqlite: or postgresql://"),
        (
            "[plugins.tmdb]\nsetings = {a = 1}",
            'mediad.toml:2: plugins.tmdb.setings: unknown key; did you mean "settings"?',
        ),
        (
            "[libraries.Films]\nname = 'F'\ntypes = ['m']\nroots = ['/f']",
            (
                "mediad.toml:1: libraries.Films: should be of lower case letters, digits, - and _, "
                "and begin with a letter or digit, such as films"
            ),
        ),
        (
            "[roles.r]\npermissions = ['items.reed']",
            'mediad.toml:2: roles.r.permissions.0: no permission is called "items.reed"; did you mean "items.read"?',
        ),
        (
            "[schedules.s]\njob = 'j'\ncron = '99 4 * * *'",
            "mediad.toml:3: schedules.s.cron: '99' is no minute: should be 0 to 59, or as in *, 1-5 or */2",
        ),
        (
            "[schedules.s]\njob = 'j'\ncron = '0 4 * * *'\ntimezone = 'Europe/Bärlin'",
            (
                'mediad.toml:4: schedules.s.timezone: no time zone is called "Europe/Bärlin"; '
                "should be one such as Europe/Berlin"
            ),
        ),
        (
            "[schedules.s]\njob = 'j'\ncron = '0 4 * * *'\ntimezone = 'Europe'",
            'mediad.toml:4: schedules.s.timezone: no time zone is called "Europe"; should be one such as Europe/Berlin',
        ),
        (
            "".join(f"[libraries.{slug}]\nname = 'F'\ntypes = ['m']\nroots = ['/{slug}']\n" for slug in "ab"),
            'mediad.toml:6: libraries.b.name: "F" is the name of libraries.a, too',
        ),
        ("[log]\nzzz = 1", "mediad.toml:2: log.zzz: unknown key; known here: access, format, level"),
        ("server = 1", "mediad.toml:1: server: should be a table of its own, with keys"),
    ],
)
def test_a_mistake_is_named(folder: Folder, text: str, mistake: str) -> None:
    assert mistake in refusal(folder, text)


LIBRARY = "[libraries.f]\nname = 'F'\ntypes = ['m']\nroots = ['/f']\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[server]\nhost = '999.1.1.1'", "should be an address such as 127.0.0.1, 0.0.0.0 or ::, or a name of this"),
        ("[server]\nhost = ':::'", "should be an address such as 127.0.0.1"),
        ("[server]\nsocket = 3", 'should be a path in quotes, such as "/srv/films"'),
        ("[server]\nbase_path = 'media/'", 'should begin with / and not end with it, such as "/media"'),
        ("[server]\nexternal_url = 'media'", 'should be a whole address, such as "https://media.example.org"'),
        ("[server]\ntrusted_proxies = ['x']", 'should be a network, such as "192.168.0.0/24"'),
        ("[server]\ncors_origins = ['x']", "should be scheme and host without a path"),
        ("[server]\ndrain_seconds = 'x'", "should be a number, such as 1.5"),
        ("[log]\naccess = 'perhaps'", "should be true or false"),
        ("[limits]\nfile_seconds = 0", "should be more than 0"),
        ("[limits]\nworker_memory_mb = 100.5", "should be a whole number, such as 8"),
        ("[encoding]\nffmpeg = ''", "should not be empty"),
        (LIBRARY.replace("['m']", "[]"), "should name at least one"),
        (LIBRARY.replace("['m']", "'m'"), 'should be a list, such as ["text"]'),
        (f"{LIBRARY}ignore = [1]", 'libraries.f.ignore.0: should be text in quotes, such as "text"'),
        (f"{LIBRARY}scan = '0  4 * * *'", "libraries.f.scan: should be five fields"),
        (f"{LIBRARY}quick = '99 4 * * *'", "libraries.f.quick: '99' is no minute"),
        (f"{LIBRARY}scan = 5", "libraries.f.scan: should be text in quotes"),
    ],
)
def test_a_mistake_is_said_in_one_sentence_with_an_example(folder: Folder, text: str, sentence: str) -> None:
    (mistake,) = refusal(folder, text)
    assert sentence in mistake
    assert not any(word in mistake for word in ("^", "valid", "Input", "Tuple", "String", "literal"))


@pytest.mark.parametrize("host", ["127.0.0.1", "::", "0.0.0.0", "nas.local", "10nas"])
def test_addresses_and_names_are_hosts(folder: Folder, host: str) -> None:
    assert folder.load(f"[server]\nhost = '{host}'").server.host == host


def test_all_mistakes_are_named_at_once(folder: Folder) -> None:
    folder.write("[log]\nlevle = 'info'", "conf.d/10.toml")
    assert refusal(
        folder, "[server]\nprot = 1\n[limits]\nworkers = -1", {"MEDIAD__LIMITS__WORKER_MEMORY_MB": "none"}
    ) == [
        'mediad.toml:2: server.prot: unknown key; did you mean "port"?',
        'conf.d/10.toml:2: log.levle: unknown key; did you mean "level"?',
        "mediad.toml:4: limits.workers: should be 0 or more",
        "$MEDIAD__LIMITS__WORKER_MEMORY_MB: limits.worker_memory_mb: should be a whole number, such as 8",
    ]


def test_a_slip_of_the_pen_is_named_with_its_line(folder: Folder) -> None:
    assert refusal(folder, "[server]\nport = = 1")[0].startswith("mediad.toml:2: is not TOML: ")
    assert refusal(folder, "[server]\nhost = 'x")[0].startswith("mediad.toml:2: is not TOML: ")


def test_a_file_that_is_not_text_is_refused(folder: Folder) -> None:
    folder.file.write_bytes(b"\xff\xfe")
    assert refusal(folder) == ["mediad.toml: is not UTF-8, which TOML demands"]


def test_a_missing_file_is_refused(folder: Folder) -> None:
    folder.file.mkdir()
    assert refusal(folder) == ["mediad.toml: cannot be read: Is a directory; --config or $MEDIAD_CONFIG names another"]


def test_a_missing_secret_file_is_refused_with_the_line_that_names_it(folder: Folder) -> None:
    assert refusal(folder, "[storage]\nurl_file = 'gone/url'") == [
        "mediad.toml:2: storage.url: the secret file gone/url cannot be read: No such file or directory"
    ]


def test_an_environment_list_that_is_not_toml_is_refused(folder: Folder) -> None:
    assert refusal(folder, environ={"MEDIAD__SERVER__CORS_ORIGINS": "[a"})[0].startswith(
        "$MEDIAD__SERVER__CORS_ORIGINS: is not a TOML value: "
    )


def test_no_secret_stands_in_a_refusal(folder: Folder) -> None:
    assert "hunter2" not in "".join(refusal(folder, "[storage]\nurl = 'mysql://u:hunter2@db'"))


def test_settings_that_a_plugin_refuses_are_named_by_the_line_of_the_file(folder: Folder) -> None:
    class Settings(BaseModel, extra="forbid"):
        language: str = "en"

    config = folder.load("[plugins.tmdb.settings]\nlanguage = 'de'\nlanguge = 'en'")
    with pytest.raises(ValidationError) as caught:
        Settings(**config.plugins["tmdb"].settings)
    error = refuse(caught.value, config.origins, Settings, ("plugins", "tmdb", "settings"))
    assert str(error).endswith('mediad.toml:3: plugins.tmdb.settings.languge: unknown key; did you mean "language"?')


def test_a_role_that_names_an_unknown_library_is_refused(folder: Folder) -> None:
    films = "[libraries.films]\nname = 'Our Films'\ntypes = ['m']\nroots = ['/f']\n"
    role = "[roles.family]\npermissions = ['items.read']\n"
    assert refusal(folder, f"{films}{role}libraries = ['film']") == [
        (
            'mediad.toml:7: roles.family.libraries: there is no library "film" (one of the API goes by its id); '
            'did you mean "films"?'
        )
    ]
    right = ["films", "Our Films", "*", "0198c0de-0000-7000-8000-000000000001"]
    assert folder.load(f"{films}{role}libraries = {right}").roles["family"].libraries == tuple(right)
