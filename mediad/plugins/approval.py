"""What plugins may do beyond their own, and who said so.

A plugin that asks for nothing needs nobody's word. What another asks for is approved by the configuration or by a
person, before anything of it is imported; when a new version asks for more, it is approved again. Reasons may change:
what counts is what a permission lets a plugin do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.plugins.states import Refusal
from mediad.storage.ports import plugin_approvals as port
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict
from mediad_sdk.permissions import GRANTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mediad.plugins.find import Found
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock
    from mediad_sdk.manifest import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One permission that a plugin asks for.

    Attributes:
        name: `network`, `library` ...
        sentence: What it lets a plugin do.
        reason: Why it asks, in its author's words.
        facts: What bounds it: hosts, access.
        former: What bounded it when it was approved, None when it was not.
        approved: It was approved as it is.
    """

    name: str
    sentence: str
    reason: str
    facts: Mapping[str, Any]
    former: Mapping[str, Any] | None
    approved: bool


_PLACE = "@place"
"""Where an approved plugin runs is kept beside its permissions, under a name that none can have."""


class Approvals:
    """Remembers approvals.

    Args:
        configured: Tells whether the configuration approves whatever a plugin asks for.
    """

    def __init__(self, storage: Storage, clock: Clock, configured: Callable[[str], bool]) -> None:
        self._storage = storage
        self._clock = clock
        self._configured = configured

    async def gate(self, found: Found, _address: str) -> Refusal | None:
        """Stop a plugin that asks for what nobody approved; see `mediad.plugins.states.Gate`."""
        waiting = [each for each in await self.asked(found) if not each.approved]
        if not waiting:
            return None
        reason = f"it asks for {'; '.join(map(_said, waiting))}"
        remedy = f"Read what it asks for, then approve it: `mediad plugin approve {found.id}`."
        return Refusal(state="needs_approval", reason=reason, remedy=remedy)

    async def asked(self, found: Found) -> list[Asked]:
        """Tell what a plugin asks for, and what of it was approved."""
        wanted = found.manifest.permissions if found.manifest else {}
        if not wanted:
            return []
        all_of_it = self._configured(found.id)
        kept = await port.get(self._storage, found.id)
        former = kept.permissions if kept else {}
        loosened = _loosened(former, found)
        return [
            Asked(
                name=name, sentence=GRANTS[name].sentence, reason=each.reason, facts=_facts(each),
                former=former.get(name), approved=all_of_it or (not loosened and _covers(former.get(name), each)),
            )
            for name, each in wanted.items()
        ]  # fmt: skip

    async def approve(self, found: Found, *, by: str = "") -> None:
        """Keep that somebody approves what a plugin asks for now."""
        wanted = found.manifest.permissions if found.manifest else {}
        approval = port.Approval(
            permissions={
                **{name: each.facts() for name, each in wanted.items()},
                _PLACE: {"isolation": found.manifest.isolation if found.manifest else ""},
            },
            version=found.version,
            approved=self._clock.now_ms(),
            approved_by=by,
        )
        await self._storage.write(lambda tx: port.put(tx, found.id, approval))

    async def withdraw(self, plugin: str) -> None:
        """Forget an approval.

        Raises:
            Conflict: There is none, or the configuration approves whatever the plugin asks for.
        """
        if self._configured(plugin):
            raise Conflict(
                f"The configuration approves whatever {plugin} asks for, so nothing that is withdrawn counts.",
                remedy=f'Set `packages.approve = "each"`, or take `plugins.{plugin}.approve` away, then '
                "`mediad config reload`.",
            )

        async def unit(tx: Transaction) -> None:
            if not await port.remove(tx, plugin):
                raise Conflict(f"Nobody approved what {plugin} asks for.", remedy="There is nothing to take back.")

        await self._storage.write(unit)


def _loosened(former: Mapping[str, Any], found: Found) -> bool:
    """Tell whether a plugin that was approved in a process of its own now wants to run in the daemon."""
    place = former.get(_PLACE, {}).get("isolation")
    return place == "process" and found.manifest is not None and found.manifest.isolation != "process"


def _facts(permission: Permission) -> dict[str, Any]:
    return {name: value for name, value in permission.facts().items() if name != "reason"}


def _covers(former: Mapping[str, Any] | None, asked: Permission) -> bool:
    """Tell whether what was approved lets a plugin do all that it asks for now."""
    if former is None:
        return False
    return set(asked.hosts) <= set(former.get("hosts", ())) and asked.access in ("read", former.get("access", "read"))


def _said(asked: Asked) -> str:
    """Write a permission as people read it: its name, what bounds it, what bounded it before, the reason."""
    more = _bounds(asked.facts)
    before = "" if asked.former is None else f", approved was {_bounds(_without_reason(asked.former)) or 'less'}"
    return f"{asked.name}{f' ({more}{before})' if more else ''}: {asked.reason}"


def _bounds(facts: Mapping[str, Any]) -> str:
    return "; ".join(f"{key}: {', '.join(value) if isinstance(value, list) else value}" for key, value in facts.items())


def _without_reason(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name != "reason"}
