"""How people name things on the command line, before it becomes part of an address."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from mediad.cli.codes import Code, CommandError


def id_of(what: str, given: str, *, listed_by: str) -> str:
    """Take an id as it was typed; anything else would lead to another address, or to none."""
    try:
        return str(UUID(given))
    except ValueError:
        raise CommandError(
            f"{given!r} is no id of a {what}.", code=Code.NOT_FOUND, remedy=f"`{listed_by}` shows the ids."
        ) from None


def word(given: str) -> str:
    """Take a name that stands in an address."""
    return quote(given, safe="")


def means(library: dict[str, Any], given: str) -> bool:
    """Tell whether a library was named: by what people see, its name in the configuration, or its id."""
    named = (library["name"], library.get("slug") or "", library["id"])
    return given.casefold() in {each.casefold() for each in named if each}
