"""A media type, installed where only a test looks: `NAME.block` holds a title. And who counts each opening of it."""

from __future__ import annotations

import ctypes
import os
import select
import struct
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSE_NOWRITE, _ISDIR = 0x10, 0x40000000
_EVENT = struct.Struct("iIII")

MANIFEST = 'id = "counted"\nname = "Counted"\nrequires_sdk = ">=1.0rc1,<2"\n'
ENTRY = "[mediad.plugins]\ncounted = mediad_plugin_counted:plugin\n"
PACKAGE = """
from mediad_sdk import Kind, MediaType, hookimpl

HERE = "mediad_plugin_counted.blocks"
BLOCKS = MediaType(
    id="blocks", label="Blocks", kinds=(Kind(id="block", label="Block", plural="Blocks", bears_files=True),),
    claim=f"{HERE}:claim", extract=f"{HERE}:extract", assemble=f"{HERE}:assemble",
)


class Plugin:
    @hookimpl
    def mediad_media_types(self):
        return [BLOCKS]


def plugin(context, settings):
    return Plugin()
"""
BLOCKS = """
from mediad_sdk import Claim, Document, Edition, Part, Source, Work, match_key

def claim(listing):
    names = tuple(entry.name for entry in listing.files if entry.name.endswith(b".block"))
    return Claim(files=names, confidence=0.9) if names else None

def extract(file):
    with file.open() as stream:
        title = stream.read().decode()
    return {"title": title}

def assemble(listing, facts):
    for found in facts:
        if not found.error:
            title = found.facts["title"]
            yield Work(
                kind="block", key=match_key(title),
                documents=(Document(source="tags", fields={"title": title}, file=found.name),),
                editions=(Edition(parts=(Part(sources=(Source(file=found.name),)),)),),
            )
"""


def install(site: Path) -> Path:
    """Do as pip would, for a distribution of two modules."""
    files = {
        "mediad_plugin_counted/__init__.py": PACKAGE,
        "mediad_plugin_counted/blocks.py": BLOCKS,
        "mediad_plugin_counted/mediad-plugin.toml": MANIFEST,
        "mediad_plugin_counted-1.0.dist-info/METADATA": (
            "Metadata-Version: 2.1\nName: mediad-plugin-counted\nVersion: 1.0\nRequires-Dist: mediad-sdk\n"
        ),
        "mediad_plugin_counted-1.0.dist-info/entry_points.txt": ENTRY,
    }
    files["mediad_plugin_counted-1.0.dist-info/RECORD"] = "".join(f"{path},,\n" for path in files)
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    return site


@contextmanager
def openings(folders: list[Path]) -> Iterator[Counter[tuple[str, int]]]:
    """Count who reads the files of these folders, each by its name and the time of its content."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor, over = libc.inotify_init1(os.O_CLOEXEC), threading.Event()
    watched = {libc.inotify_add_watch(descriptor, os.fsencode(each), _CLOSE_NOWRITE): each for each in folders}
    counted: Counter[tuple[str, int]] = Counter()
    listening = threading.Thread(target=_listen, args=(descriptor, over, watched, counted))
    listening.start()
    try:
        yield counted
    finally:
        over.set()
        listening.join()
        os.close(descriptor)


def _listen(
    descriptor: int, over: threading.Event, watched: dict[int, Path], counted: Counter[tuple[str, int]]
) -> None:
    while select.select([descriptor], [], [], 0.1)[0] or not over.is_set():
        if not select.select([descriptor], [], [], 0)[0]:
            continue
        data, at = os.read(descriptor, 1 << 20), 0
        while at < len(data):
            number, mask, _, length = _EVENT.unpack_from(data, at)
            name = data[at + _EVENT.size : at + _EVENT.size + length].rstrip(b"\0").decode()
            at += _EVENT.size + length
            if name and not mask & _ISDIR:
                counted[name, (watched[number] / name).stat().st_mtime_ns] += 1
