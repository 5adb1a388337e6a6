"""Sign-in methods: other ways to say who somebody is.

A method says who somebody is elsewhere. Which user of mediad that is, whether one is made, and what they may do, is for
the daemon and its administrator to say.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from typing import Annotated

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sign-in that was begun. The daemon keeps it: for ten minutes, for one answer, for the browser that began it.

    Attributes:
        back: The address that the answer comes back to, the same at every attempt.
        state: Is sent along, and comes back as `state`; the daemon refuses every other before it asks the method.
        nonce: Random, for what the other side signs.
        verifier: Random, for PKCE: `challenge` is sent at first, this at the end.
        kept: What `begin` wanted to have back.
    """

    back: str
    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def challenge(self) -> str:
        """The verifier as PKCE sends it at first, by its method `S256`."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """Where a person has to go.

    Attributes:
        redirect: The address to go to: http or https.
        kept: What `finish` gets back in the attempt; never shown.
    """

    redirect: str
    kept: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, elsewhere.

    Attributes:
        subject: The permanent id there: never given to somebody else, and not changed with the name.
        name: What they are called there; a new user gets this name.
        groups: Groups there, which the administrator maps to roles.
    """

    subject: str
    name: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A method of signing in: by a password that it checks, by an address that it sends people to, or by both.

    Whoever it does not know is None: the ordinary answer to a wrong password. `UserError` says why in a sentence, which
    is shown after a redirect. `AuthError` means that the method's own credentials are refused, and counts as a failure.

    Attributes:
        id: Permanent name: `oidc`, `ldap`.
        label: What people read on the button.
        check: Says who a name and a password are; never called with an empty one.
        begin: Says where a person has to go.
        finish: Says who they are, by what came back; each name once.
    """

    id: str
    label: str
    check: Annotated[Callable[[str, str], Awaitable[Identity | None]], Call(limit=10)] | None = None
    begin: Annotated[Callable[[Attempt], Awaitable[Challenge]], Call(limit=10)] | None = None
    finish: Annotated[Callable[[Mapping[str, str], Attempt], Awaitable[Identity | None]], Call(limit=10)] | None = None
