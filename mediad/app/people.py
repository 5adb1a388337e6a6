"""The roles of a house: the built-in ones, and over them those of the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.storage.ports import accounts as port
from mediad_sdk.permissions import ROLES

if TYPE_CHECKING:
    from mediad.config.models import Config


def declared_roles(config: Config) -> list[port.Role]:
    """Give the roles that hold now."""
    built_in = {
        name: port.Role(name=name, permissions=frozenset(held), libraries=("*",), origin="core")
        for name, held in ROLES.items()
    }
    own = {
        name: port.Role(name=name, permissions=frozenset(role.permissions), libraries=role.libraries, origin="file")
        for name, role in config.roles.items()
    }
    return [*{**built_in, **own}.values()]
