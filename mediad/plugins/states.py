"""The states of a plugin instance, how they follow each other, and what is told about it.

    found -> loaded -> running <-> degraded
      |        |          |           |
      |        +----------+-----------+--> failed         it cannot be loaded or started, or it died
      |                   +-----------+--> quarantined    it harmed others
      |                   +-----------+--> loaded         it was stopped
      +--> disabled, incompatible, needs_approval, needs_settings, failed, quarantined

Whatever a person does to it (enable, disable, reload, new settings) makes a new instance, which begins at `found`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.plugins.find import Found

State: TypeAlias = Literal[
    "found",  # installed, not looked at further
    "disabled",  # switched off by a person, the configuration or safe mode; nothing of it was imported
    "incompatible",  # made for another SDK
    "needs_approval",  # asks for permissions that nobody has approved
    "needs_settings",  # cannot do without settings, and nobody has set any
    "failed",  # cannot be loaded or started; the error says why
    "loaded",  # its declarations are known
    "running",  # its lifespan is entered
    "degraded",  # runs, and at least one hook is paused after failures
    "quarantined",  # is not called any more
]

FOLLOWS: Mapping[State, frozenset[State]] = {
    "found": frozenset(
        {"disabled", "incompatible", "needs_approval", "needs_settings", "failed", "quarantined", "loaded"}
    ),
    "loaded": frozenset({"running", "degraded", "quarantined", "failed"}),  # it may fail while it starts
    "running": frozenset({"degraded", "quarantined", "failed", "loaded"}),
    "degraded": frozenset({"running", "quarantined", "failed", "loaded"}),
    "quarantined": frozenset({"failed", "loaded"}),
    "disabled": frozenset(),
    "incompatible": frozenset(),
    "needs_approval": frozenset(),
    "needs_settings": frozenset(),
    "failed": frozenset(),
}
"""What may come after a state in the life of one instance."""

DEFAULT_INSTANCE = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the configuration says about a plugin; without a word an installed plugin is loaded.

    Attributes:
        enabled: Load it or not; None where the configuration does not say.
        settings: For the plugin's own model.
        instances: Further instances by name.
        distribution: Which distribution is meant when several claim the id.
        priority: Higher is loaded, and asked, earlier.
        isolation: `process` where it shall run in a child although it does not ask for one.
    """

    enabled: bool | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    instances: Mapping[str, Wish] = field(default_factory=dict)
    distribution: str = ""
    priority: int = 0
    isolation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an instance is not loaded: the state it comes to instead, the reason, and what a person can do."""

    state: State
    reason: str
    remedy: str


Gate: TypeAlias = Callable[["Found", str], Awaitable[Refusal | None]]
"""Asked with what is installed and an instance's address before any of its code runs; None lets it through."""


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
        paused_until: When each of them is called again; milliseconds since 1970.
        isolation: `inline` or `process`.
        files: `own` where its process reaches none but its own, `open` where it may open what the daemon may.
        finishing: Calls that still run on the code that it had before it was reloaded or disabled.
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
    paused_until: Mapping[str, int] = field(default_factory=dict)
    isolation: str = "inline"
    files: str = "open"
    finishing: int = 0


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
