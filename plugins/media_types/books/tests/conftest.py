"""Files as the runner hands them to `extract`, and folders as it hands them to `assemble`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from mediad_plugin_books.assemble import assemble
from mediad_plugin_books.claim import claim
from mediad_plugin_books.extract import extract
from mediad_sdk.errors import PluginFault
from mediad_sdk.testing import MemoryFile
from mediad_sdk.values.media import Entry, Extracted, Listing


def listing(path: str, files: dict[str, bytes]) -> Listing:
    entries = [Entry(name=name.encode(), size=len(data)) for name, data in sorted(files.items())]
    return Listing(path=path.encode(), entries=tuple(entries))


def works(path: str, files: dict[str, bytes]) -> list[Any]:
    """Claim, extract and assemble one folder."""
    folder = listing(path, files)
    claimed = claim(folder)
    return [*assemble(folder, [_facts(name, files) for name in (claimed.files if claimed else ())])]


def _facts(name: bytes, files: dict[str, bytes]) -> Extracted:
    try:
        return Extracted(name=name, facts=extract(MemoryFile(name.decode(), files[name.decode()])))
    except PluginFault as error:
        return Extracted(name=name, error=error.code)


def told(work: Any) -> dict[str, Any]:
    """Give what programs are told: of each field what the best source says."""
    ranks = ("tags", "name", "info", "guess")
    fields: dict[str, Any] = {}
    for document in sorted(work.documents, key=lambda each: ranks.index(each.source)):
        for name, value in document.fields.items():
            fields.setdefault(name, value)
    series = [(each.target.title, each.position.label if each.position else "") for each in work.relations]
    return {
        "title": fields.get("title"),
        "authors": [each["name"] for each in fields.get("credits", ()) if each["role"] == "author"],
        "year": next((each["value"][:4] for each in fields.get("dates", ())), ""),
        "series": series,
        "formats": [edition.rendition for edition in work.editions],
    }


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """Makers of files and folders."""
    return SimpleNamespace(whole=MemoryFile, listing=listing, works=works, told=told)
