"""Sign-in methods: other ways to say who somebody is. Experimental: no plugin uses this yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from mediad_sdk.calls import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a person must do next: follow an address, or fill in fields.

    Attributes:
        redirect: The address to go to, "" for none.
        fields: Names of fields to fill in, each with its label.
        state: What `finish` gets back; kept by the daemon, never shown.
    """

    redirect: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    state: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, elsewhere.

    Attributes:
        subject: The permanent id at the method.
        name: What they are called there; a new account gets this name.
        groups: Groups there, which the administrator maps to roles.
    """

    subject: str
    name: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A method of signing in.

    Attributes:
        id: Permanent name: `oidc`, `ldap`.
        label: What people read on the button.
        begin: Starts; gets the address that the answer comes back to.
        finish: Ends, with what came back and the challenge's state; raises `AuthError`.
    """

    id: str
    label: str
    begin: Annotated[Callable[[str], Awaitable[Challenge]], Call(limit=10)]
    finish: Annotated[Callable[[Mapping[str, str], Mapping[str, str]], Awaitable[Identity]], Call(limit=10)]
