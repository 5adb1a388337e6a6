"""Folders as the runner hands them to `claim` and `assemble`; facts as files of sound give them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from mediad_plugin_audiobooks import texts
from mediad_plugin_audiobooks.assemble import assemble
from mediad_plugin_audiobooks.claim import claim
from mediad_sdk.values.media import Entry, Extracted, Listing

RANKS = ("metadata", "text", "nfo", "tags", "name")


def listing(path: str, names: Any, folders: tuple[str, ...] = ()) -> Listing:
    entries = [Entry(name=name.encode(), size=1000) for name in names]
    entries += [Entry(name=name.encode(), type="folder") for name in folders]
    return Listing(path=path.encode(), entries=tuple(sorted(entries, key=lambda entry: entry.name)))


def sound(minutes: int = 1, **tags: Any) -> dict[str, Any]:
    """The facts of a file of sound; `chapters` are the facts' own, all else are tags."""
    chapters = tags.pop("chapters", [])
    more = {"chapters": chapters} if chapters else {}
    return {"audio": {"codec": "mp3", "duration_ms": minutes * 60_000}, "tags": tags, **more}


def works(path: str, files: dict[str, Any]) -> list[Any]:
    """Claim and assemble one folder; a file's value is its facts, a paper's text, or the code of a failure."""
    folder = listing(path, files)
    claimed = claim(folder)
    assert claimed is not None
    return [*assemble(folder, [_extracted(name, files[name.decode()]) for name in claimed.files])]


def _extracted(name: bytes, value: Any) -> Extracted:
    if isinstance(value, str) and name.endswith((b".txt", b".json", b".nfo")):
        return Extracted(name=name, facts=texts.read(name.decode(), value.encode()))
    if isinstance(value, str):
        return Extracted(name=name, error=value)
    return Extracted(name=name, facts=value)


def told(work: Any) -> dict[str, Any]:
    """Give what programs are told: of each field what the best source says."""
    fields: dict[str, Any] = {}
    for document in sorted(work.documents, key=lambda each: RANKS.index(each.source)):
        for name, value in document.fields.items():
            fields.setdefault(name, value)
    people = fields.get("credits", ())
    return {
        "title": fields.get("title"),
        "authors": [each["name"] for each in people if each["role"] == "author"],
        "narrators": [each["name"] for each in people if each["role"] == "narrator"],
        "year": next((each["value"][:4] for each in fields.get("dates", ())), ""),
        "series": [(each.target.title, each.position.label if each.position else "") for each in work.relations],
        "parts": [[part.sources[0].file.decode() for part in edition.parts] for edition in work.editions],
    }


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """Makers of folders and facts."""
    return SimpleNamespace(listing=listing, sound=sound, works=works, told=told)
