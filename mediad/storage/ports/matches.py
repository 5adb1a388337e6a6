"""What providers know works as: matches, what came of asking, and the pictures that they offer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from mediad.storage.ports import claims
from mediad.storage.ports.ids import new_uids
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports import Reader, Transaction

PROVIDER = "provider"
"""The source class of what providers say; the document's instance is the provider."""
AFTER_ALL = 1000
"""Where pictures of providers stand among those of one role: behind all that lie beside the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What came of asking a provider about a work.

    Attributes:
        id: The provider's id; "" where it has nothing that fits.
        title: What the provider calls it, with its year.
        score: How well it fits; of the best candidate where none was taken.
        chosen: A person chose it; with no id, they said that nothing fits.
        fetched: When it last told something, or None.
        tried: When it was last asked with success; 0 for never.
        error: `code` and `message` where the last try failed.
        pictures: `role`, `url`, `width`, `height`, `language`, `votes` of each, the best of a role first.
    """

    provider: str
    id: str = ""
    title: str = ""
    score: float = 0.0
    chosen: bool = False
    fetched: int | None = None
    tried: int = 0
    error: Mapping[str, str] | None = None
    pictures: Sequence[Mapping[str, Any]] = ()

    @property
    def state(self) -> Literal["matched", "chosen", "unclear", "none", "dismissed", "untried"]:
        """Say in a word what came of asking; a title without an id is that of a candidate that may be meant."""
        if self.chosen:
            return "chosen" if self.id else "dismissed"
        if self.id:
            return "matched"
        return "unclear" if self.title else "none" if self.tried else "untried"


async def of_subject(reader: Reader, subject: int) -> dict[str, Match]:
    """Read what providers were asked about a work, by provider."""
    rows = await reader.fetch_all("matches.of_subject", (subject,))
    return {row["provider"]: _match(dict(row)) for row in rows}


def _match(row: dict[str, Any]) -> Match:
    error, pictures = row.pop("error"), row.pop("pictures")
    row["chosen"] = bool(row["chosen"])
    return Match(**row, error=json.loads(error) if error else None, pictures=json.loads(pictures))


async def write(tx: Transaction, subject: int, matches: Iterable[Match]) -> None:
    """Keep what came of asking."""
    for each in matches:
        row = {
            "subject": subject, "provider": each.provider, "id": each.id, "title": each.title, "score": each.score,
            "chosen": int(each.chosen), "fetched": each.fetched, "tried": each.tried,
            "error": json.dumps(dict(each.error)) if each.error else "",
            "pictures": json.dumps([dict(one) for one in each.pictures]),
        }  # fmt: skip
        await tx.execute("matches.write", row)


async def forget(tx: Transaction, subject: int, providers: Iterable[str]) -> None:
    """Forget what came of asking some providers about a work."""
    await tx.execute_many("matches.forget", [(subject, provider) for provider in providers])


async def names(reader: Reader, subject: int) -> set[str]:
    """Name who said something of a work, or was asked about it, beside what lies on the disks."""
    return {row[0] for row in await reader.fetch_all("matches.names", (subject,))}


async def lacking(
    reader: Reader, provider: str, kinds: Sequence[str], *, after: int, due: tuple[int, int], most: int
) -> list[tuple[int, str]]:
    """Find the next works to ask a provider about, as (id, public id); `due`: had nothing before, told before."""
    params = {
        "provider": provider, "kinds": json.dumps(kinds), "after": after, "nothing": due[0], "known": due[1],
        "most": most,
    }  # fmt: skip
    return [(row[0], row[1]) for row in await reader.fetch_all("matches.lacking", params)]


async def of_kinds(reader: Reader, works: Sequence[str], kinds: Iterable[str]) -> list[str]:
    """Keep those works that are of some kinds, in their order."""
    params = {"works": json.dumps(works), "kinds": json.dumps(sorted(kinds))}
    found = {row[0] for row in await reader.fetch_all("matches.of_kinds", params)}
    return [each for each in works if each in found]


async def matched(reader: Reader, provider: str, ids: Sequence[str], *, before: int) -> list[tuple[int, str]]:
    """Find the works that are these of a provider's and were last asked about before a time."""
    params = {"provider": provider, "ids": json.dumps(ids), "before": before}
    return [(row[0], row[1]) for row in await reader.fetch_all("matches.matched", params)]


async def say(tx: Transaction, subject: int, told: Mapping[str, str], version: int, now: int) -> bool:
    """File the documents of some providers, "" to take one back; tell whether any is not as it was."""
    rows = {
        row["instance"]: row
        for row in await claims.of_subjects(tx, "documents", [subject])
        if row["source"] == PROVIDER and row["instance"] in told and not row["folder"]
    }
    gone = [(row["id"],) for name, row in rows.items() if not told[name]]
    other = [(told[name], now, row["id"]) for name, row in rows.items() if told[name] and row["body"] != told[name]]
    new = [name for name, body in told.items() if body and name not in rows]
    await claims.run(tx, "delete_document", gone)
    await claims.run(tx, "update_document", other)
    first = await tx.reserve("document", len(new)) if new else 0
    added = [
        (number, subject, PROVIDER, name, 0, 0, 0, version, told[name], now) for number, name in enumerate(new, first)
    ]
    await claims.run(tx, "insert_document", added)
    return bool(gone or other or new)


async def offer(tx: Transaction, subject: int, roles: Iterable[str], now: int) -> bool:
    """Let a work have one picture of providers for each of these roles; tell whether that is new."""
    there = {row["role"]: row["id"] for row in await tx.fetch_all("matches.pictures", (subject,))}
    wanted = list(dict.fromkeys(roles))
    gone = [(there[role],) for role in there if role not in wanted]
    new = [role for role in wanted if role not in there]
    await claims.run(tx, "delete_artwork", gone)
    first = await tx.reserve("artwork", len(new)) if new else 0
    rows = [
        {"id": first + at, "uid": uid, "subject": subject, "role": role, "position": AFTER_ALL}
        for at, (role, uid) in enumerate(zip(new, new_uids(now, len(new)), strict=True))
    ]
    if rows:
        await tx.execute_many("matches.insert_picture", rows)
    return bool(gone or new)


async def libraries(reader: Reader, subject: int) -> list[str]:
    """Name the libraries that a work is present in, by public id."""
    return [row[0] for row in await reader.fetch_all("matches.libraries", (subject,))]
