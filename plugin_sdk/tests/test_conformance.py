"""The conformance kit finds what it is there for: a fault is put into a plugin, and the check for it fails."""

from __future__ import annotations

import asyncio
import sys
import types
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk import (
    Attempt,
    AuthError,
    Caller,
    Challenge,
    Command,
    Delivery,
    EncoderProfile,
    Encoding,
    Health,
    HealthCheck,
    Identity,
    Plugin,
    PluginSettings,
    Response,
    Route,
    Schedule,
    SecretStr,
    Sidecar,
    SignIn,
    hookimpl,
)
from mediad_sdk.testing import PluginConformance, behaviour, by_kind, conformance, installed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANIFEST = 'id = "patient"\nname = "Patient"\nrequires_sdk = ">=0.1,<2"\nsettings = "patient:Settings"\n'
UP_DOWN = "-- up\nCREATE TABLE patient__a (id INTEGER);\n-- down\nDROP TABLE patient__a;\n"


class Settings(PluginSettings):
    token: SecretStr = SecretStr("")
    """Without a description, until a test gives it one."""


class Patient(Plugin[Settings]):
    """Well, until a test does something to it."""

    profile = EncoderProfile(
        id="p", label="P", media="audio", container="ogg", suffix="ogg", mime="audio/ogg", rendition="p",
        plan=lambda source: Encoding(arguments=("mediad-input", "mediad-output"), streams=(("audio", "opus"),)),
    )  # fmt: skip

    @hookimpl
    def mediad_health_checks(self) -> list[HealthCheck]:
        return [HealthCheck(id="connection", check=self.check)]

    @hookimpl
    def mediad_encoder_profiles(self) -> list[EncoderProfile]:
        return [self.profile]

    @hookimpl
    def mediad_deliveries(self) -> list[Delivery]:
        route = Route(method="GET", path="/x", permission="items.read", handler=self.handle)
        refuse = self.refuse
        return [Delivery(id="d", label="D", prefix="/d", routes=(route,), sign_in=self.sign_in, refuse=refuse)]

    async def check(self) -> Health:
        await self.context.http.get("https://api.example.org")
        return Health(state="ok")

    async def sign_in(self, request: Any) -> Caller | None:
        raise AuthError("no")

    async def handle(self, request: Any) -> Response:
        return Response(json={})

    def refuse(self, request: Any, error: Exception) -> Response:
        return Response(status=400, json={"error": str(error)})


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., PluginConformance]:
    """Return what makes the kit's tests for a plugin whose parts are changed."""

    def made(migration: str = UP_DOWN, **changed: Any) -> PluginConformance:
        for each in (installed.entry_point, installed.manifest_of, installed.package_of, installed.settings_model):
            each.cache_clear()
        module = types.ModuleType("patient")
        module.create = type("Patient", (Patient,), {k: v for k, v in changed.items() if k != "Settings"})  # type: ignore[attr-defined]
        module.Settings = changed.get("Settings", Settings)  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "patient", module)
        folder = tmp_path / "patient"
        (folder / "migrations").mkdir(parents=True, exist_ok=True)
        (folder / "mediad-plugin.toml").write_text(MANIFEST)
        (folder / "migrations/0001_a.sql").write_text(migration)
        entry = installed.EntryPoint(name="patient", value="patient:create", group="mediad.plugins")
        for room in (installed, behaviour, conformance):
            monkeypatch.setattr(room, "entry_point", lambda _: entry, raising=False)
            monkeypatch.setattr(room, "package_of", lambda _: folder, raising=False)

        class Kit(PluginConformance):
            plugin = "patient"

        return Kit()

    return made


async def _everybody(*_: Any) -> Identity:
    return Identity(subject="1", name="1")


async def _away(attempt: Attempt) -> Challenge:
    return Challenge(redirect=attempt.back)


def _method(label: str = "Door", **functions: Any) -> Any:
    return hookimpl(lambda self: [SignIn(id="door", label=label, **functions)])


async def _leaks_a_task(self: Patient) -> Health:
    Patient.kept = [*getattr(Patient, "kept", ()), asyncio.ensure_future(asyncio.sleep(3600))]  # type: ignore[attr-defined]
    return Health(state="ok")


async def _raises(self: Patient) -> Health:
    try:
        await self.context.http.get("https://api.example.org")
    except Exception as error:
        raise KeyError("bug") from error
    return Health(state="ok")


async def _swallows(self: Patient) -> Health:
    for _ in range(2):
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(1)
    return Health(state="ok")


async def _tells(self: Patient) -> Health:
    raise AuthError(f"{self.settings.token.get_secret_value()} was refused")


def _hoards(self: Patient, context: Any, settings: Any) -> None:
    Plugin.__init__(self, context, settings)
    type(self).hoard = [*getattr(type(self), "hoard", ()), bytearray(100_000)]  # type: ignore[attr-defined]


def _only_once(source: Any, seen: list[Any] = []) -> Encoding:  # noqa: B006  # that it remembers is the fault
    seen.append(source)
    return Encoding(arguments=("mediad-input", "mediad-output", str(len(seen))), streams=(("audio", "opus"),))


def _sidecar(**said: Any) -> Any:
    given = Sidecar(**{"id": "s", "label": "S", "kinds": ("film",), "names": ("{stem}.s",), **said})
    return hookimpl(lambda self: [given])


class Loose(PluginSettings):
    token: object = None


FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("test_faults_of_the_network_are_told_as_what_they_are", {"check": _raises}),
    ("test_it_can_be_cancelled_at_every_step", {"check": _swallows}),
    ("test_it_can_be_cancelled_at_every_step", {"check": _leaks_a_task}),
    ("test_it_leaves_nothing_behind_when_it_comes_and_goes", {"__init__": _hoards}),
    ("test_secrets_are_never_shown", {"check": _tells}),
    ("test_settings_survive_a_round_trip", {}),
    ("test_migrations_go_up_and_down_again", {"migration": UP_DOWN.replace("DROP TABLE patient__a;", "")}),
    ("test_migrations_go_up_and_down_again", {"migration": UP_DOWN.replace("patient__a", "account")}),
    ("test_what_it_declares_crosses_between_processes",
     {"mediad_jobs": hookimpl(lambda self: [Schedule(id="a", job="b", args={"x": object()})])}),
    ("test_a_plan_is_made_or_refused_for_every_source_and_the_same_twice",
     {"profile": replace(Patient.profile, plan=_only_once)}),
    ("test_a_plan_is_made_or_refused_for_every_source_and_the_same_twice",
     {"profile": replace(Patient.profile, plan=lambda source: source.streams[0]["codec"])}),
    ("test_a_profile_says_how_well_a_source_fits_and_looks_at_every_result",
     {"profile": replace(Patient.profile, accepts=lambda source: 1.5)}),
    ("test_a_profile_says_how_well_a_source_fits_and_looks_at_every_result",
     {"profile": replace(Patient.profile, verify=lambda source, result: result.streams[0]["width"])}),
    ("test_a_profile_names_devices_that_exist_and_a_test_encode_that_can_be_made",
     {"profile": replace(Patient.profile, needs=("gpu",))}),
    ("test_a_profile_names_devices_that_exist_and_a_test_encode_that_can_be_made",
     {"profile": replace(Patient.profile, probe=("-i", "mediad-input", "-f", "ogg", "out.ogg"))}),
    ("test_a_profile_names_devices_that_exist_and_a_test_encode_that_can_be_made",
     {"profile": replace(Patient.profile, instead="p")}),
    ("test_a_protocol_knows_its_place_and_shapes_every_error", {"refuse": lambda self, request, error: None}),
    ("test_who_shows_nothing_right_is_nobody",
     {"sign_in": lambda self, request: Caller(user="1", name="1", permissions=frozenset())}),
    ("test_a_sidecar_is_a_file_of_the_folder_that_is_read_or_refused",
     {"mediad_sidecars": _sidecar(read="json:loads")}),
    ("test_a_sidecar_is_a_file_of_the_folder_that_is_read_or_refused", {"mediad_sidecars": _sidecar()}),
    ("test_a_sidecar_is_a_file_of_the_folder_that_is_read_or_refused",
     {"mediad_sidecars": _sidecar(names=("../x",), read="json:loads")}),
    ("test_who_shows_nothing_right_is_nobody", {"mediad_sign_ins": _method(check=_everybody)}),
    ("test_who_shows_nothing_right_is_nobody", {"mediad_sign_ins": _method(begin=_away, finish=_everybody)}),
    ("test_a_sign_in_method_can_be_used", {"mediad_sign_ins": _method()}),
    ("test_a_sign_in_method_can_be_used", {"mediad_sign_ins": _method(check=_everybody, begin=_away)}),
    ("test_a_sign_in_method_can_be_used", {"mediad_sign_ins": _method(label=" ", check=_everybody)}),
    ("test_what_a_sidecar_writes_is_read_again_and_written_the_same",
     {"mediad_sidecars": _sidecar(write="json:dumps")}),
    ("test_what_a_sidecar_writes_is_read_again_and_written_the_same",
     {"mediad_sidecars": _sidecar(write="mediad_sdk.wire:to_wire")}),
    ("test_a_command_and_a_route_name_permissions_that_exist",
     {"mediad_commands": hookimpl(lambda self: [Command(id="c", summary="C", run=print, permission="fly")])}),  # type: ignore[arg-type]
    ("test_a_schedule_is_for_a_job_of_the_plugin",
     {"mediad_schedules": hookimpl(lambda self: [Schedule(id="a", job="none", every=1)])}),
]  # fmt: skip


@pytest.mark.parametrize(("check", "fault"), FAULTS, ids=[f"{n}-{name}" for n, (name, _) in enumerate(FAULTS)])
def test_a_fault_is_found(patient: Any, monkeypatch: pytest.MonkeyPatch, check: str, fault: dict[str, Any]) -> None:
    monkeypatch.setattr(behaviour, "LONGEST", 0.2)
    with pytest.raises((AssertionError, TypeError, KeyError, IndexError)):
        getattr(patient(**fault), check)()
    for task in getattr(Patient, "kept", ()):
        task.get_loop().close()


def test_a_plugin_that_is_well_passes_every_check(patient: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Settings.model_fields["token"], "description", "Key.")
    Settings.model_rebuild(force=True)
    kit = patient()
    for room in (behaviour.Behaviour, by_kind.ByKind):
        for name in vars(room):
            if name.startswith("test_"):
                getattr(kit, name)()


def test_every_check_of_behaviour_and_kind_was_seen_to_fail() -> None:
    checks = {name for room in (behaviour.Behaviour, by_kind.ByKind) for name in vars(room) if name.startswith("test_")}
    assert checks - {name for name, _ in FAULTS} == {"test_a_provider_says_what_it_knows_and_finds_nothing_for_nothing"}
