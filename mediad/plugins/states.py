"""The states of a plugin instance, and what is told about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

State: TypeAlias = Literal[
    "found",  # installed, not looked at further
    "disabled",  # switched off by the configuration; nothing of it was imported
    "incompatible",  # made for another SDK
    "failed",  # cannot be loaded or started; the error says why
    "loaded",  # its declarations are known
    "running",  # its lifespan is entered
    "degraded",  # runs, and at least one hook is paused after failures
    "quarantined",  # is not called any more
]

DEFAULT_INSTANCE = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the configuration says about a plugin; without a word an installed plugin is loaded.

    Attributes:
        enabled: Load it.
        settings: For the plugin's own model.
        instances: Further instances by name.
        distribution: Which distribution is meant when several claim the id.
        priority: Higher is loaded, and asked, earlier.
    """

    enabled: bool = True
    settings: Mapping[str, Any] = field(default_factory=dict)
    instances: Mapping[str, Wish] = field(default_factory=dict)
    distribution: str = ""
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is told about one plugin instance.

    Attributes:
        plugin: The plugin's id.
        instance: The name that stands in addresses, job types and stores: the id, or `id-name` for a further instance.
        distribution: The installed package.
        version: Its version.
        name: What people read.
        summary: One line.
        state: Where it is in its life.
        reason: Why it is in this state, when that is not what was wished.
        remedy: What a person can do.
        error: The last failure as JSON, or None.
        brings: Ids of what it declares, by hook.
        permissions: What it asked for, with reasons.
        paused: Hooks that are not called for a while.
    """

    plugin: str
    instance: str
    distribution: str
    version: str
    name: str
    summary: str
    state: State
    reason: str = ""
    remedy: str = ""
    error: Mapping[str, Any] | None = None
    brings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    permissions: Mapping[str, str] = field(default_factory=dict)
    paused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was counted for one hook of one instance."""

    instance: str
    hook: str
    calls: int
    seconds: float
    failures: Mapping[str, int]


def address(plugin: str, name: str) -> str:
    """Give the one name of an instance; ids have no hyphen, so no two are alike."""
    return plugin if name == DEFAULT_INSTANCE else f"{plugin}-{name}"
