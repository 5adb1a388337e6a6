"""Cuts a context to what a plugin was granted."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from mediad_sdk.host import Context, Withheld
from mediad_sdk.permissions import GRANTS

if TYPE_CHECKING:
    from mediad_sdk.manifest import Manifest

_NEEDS = {**{name: name for name in GRANTS}, "http": "network"}
"""Services that need a permission, and which."""


def granted(context: Context, manifest: Manifest | None) -> Context:
    """Put a refusal in the place of each service whose permission the plugin does not ask for.

    Whoever runs was approved as it is: what the manifest asks for is granted.
    """
    asked = manifest.permissions if manifest else {}
    lacking = {each.name: _NEEDS[each.name] for each in fields(context) if each.name in _NEEDS}
    withheld: dict[str, Any] = {name: Withheld(name, need) for name, need in lacking.items() if need not in asked}
    return replace(context, **withheld)
