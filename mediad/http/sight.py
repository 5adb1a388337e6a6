"""What a viewer reaches by a public id; anything else is not there."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Protocol

from mediad.http.identity import may
from mediad.http.problems import QueryInvalid
from mediad.http.who import who
from mediad.storage.ports import detail, subjects
from mediad.storage.ports import libraries as libraries_port
from mediad_sdk.errors import Forbidden, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad.accounts.identities import Identity
    from mediad.http.route import Call
    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader
    from mediad.storage.ports.viewer import Viewer

_FOR_OTHERS = "users.manage"


class People(Protocol):
    """Knows accounts by their public ids."""

    async def of_user(self, uid: str) -> Identity | None:
        """Give the identity of an account; None when it is gone or disabled."""


async def seen_as(call: Call[Any, Any], people: People, user: str | None) -> Viewer:
    """Give what the caller may see; of a user that is named, by what that one may see and did, and never more of it."""
    actor = who(call)
    if user is None or user == actor.uid:
        return actor.viewer
    if not may(actor, _FOR_OTHERS):
        raise Forbidden(f"What others did is for who may do `{_FOR_OTHERS}`.", remedy="Leave `user` out.")
    if (person := await people.of_user(user)) is None:
        raise NotFound(f"There is no user {user}, or they are disabled.", remedy="See the list of users.")
    own, theirs = actor.viewer, person.viewer
    ages = [age for age in (own.max_age, theirs.max_age) if age is not None]
    libraries = tuple(each for each in theirs.libraries if each in own.libraries)
    return dataclasses.replace(theirs, libraries=libraries, max_age=min(ages, default=None))


async def visible(reader: Reader, sight: Viewer, uid: str) -> int:
    """Give the internal id of a work that somebody may see; raises `Moved`, `Gone` or `NotFound`."""
    number = await subjects.id_of(reader, uid)
    await detail.subject(reader, sight, number)
    return number


async def narrowed(reader: Reader, sight: Viewer, library: str) -> Viewer:
    """Look at one library alone; raises `NotFound` when it is none of the viewer's."""
    found = await libraries_port.by_uid(reader, library)
    if found is None or found.id not in sight.libraries:
        raise NotFound(f"There is no library {library}.", remedy="See the list of libraries.")
    return dataclasses.replace(sight, libraries=(found.id,))


def meant(kinds: KindTable, names: Iterable[str]) -> tuple[str, ...]:
    """Give the kinds that some names mean; raises `QueryInvalid` for what no kind is called."""
    found = kinds.meant(names)
    if unknown := [name for name in found if not kinds.called(name)]:
        sentence = f"It must be one of: {', '.join(sorted(each.id for each in kinds.all()))}."
        raise QueryInvalid(f"There is no kind {unknown[0]!r}.", places=(("kind", sentence),))
    return found
