"""The static manifest `mediad-plugin.toml`: read without importing the plugin.

id = "music"
name = "Music"
summary = "Albums, tracks and artists"
requires_sdk = ">=0.1,<0.2"
settings = "mediad_plugin_music.settings:Settings"     # optional

[permissions]
library = "Adds albums and tracks"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mediad_sdk.errors import Invalid

FILE_NAME = "mediad-plugin.toml"
ID_PATTERN = re.compile(r"[a-z][a-z0-9_]{1,31}")


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
        permissions: What it needs, each with its reason.
    """

    id: str
    name: str
    requires_sdk: str
    summary: str = ""
    settings: str = ""
    instances: str = "single"
    permissions: Mapping[str, str] = field(default_factory=dict)


def parse_manifest(table: Mapping[str, Any]) -> Manifest:
    """Check a manifest's table; raises `Invalid` with every mistake."""
    known = Manifest.__dataclass_fields__
    places = [(key, "is not a key of a manifest") for key in table if key not in known]
    places += [(key, "is missing") for key in ("id", "name", "requires_sdk") if not isinstance(table.get(key), str)]
    if not places and not ID_PATTERN.fullmatch(table["id"]):
        places.append(("id", "must be 2 to 32 of a-z, 0-9 and _, beginning with a letter"))
    if table.get("instances", "single") not in ("single", "many"):
        places.append(("instances", "must be single or many"))
    if not isinstance(table.get("permissions", {}), Mapping):
        places.append(("permissions", "must be a table of reasons"))
    if places:
        raise Invalid(f"{FILE_NAME} is not valid", places=tuple(places), remedy=f"Correct {FILE_NAME} in the package.")
    return Manifest(**table)
