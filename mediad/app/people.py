"""The people of a house: their roles, the built-in ones and over them the configuration's, and their ways in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mediad.accounts.access import Access
from mediad.accounts.outsiders import Outsiders
from mediad.accounts.passwords import Passwords
from mediad.accounts.sign_ins import SignIns
from mediad.accounts.users import Users
from mediad.storage.ports import accounts as port
from mediad_sdk.permissions import ROLES
from mediad_sdk.values.signin import SignIn

if TYPE_CHECKING:
    from mediad.app.house import House
    from mediad.config.models import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """What the routes take of the room of people."""

    users: Users
    access: Access
    outsiders: Outsiders
    sign_ins: SignIns


def make_people(house: House) -> People:
    """Open the ways in: the daemon's own, and those that plugins bring."""
    storage, clock, passwords = house.storage, house.clock, Passwords()
    users, access = Users(storage, clock, passwords), Access(storage, clock, passwords)
    outsiders = Outsiders(storage, clock, users, lambda: house.config.sign_in)
    house.lent.on_leaving = outsiders.left
    methods = partial(house.plugins.by_instance, SignIn)
    sign_ins = SignIns(access, outsiders, clock, methods, lambda: house.config.sign_in)
    return People(users=users, access=access, outsiders=outsiders, sign_ins=sign_ins)


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
