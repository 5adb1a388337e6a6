"""Answers of the wrong shape cost their folder alone, and say whose fault it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from integration.workers import answering
from integration.workers.test_media_pool import folder

from mediad.workers.media import MediaPool
from mediad.workers.process import Limits
from mediad.workers.results import TypeCode

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.workers.process import Processes

TYPE = TypeCode(
    id="wrong", claim="answering:claim", extract="answering:extract", assemble="answering:assemble", kinds=("toy",)
)
OTHER = TypeCode(id="toy", claim="hostile:claim", extract="hostile:extract", assemble="hostile:assemble")
TOLD = {
    "claims a str": "claim gave a str; it gives a Claim",
    "claims names as str": "claim named 'x', a str; names are bytes",
    "claims None as files": "claim gave None as its files",
    "claims what is not there": "claim named 'y', which is not in the folder",
    "claims with a word": "'high'",
    "asks the network": "PermissionError",
    "makes None": "assemble gave None",
    "makes dicts": "a dict among its works",
    "says a date": "date",
    "makes an unknown kind": "the kind 'hologram', which nobody declares",
    "plays a file that is not there": "the toy 'two' has as its source 'y', which is not in the folder",
    "plays at a word": "has a part at 'first'",
    "shows what is not there": "has as its picture 'y.jpg', which is not in the folder",
    "adds what is not there": "has as its companion 'y.lrc', which is not in the folder",
}
"""What some of them are told with; all of them are told."""


async def test_a_wrong_answer_costs_its_folder_and_its_type_alone_and_is_told(
    processes: Processes, tmp_path: Path
) -> None:
    wrong = [*answering.CLAIMS, *answering.WORKS]
    paths = ["well", *wrong, "well too"]
    async with MediaPool(processes, size=1, seconds=5, limits=Limits(memory=1 << 30)) as pool:
        given = [folder(tmp_path, path, "x", "other") for path in paths]
        results = {
            result.path.decode(): result for result in await pool.process(os.fsencode(tmp_path), [TYPE, OTHER], given)
        }
    for path, result in results.items():
        assert len(result.works["toy"]) > 0, f"{path}: another type's works are there"
        if path not in wrong:
            assert (result.errors, len(result.works["wrong"])) == ((), 2)
            continue
        (error,) = result.errors
        assert (error.type, error.step) == ("wrong", "claim" if path in answering.CLAIMS else "assemble")
        assert error.code in {"wrong_answer", "error"}
        assert TOLD.get(path, "") in error.reason, error
        assert "wrong" not in result.works


async def test_works_that_no_frame_can_carry_are_refused(processes: Processes, tmp_path: Path) -> None:
    large = TypeCode(id="large", claim="answering:claim", extract="answering:extract", assemble="answering:too_many")
    async with MediaPool(processes, size=1, seconds=20, limits=Limits(memory=2 << 30)) as pool:
        (result,) = await pool.process(os.fsencode(tmp_path), [large], [folder(tmp_path, "a", "x")])
    assert [(error.step, error.code) for error in result.errors] == [("assemble", "too_large")]


async def test_a_file_that_could_be_read_in_part_tells_its_facts_and_what_is_wrong(
    processes: Processes, tmp_path: Path
) -> None:
    part = TypeCode(id="part", claim="answering:claim", extract="answering:extract_in_part", assemble=TYPE.assemble)
    async with MediaPool(processes, size=1, seconds=5, limits=Limits(memory=1 << 30)) as pool:
        (result,) = await pool.process(os.fsencode(tmp_path), [part], [folder(tmp_path, "well", "x")])
    (file,) = result.files
    assert (file.error, file.reason) == ("truncated", "It ends early.")
    assert '"title":"x"' in file.facts
    assert len(result.works["part"]) == 2
