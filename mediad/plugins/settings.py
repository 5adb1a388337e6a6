"""The settings of plugin instances: what the configuration says, and under it what people set through the API.

What is set is kept in the database, secrets in it sealed for the instance and the field. Nothing that was put in comes
out again in a sentence: it may be a password under the wrong key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from mediad.plugins.errors import PluginError
from mediad.plugins.models import Description, Models, invalid, reference, texts
from mediad.storage.ports import plugin_settings as port
from mediad.telemetry.masking import MASK
from mediad.vault.errors import KeyRefused, SecretLost
from mediad.vault.ring import Ring
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Conflict, Invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.plugins.find import Found
    from mediad.storage.ports import Storage, Transaction
    from mediad.vault.vault import Vault
    from mediad_sdk.host import Clock

_REMEDY = "Correct the named places; the schema shows what is expected."


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The instance that is spoken of.

    Attributes:
        found: What is installed.
        address: The instance's.
        configured: What the configuration says of it.
    """

    found: Found
    address: str
    configured: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was kept, in the clear.

    Attributes:
        data: Values and secrets.
        lost: Secrets that are set and cannot be read, each with why.
    """

    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
    lost: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """Everything about an instance's settings as they are now.

    Attributes:
        problem: Why the plugin cannot use them, "" when it can.
        places: Mistakes in them.
    """

    description: Description
    kept: port.Kept
    opened: Opened
    problem: str = ""
    places: tuple[tuple[str, str], ...] = ()


class Settings:
    """Keeps and gives settings.

    Args:
        models: Asks the plugins' models.
        isolated: Tells whether a plugin's code runs in a child.
    """

    def __init__(
        self, storage: Storage, vault: Vault, clock: Clock, models: Models, isolated: Callable[[Found], bool]
    ) -> None:
        self._storage = storage
        self._vault = vault
        self._clock = clock
        self._models = models
        self._isolated = isolated

    async def given(self, found: Found, address: str, configured: Mapping[str, Any]) -> Mapping[str, Any]:
        """Give the settings that an instance is made with; raises `PluginError`."""
        kept = await port.get(self._storage, address)
        target = Target(found=found, address=address, configured=configured)
        if not kept.version or not reference(found):
            await self._hide_configured(target)
            return configured
        here = not self._isolated(found)
        opened = await _opened(self._vault, target.address, kept)
        if lost := {key: why for key, why in opened.lost.items() if key not in configured}:
            sentence = "; ".join(f"{key}: {why}" for key, why in lost.items())
            remedy = (
                f"`mediad plugin set {address} --secret {next(iter(lost))}` sets it anew, or put the key file back."
            )
            raise invalid(found, sentence, instance=address, remedy=remedy)
        description = await self._models.describe(found, here=here)
        data = opened.data
        if kept.version < description.version:
            review = await self._models.review(found, kept.version, data, configured, here=here)
            if review.places:
                sentence = "; ".join(f"{pointer} {why}" for pointer, why in review.places)
                raise invalid(found, f"what version {kept.version} kept does not fit: {sentence}", instance=address)
            data = review.data
            await self._keep(target, kept, description, opened, data)
        hide(target, description, data)
        return {**data, **configured}

    async def now(self, target: Target) -> Current:
        """Tell everything about the settings of an instance; raises `PluginError` when its model cannot be asked."""
        description = await self._models.describe(target.found)
        kept = await port.get(self._storage, target.address)
        opened, problem, places = Opened(), "", tuple[tuple[str, str], ...]()
        try:
            opened = await _opened(self._vault, target.address, kept)
            review = await self._models.review(
                target.found, kept.version or description.version, opened.data, target.configured
            )
            opened, places = replace(opened, data=review.data), review.places
        except Exception as error:  # noqa: BLE001  # whatever is wrong with what is kept, it can be shown and replaced
            problem = str(error)
        return Current(description=description, kept=kept, opened=opened, problem=problem, places=places)

    async def candidate(self, target: Target, current: Current, wanted: Mapping[str, Any], *, whole: bool) -> Opened:
        """Give the settings as they would be kept; raises `Invalid` with the place of each mistake.

        Args:
            target: Whose.
            current: As they are.
            wanted: New values by key; None takes one away.
            whole: What is not named goes, but for secrets, which nobody could read to send them back.
        """
        if places := tuple(_refused(target, current.description, wanted)):
            raise Invalid("The settings were refused.", places=places, remedy=_REMEDY)
        secrets = current.description.secrets
        before = {key: value for key, value in current.opened.data.items() if not whole or key in secrets}
        data = {key: value for key, value in {**before, **wanted}.items() if value is not None}
        version = current.description.version
        review = await self._models.review(target.found, version, data, target.configured)
        if review.places:
            raise Invalid("The settings were refused.", places=review.places, remedy=_REMEDY)
        return Opened(data=data, lost={key: why for key, why in current.opened.lost.items() if key not in wanted})

    async def change(
        self, target: Target, current: Current, wanted: Mapping[str, Any], *, whole: bool = False, by: str = ""
    ) -> Mapping[str, Any]:
        """Keep new settings, and give them; raises `Invalid`, or `Conflict` when others were kept meanwhile."""
        after = await self.candidate(target, current, wanted, whole=whole)
        before = replace(current.opened, lost=after.lost)
        await self._keep(target, current.kept, current.description, before, after.data, by=by)
        return after.data

    async def put_back(self, target: Target, former: port.Kept) -> None:
        """Keep what was kept before a change that did not go well."""

        async def unit(tx: Transaction) -> None:
            changed = (await port.get(tx, target.address)).changed + 1
            await port.put(tx, target.address, replace(former, changed=changed))

        await self._storage.write(unit)

    async def _hide_configured(self, target: Target) -> None:
        """Have secrets of the configuration masked; a model that cannot be asked is judged when the plugin is made."""
        if target.configured:
            with suppress(PluginError):
                hide(target, await self._models.describe(target.found, here=not self._isolated(target.found)), {})

    async def _keep(
        self,
        target: Target,
        kept: port.Kept,
        description: Description,
        before: Opened,
        data: Mapping[str, Any],
        by: str | None = None,
    ) -> None:
        """Write settings in the place of those that were read; secrets that stayed stay sealed as they are."""
        now = max(self._clock.now_ms(), kept.changed + 1)  # it is the revision, too
        secret = {key: value for key, value in data.items() if key in description.secrets}
        stay = {
            key for key in kept.secrets if key in before.lost or (key in secret and before.data.get(key) == secret[key])
        }
        new = {key: value for key, value in secret.items() if key not in stay}
        fresh = port.Kept(
            version=description.version,
            values={key: value for key, value in data.items() if key not in secret},
            secrets={key: kept.secrets[key] for key in stay},
            changed=now,
            changed_by=kept.changed_by if by is None else by,
        )

        async def unit(tx: Transaction) -> None:
            same = await port.get(tx, target.address) == kept  # also the secrets: their key may be a new one
            if not same or not await port.replace(tx, target.address, fresh, over=kept):
                raise Conflict("The settings were changed meanwhile.", remedy="Read them again and repeat the change.")

        if not new:
            await self._storage.write(unit)
            return
        async with self._vault.sealing() as ring:
            sealed = {
                key: port.Sealed(text=ring.seal(target.address, key, json.dumps(value)), changed=now)
                for key, value in new.items()
            }
            fresh = replace(fresh, secrets={**fresh.secrets, **sealed})
            await self._storage.write(unit)


async def _opened(vault: Vault, address: str, kept: port.Kept) -> Opened:
    data, lost = dict(kept.values), {}
    ring, refused = Ring(), ""
    try:
        ring = await vault.ring()
    except KeyRefused as error:
        refused = str(error)
    for key, sealed in kept.secrets.items():
        try:
            data[key] = json.loads(ring.open(address, key, sealed.text))
        except SecretLost as error:
            lost[key] = refused or str(error)
    return Opened(data=data, lost=lost)


def hide(target: Target, description: Description, data: Mapping[str, Any], *, owner: str = "") -> None:
    """Have the secrets that an instance is made with taken out of all that is told."""
    given = {**data, **target.configured}
    MASK.hide(owner or target.address, texts([given[name] for name in description.secrets if name in given]))


def _refused(target: Target, description: Description, wanted: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in wanted:
        pointer = f"/{key.replace('~', '~0').replace('/', '~1')}"
        if key not in description.properties:
            yield pointer, f"is no setting of {target.found.id}"
        elif key in target.configured:
            yield pointer, "is set by the configuration, which wins"
