"""A media type, installed where only a test looks, that counts each opening of a file: `NAME.block` holds a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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
import os
from pathlib import Path

from mediad_sdk import Claim, Document, Edition, Part, Source, Work, match_key

def claim(listing):
    names = tuple(entry.name for entry in listing.files if entry.name.endswith(b".block"))
    return Claim(files=names, confidence=0.9) if names else None

def extract(file):
    with file.open() as stream:
        title = stream.read().decode()
    above = next(path for path in Path(file.path).parents if path.name == "blocks")
    log = os.open(above.with_name("opened.log"), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, f"{title}\\n".encode())
    os.close(log)
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
