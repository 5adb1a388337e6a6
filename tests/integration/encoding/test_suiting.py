"""What a profile says of a source before it is converted, and of the result afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from studio import PROFILES

from mediad.encoding.errors import NotVerified
from mediad_sdk.errors import NotFound, Unsupported, UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studio import Studio

    from mediad_sdk.values.encoding import SourceFacts

SMALL = next(each for each in PROFILES if each.id == "h264-480p")
MP3 = next(each for each in PROFILES if each.id == "mp3")


def raising(error: Exception) -> Callable[..., Any]:
    def run(*_facts: SourceFacts) -> None:
        raise error

    return run


async def test_profiles_are_ranked_for_a_film_with_the_reasons_of_those_that_do_not_fit(
    studio: Studio, media: Path
) -> None:
    studio.profiles += [
        replace(SMALL, id="poor", accepts=lambda source: 0.2),
        replace(SMALL, id="best-elsewhere", encoders=("libav2",)),
        replace(SMALL, id="not", accepts=lambda source: None),
    ]
    item = await studio.shelf.add(1, media / "film.mkv")
    found = {each["id"]: each for each in await studio.room().fits(item)}
    assert list(found)[:3] == ["h264-480p", "poor", "best-elsewhere"], "what cannot be used here comes last of all"
    assert [found[name]["fit"] for name in list(found)[:3]] == [1.0, 0.2, 1.0]
    assert "libav2" in found["best-elsewhere"]["reason"]
    assert {each["fit"] for each in list(found.values())[3:]} == {None}
    assert "H.264 480p is not for this." in found["not"]["reason"]
    assert "Convert it with h264-480p." in found["h264-1080p"]["reason"]
    assert "moving picture" in found["mp3"]["reason"]


async def test_what_only_plans_fits_half(studio: Studio, media: Path) -> None:
    item = await studio.shelf.add(1, media / "song.flac")
    studio.profiles = [MP3, replace(MP3, id="eager", accepts=lambda source: 7.0)]
    found = [(each["id"], each["fit"]) for each in await studio.room().fits(item)]
    assert found == [("eager", 1.0), ("mp3", 0.5)]
    with pytest.raises(NotFound):
        await studio.room().fits(item, "01890000-0000-7000-8000-00000000000f")


async def test_a_source_that_is_damaged_fits_nothing(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "broken.mkv").write_bytes(b"\x1a\x45\xdf\xa3 nothing")
    with pytest.raises(Unsupported, match="ffprobe"):
        await studio.room().fits(await studio.shelf.add(1, tmp_path / "broken.mkv"))


async def test_what_a_profile_does_not_accept_is_not_converted(studio: Studio, media: Path) -> None:
    studio.profiles = [replace(MP3, accepts=raising(Unsupported("Too loud.")))]
    with pytest.raises(Unsupported, match="Too loud"):
        await studio.encode(await studio.shelf.add(1, media / "song.flac"), "mp3")
    assert studio.files() == []


@pytest.mark.parametrize("error", [Unsupported("It crackles.", remedy="Choose FLAC."), UserError("It crackles.")])
async def test_a_result_that_its_profile_refuses_is_thrown_away(studio: Studio, media: Path, error: Exception) -> None:
    studio.profiles = [replace(MP3, verify=raising(error))]
    with pytest.raises(NotVerified, match=r"MP3 V0 does not stand by the result: It crackles\.") as refused:
        await studio.encode(await studio.shelf.add(1, media / "song.flac"), "mp3")
    assert refused.value.remedy == (getattr(error, "remedy", "") or NotVerified.remedy)
    assert studio.files() == []
    assert await studio.shelf.conversions() == []


async def test_a_profile_looks_at_source_and_result_before_anybody_sees_it(studio: Studio, media: Path) -> None:
    seen: list[tuple[SourceFacts, SourceFacts]] = []
    files: list[list[str]] = []

    def look(source: SourceFacts, result: SourceFacts) -> None:
        seen.append((source, result))
        files.append(studio.files())

    studio.profiles = [replace(MP3, verify=look)]
    await studio.encode(await studio.shelf.add(1, media / "song.flac"), "mp3")
    [(source, result)] = seen
    assert [facts.streams[0]["codec"] for facts in (source, result)] == ["flac", "mp3"]
    assert files[0][0].endswith(".part")


async def test_what_comes_back_awaited_from_another_process_is_waited_for(studio: Studio, media: Path) -> None:
    async def refuse(source: SourceFacts, result: SourceFacts) -> None:
        raise Unsupported("It crackles.")

    async def accept(source: SourceFacts) -> float:
        return 0.25

    studio.profiles = [replace(MP3, verify=refuse, accepts=accept)]  # type: ignore[arg-type]  # as the process tier does
    item = await studio.shelf.add(1, media / "song.flac")
    assert [each["fit"] for each in await studio.room().fits(item)] == [0.25]
    with pytest.raises(NotVerified, match="crackles"):
        await studio.encode(item, "mp3")
