"""Libraries as data: declared in the configuration or made through the API; undeclaring one deletes nothing."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from mediad.storage.ports import libraries
from mediad.storage.ports.ids import new_uids
from mediad.storage.ports.libraries import Library, Root, shown
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad.storage.ports import Reader, Transaction

LEFT = "It is not declared any more. Declare it again to use it; nothing was removed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A library as somebody wants it.

    Attributes:
        name: What people see.
        types: Media types, best first.
        roots: Absolute paths.
        isolated: Its works merge with nobody else's.
        slug: Its name in the configuration; "" through the API.
        settings: `watch`, `scan`, `quick` (cron), `ignore` (names and globs), `sidecars` (formats to write).
    """

    name: str
    types: tuple[str, ...]
    roots: tuple[bytes, ...]
    isolated: bool = False
    slug: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


async def declare(tx: Transaction, declarations: Sequence[Declaration], now: int) -> None:
    """Let the configuration's libraries be as declared; those that left it are detached, with everything they have.

    Raises:
        Invalid: Roots overlap.
        Conflict: A name is taken by a library of the API.
    """
    known = await libraries.all_libraries(tx)
    ours = {str(each.settings.get("slug", "")): each for each in known if each.origin == "file"}
    theirs = [each for each in known if each.origin != "file" and each.detached is None]
    refuse_overlaps([*((each.name, each.roots) for each in declarations), *map(_named, theirs)])
    for each in declarations:
        _refuse_name(each, theirs)
    for slug, library in ours.items():
        if library.detached is None and slug not in {each.slug for each in declarations}:
            await libraries.detach(tx, library, now, LEFT)
    for each in declarations:
        await _put(tx, ours.get(each.slug), each, ("file", now))


async def create(tx: Transaction, declaration: Declaration, now: int) -> Library:
    """Make a library through the API.

    Raises:
        Invalid: Roots overlap.
        Conflict: The name is taken.
    """
    known = await libraries.all_libraries(tx)
    _refuse_name(declaration, known)
    refuse_overlaps([(declaration.name, declaration.roots), *(_named(each) for each in known if each.detached is None)])
    return await _put(tx, None, declaration, ("api", now))


async def change(tx: Transaction, uid: str, declaration: Declaration, now: int, revision: int | None = None) -> Library:
    """Change a library of the API; with a revision only when nobody else did meanwhile."""
    await libraries.hold(tx, uid)
    library = await changeable(tx, uid)
    if revision is not None and revision != library.revision:
        raise Conflict("the library was changed meanwhile", remedy="Read it again and repeat the change.")
    others = [each for each in await libraries.all_libraries(tx) if each.id != library.id]
    _refuse_name(declaration, others)
    used = [_named(each) for each in others if each.detached is None]
    refuse_overlaps([(declaration.name, declaration.roots), *used])
    return await _put(tx, library, declaration, ("api", now))


async def changeable(reader: Reader, uid: str) -> Library:
    """Give a library that the API may change.

    Raises:
        NotFound: There is none.
        Conflict: It is declared in the configuration.
    """
    library = await libraries.by_uid(reader, uid)
    if library is None:
        raise NotFound(f"there is no library {uid}")
    if library.origin == "file" and library.detached is None:
        raise Conflict(
            f"{library.name} is declared in the configuration",
            remedy=f"Change [libraries.{library.settings.get('slug')}] there and reload.",
        )
    return library


async def accept_root(tx: Transaction, uid: str, now: int) -> None:
    """Take what is at a root's path now for the root; a loss that this means is held like any other.

    Raises:
        NotFound: There is no such root.
    """
    for library in await libraries.all_libraries(tx):
        for root in library.roots:
            if root.uid == uid:
                await libraries.root_facts(tx, root, {})
                await libraries.root_state(tx, root, "new", "", now)
                return
    raise NotFound(f"there is no root {uid}")


async def _put(tx: Transaction, old: Library | None, wanted: Declaration, by: tuple[str, int]) -> Library:
    origin, now = by
    settings = {**wanted.settings, **({"slug": wanted.slug} if wanted.slug else {})}
    if old is None:
        number = await tx.reserve("library")
        new = Library(
            id=number, uid=new_uids(now, 1)[0], name=wanted.name, types=wanted.types, isolated=wanted.isolated,
            origin=origin, settings=settings, created=now,
        )  # fmt: skip  # one library
        await libraries.add(tx, new)
        return replace(new, roots=await _put_roots(tx, new, wanted.roots, now))
    new = replace(
        old,
        name=wanted.name,
        types=wanted.types,
        isolated=wanted.isolated,
        origin=origin,
        settings=settings,
        detached=None,
    )
    if new != old:
        await libraries.change(tx, new)
    return replace(new, roots=await _put_roots(tx, new, wanted.roots, now))


async def _put_roots(tx: Transaction, library: Library, paths: Sequence[bytes], now: int) -> tuple[Root, ...]:
    known = {root.path: root for root in library.roots}
    fresh = [path for path in paths if path not in known]
    first = await tx.reserve("root", len(fresh)) if fresh else 0
    uids = new_uids(now, len(fresh)) if fresh else []
    roots = [
        Root(id=first + at, uid=uid, library=library.id, path=path, since=now)
        for at, (path, uid) in enumerate(zip(fresh, uids, strict=True))
    ]
    await libraries.add_roots(tx, roots)
    for path, root in known.items():
        if path not in paths:
            await libraries.root_state(tx, root, "detached", LEFT, now)
        elif root.state == "detached":
            await libraries.root_state(tx, root, "new", "", now)
    return (*library.roots, *roots)


def refuse_overlaps(named: Iterable[tuple[str, Sequence[bytes]]]) -> None:
    """Refuse roots that are no absolute paths, or of which one lies inside another.

    Raises:
        Invalid: With a sentence for each.
    """
    every = [(name, path) for name, paths in named for path in paths]
    places = [("/roots", f"{shown(path)} is no absolute path.") for _, path in every if not path.startswith(b"/")]
    for at, (name, path) in enumerate(every):
        for other, there in every[at + 1 :]:
            inner, outer = (path, there) if len(path) > len(there) else (there, path)
            if inner == outer or inner.startswith(outer.rstrip(b"/") + b"/"):
                places.append(("/roots", f"{shown(inner)} lies inside {shown(outer)} ({name}, {other})."))
    if places:
        raise Invalid(
            " ".join(sentence for _, sentence in places), places=tuple(places), remedy="Keep one of them, or move one."
        )


def _refuse_name(wanted: Declaration, others: Iterable[Library]) -> None:
    if any(each.name == wanted.name for each in others):
        raise Conflict(f"a library is called {wanted.name} already", remedy="Choose another name.")


def _named(library: Library) -> tuple[str, Sequence[bytes]]:
    return library.name, [root.path for root in library.roots if root.state != "detached"]
