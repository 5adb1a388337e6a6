"""What people said of plugin instances while the daemon ran, and which of them are in quarantine: both outlast it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from mediad.storage.ports.plugin_choices import Choice

__all__ = ["Choice", "Choices", "Forgotten", "isolate", "lift", "switch"]


class Choices(Protocol):
    """Where choices are kept."""

    async def all(self) -> Mapping[str, Choice]:
        """Give every choice by the address of its instance."""

    async def put(self, instance: str, choice: Choice) -> None:
        """Keep a choice."""


class Forgotten:
    """Choices that nobody keeps."""

    def __init__(self) -> None:
        self._kept: dict[str, Choice] = {}

    async def all(self) -> Mapping[str, Choice]:
        """Give every choice."""
        return self._kept

    async def put(self, instance: str, choice: Choice) -> None:
        """Keep a choice for as long as this lives."""
        self._kept[instance] = choice


async def switch(choices: Choices, instance: str, *, enabled: bool | None) -> None:
    """Keep what a person chose; whoever enables a plugin lifts its quarantine."""
    former = (await choices.all()).get(instance, Choice())
    if enabled is False:
        await choices.put(instance, replace(former, enabled=False))
    elif former != (lifted := Choice(enabled=enabled)):
        await choices.put(instance, lifted)


async def lift(choices: Choices, instances: Sequence[str]) -> None:
    """Forget that instances are in quarantine."""
    for instance, kept in list((await choices.all()).items()):
        if kept.quarantined and instance in instances:
            await choices.put(instance, Choice(enabled=kept.enabled))


async def isolate(choices: Choices, instance: str, version: str, why: str) -> None:
    """Keep that a version is in quarantine."""
    former = (await choices.all()).get(instance, Choice())
    await choices.put(instance, replace(former, quarantined=version, why=why))
