"""Signing in: by the daemon's own passwords, and by what sign-in methods of plugins know of people.

Whoever is refused learns nothing of which users there are: every way is asked, in the same order, whatever the name.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mediad.accounts.attempts import Attempts, Begun, drawn
from mediad.accounts.failures import Failures
from mediad.config.sign_in import OWN
from mediad_sdk.data import dataclass
from mediad_sdk.errors import AuthError, MediadError, NotFound, Unavailable, UserError
from mediad_sdk.storable import storable
from mediad_sdk.text import fold
from mediad_sdk.values.signin import Attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mediad.accounts.access import Access, Client, Opened
    from mediad.accounts.outsiders import Outsiders
    from mediad.config.sign_in import SignInRules
    from mediad.storage.ports import accounts as port
    from mediad_sdk.host import Clock
    from mediad_sdk.values.signin import Identity, SignIn

WRONG = "the name or the password is wrong"
_LONGEST_ADDRESS = 8192
_log = logging.getLogger("mediad.accounts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Where somebody goes to sign in, and what their browser shows when it is back."""

    redirect: str
    browser: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back: by which method, with what, and in which browser."""

    method: tuple[str, str]
    answer: Mapping[str, str] = field(repr=False)
    browser: str = field(repr=False)


class SignIns:
    """Lets people in.

    Args:
        methods: Gives the sign-in methods that are there now, by plugin instance.
        rules: Gives what the configuration says of them now.
    """

    def __init__(
        self,
        access: Access,
        outsiders: Outsiders,
        clock: Clock,
        methods: Callable[[], Mapping[str, Sequence[SignIn]]],
        rules: Callable[[], SignInRules],
    ) -> None:
        self._access = access
        self._outsiders = outsiders
        self._methods = methods
        self._rules = rules
        self._failures = Failures(clock)
        self._attempts = Attempts(clock)

    def methods(self) -> list[tuple[str, SignIn]]:
        """List every method with its instance, in the order in which they are asked and shown."""
        ranks = {name: rank for rank, name in enumerate(self._rules().order)}
        found = [(name, each) for name, some in self._methods().items() for each in some]
        return sorted(found, key=lambda one: (ranks.get(one[0], len(ranks)), one[0], one[1].id))

    async def by_password(self, name: str, password: str, client: Client) -> Opened:
        """Open a session for a name and a password.

        Raises `AuthError`, `RateLimited` after many failures, and `Unavailable` when a method that may know them is
        away: whatever the name, so that it tells nothing.
        """
        folded = fold(storable(name))
        self._failures.check(folded, client.address)
        away: list[str] = []
        for instance, method in self._asked() if name.strip() and password else ():
            found = await self._whose(instance, method, (name, password), away)
            self._failures.check(folded, client.address)  # again: guesses tried at the same time are many as well
            if found is not None:
                return await self._access.open(found, client, method=instance)
        self._failures.count(folded, client.address)
        _log.warning("%r was refused from %s: %s", storable(name)[:200], client.address or "here", WRONG)
        if away:
            names = ", ".join(away)
            raise Unavailable(f"{names} cannot say now who you are.", remedy="Try again, or with a password of mediad.")
        raise AuthError(WRONG)

    async def begin(self, method: tuple[str, str], back: str, onward: str, shown: str, client: Client) -> Leaving:
        """Begin to sign in at another address; `shown` is what the browser shows of attempts before."""
        declared = self._one(method)
        if declared.begin is None:
            raise NotFound(f"{declared.label} sends nobody away.", remedy="Sign in with name and password.")
        attempt = Attempt(back=back, state=drawn(), nonce=drawn(), verifier=drawn())
        with _set_up(declared.label):
            challenge = await declared.begin(attempt)
        if not _leads_somewhere(challenge.redirect):
            raise Unavailable(
                f"{declared.label} gave an address that nobody can go to.", remedy="Look at its settings."
            )
        browser = self._attempts.browser(shown)
        attempt = Attempt(
            back=back, state=attempt.state, nonce=attempt.nonce, verifier=attempt.verifier, kept=dict(challenge.kept)
        )
        self._attempts.keep(
            Begun(attempt=attempt, method=method, browser=browser, onward=onward, address=client.address)
        )
        return Leaving(redirect=challenge.redirect, browser=browser)

    async def finish(self, back: Answered, client: Client) -> tuple[Opened, str]:
        """End it: a session, and the path that the person wanted; raises `AuthError` with the reason."""
        declared = self._one(back.method)
        begun = self._attempts.take(back.answer.get("state", ""), back.browser, back.method)
        if begun is None or declared.finish is None:
            message = "This sign-in was not begun in this browser, took too long, or was used before."
            raise AuthError(message, remedy="Begin it again.")
        try:
            with _set_up(declared.label):
                who = await declared.finish(back.answer, begun.attempt)
        except UserError as error:
            self._tell_refused(back.method[0], client, str(error))
            raise AuthError(str(error), remedy=error.remedy or "Begin it again.") from error
        if who is None:
            self._tell_refused(back.method[0], client, "nobody was shown to be anybody")
            raise AuthError(f"{declared.label} does not say who you are.", remedy="Begin it again.")
        account = await self._outsiders.account_of(back.method[0], who)
        return await self._access.open(account, client, method=back.method[0]), begun.onward

    def _asked(self) -> Iterator[tuple[str, SignIn | None]]:
        """Give who is asked about a password: "" and None for ourselves, who are always asked."""
        methods, order = [each for each in self.methods() if each[1].check], self._rules().order
        before = set(order[: order.index(OWN)] if OWN in order else order)
        yield from (each for each in methods if each[0] in before)
        yield "", None
        yield from (each for each in methods if each[0] not in before)

    async def _whose(
        self, instance: str, method: SignIn | None, given: tuple[str, str], away: list[str]
    ) -> port.Account | None:
        if method is None or method.check is None:
            return await self._access.check(*given)
        who: Identity | None = None
        try:
            who = await method.check(*given)
        except (NotFound, UserError):
            return None
        except MediadError as error:  # it is away, paused, or broken: its report says so
            _log.warning("%s could not be asked who somebody is: %s", instance, error)
            away.append(method.label)
        try:
            return await self._outsiders.account_of(instance, who) if who is not None else None
        except AuthError:  # the log says why; others may know them
            return None

    def _one(self, method: tuple[str, str]) -> SignIn:
        for instance, each in self.methods():
            if (instance, each.id) == method:
                return each
        raise NotFound("There is no such sign-in method.", remedy="See the list of sign-in methods.")

    def _tell_refused(self, instance: str, client: Client, why: str) -> None:
        _log.warning("a sign-in by %s from %s was refused: %s", instance, client.address or "here", why)


@contextmanager
def _set_up(label: str) -> Iterator[None]:
    """Say of a method that is refused, or finds nothing at its address, that it is away: the person is not to blame."""
    try:
        yield
    except (AuthError, NotFound) as error:
        raise Unavailable(f"{label} is not set up: {error}", remedy="Ask an administrator.") from error


def _leads_somewhere(address: str) -> bool:
    if len(address) > _LONGEST_ADDRESS or not address.isascii() or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in {"https", "http"} and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
        )
    except ValueError:
        return False
