"""The static manifest `mediad-plugin.toml`: read without importing the plugin.

id = "tmdb"
name = "TMDB"
summary = "Films and series from themoviedb.org"
requires_sdk = ">=1.0rc1,<2"
settings = "mediad_plugin_tmdb.settings:Settings"     # optional

[permissions]
library = "Looks for works that lack metadata"
network = { reason = "Asks the catalogue", hosts = ["api.themoviedb.org", "image.tmdb.org"] }
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from difflib import get_close_matches
from typing import Any

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid
from mediad_sdk.permissions import GRANTS

FILE_NAME = "mediad-plugin.toml"
ID_PATTERN = re.compile(r"(?=.{2,32}$)[a-z](?:_?[a-z0-9])*")
_CHOICES = {"instances": ("single", "many"), "isolation": ("inline", "process")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """One thing that a plugin asks for.

    Attributes:
        reason: Why, for the person who approves it.
        hosts: For `network`: host names, `*.example.org` for all below one, `@settings` for those of addresses that
            stand in the settings.
        access: For `library`: `read` or `write`.
    """

    reason: str
    hosts: tuple[str, ...] = ()
    access: str = "read"

    def facts(self) -> dict[str, Any]:
        """Give it as JSON; what was approved is compared with this."""
        return {
            "reason": self.reason,
            **({"hosts": list(self.hosts)} if self.hosts else {}),
            **({"access": self.access} if self.access != "read" else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a plugin says of itself before its code runs.

    Attributes:
        id: Permanent name, equal to the entry point's.
        name: What people read.
        summary: One line.
        requires_sdk: A version range of mediad-sdk with both ends.
        settings: `module:Class` of the settings model, "" for none.
        instances: `single` or `many`.
        isolation: `inline` in the daemon, or `process`: in a child of its own. The administrator may ask for more.
        permissions: What it needs.
    """

    id: str
    name: str
    requires_sdk: str
    summary: str = ""
    settings: str = ""
    instances: str = "single"
    isolation: str = "inline"
    permissions: Mapping[str, Permission] = field(default_factory=dict)


def parse_manifest(table: Mapping[str, Any]) -> Manifest:
    """Check a manifest's table; raises `Invalid` with every mistake."""
    if places := tuple(_mistakes(table)):
        raise Invalid(f"{FILE_NAME} is not valid", places=places, remedy=f"Correct {FILE_NAME} in the package.")
    asked = {name: _permission(value) for name, value in table.get("permissions", {}).items()}
    return Manifest(**{**table, "permissions": asked})


def _mistakes(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((key, "is not a key of a manifest") for key in table if key not in Manifest.__dataclass_fields__)
    texts = ("id", "name", "requires_sdk", "summary", "settings")
    yield from ((key, "is missing") for key in texts[:3] if key not in table)
    yield from ((key, "must be text") for key in texts if not isinstance(table.get(key, ""), str))
    if isinstance(table.get("id"), str) and not ID_PATTERN.fullmatch(table["id"]):
        yield "id", "must be 2 to 32 of a-z, 0-9 and single _ between them, beginning with a letter"
    for key, choices in _CHOICES.items():
        if table.get(key, choices[0]) not in choices:
            yield key, f"must be {' or '.join(choices)}"
    asked = table.get("permissions", {})
    if not isinstance(asked, Mapping):
        yield "permissions", "must be a table of reasons"
        return
    for name, value in asked.items():
        yield from ((f"permissions.{name}", why) for why in _mistakes_in_permission(name, value))


def _mistakes_in_permission(name: str, value: Any) -> Iterator[str]:
    if (grant := GRANTS.get(name)) is None:
        near = get_close_matches(name, GRANTS, n=1)
        yield "is no permission" + (f", did you mean {near[0]}?" if near else f"; there are {', '.join(GRANTS)}")
        return
    said = {"reason": value} if isinstance(value, str) else value
    if not isinstance(said, Mapping) or not isinstance(said.get("reason"), str) or not said["reason"].strip():
        yield "must say a reason"
        return
    yield from (f"has no {key}" for key in said if key not in ("reason", *grant.keys))
    hosts = said.get("hosts", [])
    if not isinstance(hosts, list) or not all(isinstance(host, str) and host for host in hosts):
        yield "hosts must be a list of host names"
    elif name == "network" and not hosts:
        yield "must name its hosts"
    if said.get("access", "read") not in ("read", "write"):
        yield "access must be read or write"


def _permission(value: str | Mapping[str, Any]) -> Permission:
    if isinstance(value, str):
        return Permission(reason=value)
    return Permission(
        reason=value["reason"], hosts=tuple(value.get("hosts", ())), access=str(value.get("access", "read"))
    )
