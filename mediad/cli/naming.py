"""How people name things on the command line, before it becomes part of an address."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

from mediad.cli.codes import Code, CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator


def id_of(what: str, given: str, *, listed_by: str) -> str:
    """Take an id as it was typed; anything else would lead to another address, or to none."""
    try:
        return str(UUID(given))
    except ValueError:
        raise CommandError(
            f"{given!r} is no id of a {what}.", code=Code.NOT_FOUND, remedy=f"`{listed_by}` shows the ids."
        ) from None


@contextmanager
def known(what: str, given: str, *, listed_by: str) -> Iterator[None]:
    """Say in the words of the command line that there is no such thing; the daemon's word speaks of addresses."""
    try:
        yield
    except CommandError as error:
        if error.exit_code != Code.NOT_FOUND:
            raise
        raise CommandError(
            f"There is no {what} {given!r}.", code=Code.NOT_FOUND, remedy=f"See `{listed_by}`."
        ) from error


def word(given: str) -> str:
    """Take a name that stands in an address."""
    return quote(given, safe="")


_WAITING = {"needs_settings": "waiting for its settings", "needs_approval": "waiting for an approval"}


def standing(plugin: dict[str, Any]) -> str:
    """Say in a sentence how a plugin is."""
    told = f"The plugin {plugin['instance']} is {_WAITING.get(plugin['state'], plugin['state'])}"
    return f"{told}: {plugin['reason'].rstrip('.')}." if plugin["reason"] else f"{told}."


def means(library: dict[str, Any], given: str) -> bool:
    """Tell whether a library was named: by what people see, its name in the configuration, or its id."""
    named = (library["name"], library.get("slug") or "", library["id"])
    return given.casefold() in {each.casefold() for each in named if each}
