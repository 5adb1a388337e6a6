"""The people of a house and their ways in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mediad.accounts.access import Access
from mediad.accounts.outsiders import Outsiders
from mediad.accounts.passwords import Passwords
from mediad.accounts.sign_ins import SignIns
from mediad.accounts.users import Users
from mediad_sdk.data import dataclass
from mediad_sdk.values.signin import SignIn

if TYPE_CHECKING:
    from mediad.app.house import House


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
