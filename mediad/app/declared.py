"""What the configuration declares: roles over the built-in ones, and libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.storage.ports import accounts as port
from mediad_sdk.permissions import ROLES

if TYPE_CHECKING:
    from mediad.app.library import Library
    from mediad.config.models import Config
    from mediad.storage.ports import Storage, Transaction


async def declare(config: Config, storage: Storage, library: Library) -> None:
    """Let roles and libraries be as the configuration declares them: both, or with a mistake neither."""

    async def unit(tx: Transaction) -> None:
        await port.declare_roles(tx, declared_roles(config))
        await library.declare(tx, config)

    await storage.write(unit)


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
