"""Who somebody that a sign-in method knows is here: linked by its instance and their id there, or made when allowed.

A name opens nothing: somebody who is called there as a user is called here stays out until an administrator links them.
"""

from __future__ import annotations

import logging
from functools import partial
from shlex import quote
from typing import TYPE_CHECKING

from mediad.accounts.users import Profile
from mediad.config.sign_in import SignInMethod
from mediad.storage.ports import account_links as links
from mediad.storage.ports import accounts as port
from mediad.storage.ports.ids import new_uids
from mediad_sdk.errors import AuthError, Conflict, Invalid, NotFound
from mediad_sdk.storable import storable

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.accounts.users import Users
    from mediad.config.sign_in import SignInRules
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock
    from mediad_sdk.values.signin import Identity

LONGEST_SUBJECT, LONGEST_NAME = 500, 100
_log = logging.getLogger("mediad.accounts")
_ASK = "Ask an administrator to let you in."


class Outsiders:
    """Finds, makes and links users for those whom sign-in methods know."""

    def __init__(self, storage: Storage, clock: Clock, users: Users, rules: Callable[[], SignInRules]) -> None:
        self._storage = storage
        self._clock = clock
        self._users = users
        self._rules = rules

    async def account_of(self, instance: str, who: Identity) -> port.Account:
        """Find whose account it is, or make one; raises `AuthError` with what the log tells an administrator."""
        subject, name = storable(who.subject), storable(who.name).strip()[:LONGEST_NAME]
        if not subject.strip() or len(subject) > LONGEST_SUBJECT:
            raise _refused(
                f"{instance} gave an id of {len(subject)} characters for {name!r}", "It is the plugin's bug."
            )
        rule = self._rules().methods.get(instance, SignInMethod())
        linked = await links.by_subject(self._storage, instance, subject)
        if linked is None:
            await self._make(instance, subject, name, _role(rule, who) if rule.create_users else None)
            linked = await links.by_subject(self._storage, instance, subject)
        account = await port.by_id(self._storage, linked.account) if linked is not None else None
        if linked is None or account is None:
            raise _refused(f"{instance}: the user of {subject!r} was removed meanwhile", "Sign in again.")
        if account.disabled:
            raise _refused(
                f"{instance}: {account.name!r} is disabled here", "`mediad user change --enable` lets them in."
            )
        if linked.made:
            account = await self._follow(account, instance, _role(rule, who))
        await self._storage.write(
            lambda tx: tx.execute("account_links.used", {"now": self._clock.now_ms(), "id": linked.id})
        )
        return account

    async def link(self, account: port.Account, instance: str, subject: str) -> str:
        """Link a user with who they are elsewhere; gives the link's public id."""
        uid = new_uids(self._clock.now_ms(), 1)[0]
        await self._storage.write(partial(self._add, uid=uid, instance=instance, subject=subject, account=account.id))
        return uid

    async def unlink(self, account: port.Account, uid: str) -> None:
        """Undo a link of a user, and end the sessions that came by it; raises `NotFound`."""
        instance = await self._storage.fetch_value("account_links.instance", (uid, account.id))
        if instance is None:
            raise NotFound(f"{account.name} has no link {uid}.")

        async def unit(tx: Transaction) -> None:
            await tx.execute("account_links.remove", (uid,))
            await tx.execute("account_links.close_sessions_of", {"method": instance, "account": account.id})
            tx.announce(port.TOPIC)

        await self._storage.write(unit)

    async def left(self, instance: str) -> None:
        """Hear that a method is there no more: its sessions end, when that is the rule."""
        if self._rules().methods.get(instance, SignInMethod()).sessions == "keep":
            return

        async def unit(tx: Transaction) -> None:
            await tx.execute("account_links.close_sessions", (instance,))
            tx.announce(port.TOPIC)

        await self._storage.write(unit)

    async def _make(self, instance: str, subject: str, name: str, role: str | None) -> None:
        there = f"{instance} knows {name!r} as {subject!r}, who"
        link = f"`mediad user link NAME {instance} {quote(subject)}` lets them in as a user who is there."
        if role is None:
            raise _refused(f"{there} is nobody here", link)
        if not role:
            raise _refused(
                f"{there} is in no group that has a role here", f"Add one to sign_in.methods.{instance}.groups."
            )
        uid = new_uids(self._clock.now_ms(), 1)[0]
        and_link = partial(self._add, uid=uid, instance=instance, subject=subject, made=True)
        try:
            await self._users.add(Profile(name=name, role=role), and_then=lambda tx, made: and_link(tx, account=made))
        except Conflict as error:
            if await links.by_subject(self._storage, instance, subject) is not None:
                return  # the same person was quicker in another window
            raise _refused(f"{there} is called as somebody else is called here", link) from error
        except Invalid as error:
            places = "; ".join(f"{where[1:]} {what}" for where, what in error.places)
            raise _refused(f"{there} cannot be added: {places}", f"Look at sign_in.methods.{instance}.") from error
        _log.info("added the user %r as %s, whom %s knows as %r", name, role, instance, subject)

    async def _add(
        self, tx: Transaction, *, uid: str, account: int, instance: str, subject: str, made: bool = False
    ) -> None:
        row = {
            "id": await tx.reserve("account_link"), "uid": uid, "account": account, "instance": instance,
            "subject": subject, "made": int(made), "created": self._clock.now_ms(),
        }  # fmt: skip
        if not await tx.execute("account_links.add", row):
            raise Conflict(f"{subject!r} of {instance} is linked already.", remedy="Undo that link first.")

    async def _follow(self, account: port.Account, instance: str, role: str) -> port.Account:
        """Let a user whom the method added have the role of its groups."""
        if not role:
            why = f"{instance}: {account.name!r} is in no group that has a role here any more"
            raise _refused(why, f"Add one to sign_in.methods.{instance}.groups.")
        if role == account.role or not self._rules().methods.get(instance, SignInMethod()).groups:
            return account
        profile = Profile(name=account.name, role=role, max_age=account.max_age)
        try:
            changed = await self._users.change(account.uid, profile, account.revision)
        except (Conflict, Invalid) as error:  # the last administrator; a role that is gone; changed meanwhile
            _log.warning("%r stays %s, though %s says %s: %s", account.name, account.role, instance, role, error)
            return account
        _log.info("%r is %s now, as the groups of %s say", account.name, role, instance)
        return changed


def _role(rule: SignInMethod, who: Identity) -> str:
    return next((role for group, role in rule.groups.items() if group in who.groups), rule.role)


def _refused(why: str, remedy: str) -> AuthError:
    _log.warning("a sign-in was refused: %s. %s", why, remedy)
    return AuthError("You are known there, but nobody has let you in here.", remedy=_ASK)
