"""What each kind of thing that a plugin brings has to hold."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from itertools import product
from typing import Any, ClassVar

from mediad_sdk import errors
from mediad_sdk.calls import settled
from mediad_sdk.contract import mistake
from mediad_sdk.errors import MediadError, PluginFault, Unsupported, UserError
from mediad_sdk.permissions import PERMISSIONS
from mediad_sdk.plain import dumps
from mediad_sdk.testing.behaviour import alive, answer
from mediad_sdk.testing.context import fake_context
from mediad_sdk.testing.installed import load_plugin
from mediad_sdk.testing.media import MemoryFile
from mediad_sdk.testing.samples import ATTEMPT, ODD, SOURCES, request
from mediad_sdk.values.encoding import DEVICES, INPUT, OUTPUT, EncoderProfile, Encoding, SourceFacts
from mediad_sdk.values.http import Response

PUBLIC = "public"
"""The permission of calls that a protocol answers to everybody."""
STRANGE = (
    b"", b"\x00" * 99, b"\xff\xfe<", b"\xef\xbb\xbf\r\n", b"{", b"[[1]]", b"null", "名前\n".encode("utf-16"),
    b"<a><b>x</b>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a>" * 10_000, b"https://example.org/1\n",
)  # fmt: skip  # a list
"""What lies beside media under names of sidecars."""
FIELDS: Mapping[str, Any] = {
    "title": f"A & B <{ODD.strip()}>", "overview": "It begins.\nIt ends.", "genres": ["Drama", "Comedy"],
    "dates": [{"value": "1999-02-03", "use": "original"}],
    "ids": [{"scheme": "imdb", "entity": "title", "value": "tt0078748"}],
    "credits": [{"name": "J. Wick", "role": "actor", "kind": "person", "character": "Keeper"}],
}  # fmt: skip  # a document
"""What is known of a work when its sidecar is written."""
_ERRORS = [getattr(errors, name) for name in dir(errors) if isinstance(getattr(errors, name), type)]


class ByKind:
    """Inherited by `PluginConformance`; what a plugin does not bring is not looked for."""

    plugin: ClassVar[str] = ""
    settings: ClassVar[Mapping[str, Any]] = {}

    def brought(self, hook: str) -> list[Any]:
        """Ask a fresh plugin one declaration hook; nothing answers it."""
        context = fake_context(self.plugin)
        context.http.fail("refused")
        plugin = load_plugin(self.plugin, settings=self.settings, context=context)
        return list(getattr(plugin, hook, list)())

    def test_a_plan_is_made_or_refused_for_every_source_and_the_same_twice(self) -> None:
        """A plan is pure: it makes arguments or says `Unsupported`, whatever is known of the source."""
        for profile in self.brought("mediad_encoder_profiles"):
            for source in SOURCES:
                first, second = (asyncio.run(_planned(profile, source)) for _ in range(2))
                assert first == second, f"{profile.id} changes its mind"
                if first is not None:
                    assert mistake(first, Encoding) == ""
                    assert {INPUT, OUTPUT} <= set(first.arguments), f"{profile.id} leaves out where from or where to"
                    assert first.streams, f"{profile.id} promises nothing"

    def test_a_profile_says_how_well_a_source_fits_and_looks_at_every_result(self) -> None:
        """It is asked before anything is known of the source, and whatever came of it."""
        for profile in self.brought("mediad_encoder_profiles"):
            for source in SOURCES:
                first, second = (asyncio.run(_fit(profile, source)) for _ in range(2))
                assert first == second, f"{profile.id} changes its mind"
                assert first is None or 0 <= first <= 1, f"{profile.id} fits {first}, not from 0 to 1"
            for source, result in product(SOURCES, repeat=2):
                asyncio.run(_looked_at(profile, source, result))

    def test_a_profile_names_devices_that_exist_and_a_test_encode_that_can_be_made(self) -> None:
        """What a device is called, and where the picture comes from and goes to, is not for a profile to invent."""
        for profile in self.brought("mediad_encoder_profiles"):
            assert set(profile.needs) <= set(DEVICES), f"{profile.id} needs what is none of {', '.join(DEVICES)}"
            if profile.probe:
                ends = (*profile.probe[:2], profile.probe[-1])
                assert ends == ("-i", INPUT, OUTPUT), f"the probe of {profile.id} is not -i INPUT ... OUTPUT"
            assert profile.instead != profile.id, f"{profile.id} cannot be used in the place of itself"

    def test_a_protocol_knows_its_place_and_shapes_every_error(self) -> None:
        """Its prefix is one word, its routes have permissions, and no error of the daemon escapes its shape."""
        for delivery in self.brought("mediad_deliveries"):
            assert delivery.prefix.count("/") == 1, f"{delivery.prefix} is not one segment"
            assert delivery.prefix.startswith("/")
            assert [route.path for route in delivery.routes if route.permission not in {*PERMISSIONS, PUBLIC}] == []
            for cls in _ERRORS:
                if issubclass(cls, MediadError):
                    shaped = asyncio.run(_refused(delivery, cls("no")))
                    assert mistake(shaped, Response) == "", f"{cls.__name__} has no shape"

    def test_who_shows_nothing_right_is_nobody(self) -> None:
        """Signing in fails closed."""
        for delivery in self.brought("mediad_deliveries"):
            for given in (request(), request(u=ODD), request(u="admin", p="", t="", s="", apiKey="")):
                assert asyncio.run(_caller(delivery.sign_in, given)) is None
        for method in self.brought("mediad_sign_ins"):
            for typed in ((ODD, ODD), ("admin", ODD), (ODD, "admin")) if method.check else ():
                assert asyncio.run(_caller(method.check, *typed)) is None
            for shown in ({}, {"state": ATTEMPT.state}, {"code": ODD, "state": ODD}) if method.finish else ():
                assert asyncio.run(_caller(method.finish, shown, ATTEMPT)) is None

    def test_a_sign_in_method_can_be_used(self) -> None:
        """It checks passwords, or it sends people away and knows them when they are back, or both."""
        for method in self.brought("mediad_sign_ins"):
            assert method.label.strip(), f"{method.id} has no word for its button"
            assert (method.begin is None) == (method.finish is None), f"{method.id} begins what it does not finish"
            assert method.check or method.begin, f"{method.id} has no way in"

    def test_a_provider_says_what_it_knows_and_finds_nothing_for_nothing(self) -> None:
        """Its kinds are named, and its pictures can be had where it offers any."""
        for provider in self.brought("mediad_metadata_providers"):
            assert provider.kinds
            assert provider.label
            assert provider.images is None or provider.download is not None, "who offers pictures gives their bytes"

    def test_a_sidecar_is_a_file_of_the_folder_that_is_read_or_refused(self) -> None:
        """Anybody may have written it: whatever its bytes are, there are fields or an error, and the same twice."""
        for sidecar in self.brought("mediad_sidecars"):
            assert sidecar.names, f"{sidecar.id} has no names"
            assert [name for name in sidecar.names if not name or "/" in name] == [], f"{sidecar.id} leaves its folder"
            assert sidecar.read or sidecar.write, f"{sidecar.id} neither reads nor writes"
            for data in STRANGE if sidecar.read else ():
                first, second = (_said(sidecar.read, data) for _ in range(2))
                assert first == second, f"{sidecar.id} changes its mind"

    def test_what_a_sidecar_writes_is_read_again_and_written_the_same(self) -> None:
        """A file is written anew whenever a work changed: nothing new has to be the same bytes, whatever was there."""
        for sidecar in self.brought("mediad_sidecars"):
            for before in (b"", *STRANGE) if sidecar.write else ():
                try:
                    data = _code(sidecar.write)(FIELDS, before)
                except PluginFault:
                    continue
                assert isinstance(data, bytes), f"{sidecar.id} gives what are no bytes"
                if data == before:
                    continue  # nothing of these fields is its to say
                assert _code(sidecar.write)(FIELDS, data) == data, f"{sidecar.id} changes what it wrote"
                told = dict(_code(sidecar.read)(MemoryFile(name="sidecar", data=data))) if sidecar.read else FIELDS
                assert told.get("title") == FIELDS["title"], f"{sidecar.id} does not read what it wrote"

    def test_a_command_and_a_route_name_permissions_that_exist(self) -> None:
        """A name that nobody holds lets nobody in."""
        named = [each.permission for hook in ("mediad_commands", "mediad_routes") for each in self.brought(hook)]
        assert [each for each in named if each not in PERMISSIONS] == []

    def test_a_schedule_is_for_a_job_of_the_plugin(self) -> None:
        """The clock starts the plugin's own jobs."""
        jobs = {each.id for each in self.brought("mediad_jobs")}
        assert [each.id for each in self.brought("mediad_schedules") if each.job not in jobs] == []


def _code(reference: str) -> Any:
    module, _, name = reference.partition(":")
    return getattr(import_module(module), name)


def _said(read: str, data: bytes) -> str:
    """Give what a sidecar says as it is stored, or the code of its error."""
    try:
        return dumps(dict(_code(read)(MemoryFile(name="sidecar", data=data))))
    except PluginFault as error:
        return error.code


async def _planned(profile: EncoderProfile, source: SourceFacts) -> Encoding | None:
    try:
        return await settled(profile.plan(source))
    except Unsupported:
        return None


async def _fit(profile: EncoderProfile, source: SourceFacts) -> float | None:
    try:
        return await settled(profile.accepts(source)) if profile.accepts else None
    except Unsupported:
        return None


async def _looked_at(profile: EncoderProfile, source: SourceFacts, result: SourceFacts) -> None:
    with suppress(Unsupported, UserError):
        if profile.verify:
            await settled(profile.verify(source, result))


async def _refused(delivery: Any, error: MediadError) -> Any:
    return await settled(delivery.refuse(request(), error))


async def _caller(sign_in: Any, *given: Any) -> Any:
    async with alive(None):
        try:
            return await answer(sign_in, *given)
        except PluginFault:  # wrong, missing, or away: nobody in any case
            return None
