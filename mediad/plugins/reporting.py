"""What is told about one plugin instance: its state, why it is in it, and what a person can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.plugins.states import Figure, Report
from mediad.workers.plugin import shut_off

if TYPE_CHECKING:
    from mediad.plugins.errors import PluginError
    from mediad.plugins.instance import Instance


def report(instance: Instance, finishing: int = 0) -> Report:
    """Tell everything about it."""
    manifest, error = instance.found.manifest, instance.error or instance.guard.last
    reason, remedy = _why(instance, error)
    return Report(
        plugin=instance.found.id,
        instance=instance.address,
        distribution=instance.found.distribution,
        version=instance.found.version,
        name=manifest.name if manifest else instance.found.id,
        summary=manifest.summary if manifest else "",
        state=instance.state,
        reason=reason,
        remedy=remedy,
        error=error.facts() if error else None,
        brings=instance.carried.names(),
        permissions={name: each.reason for name, each in manifest.permissions.items()} if manifest else {},
        paused=instance.guard.paused,
        paused_until=instance.guard.paused_until(),
        isolation=instance.isolation,
        files="own" if instance.isolation == "process" and shut_off() else "open",
        finishing=finishing,
    )


def figures(instance: Instance) -> list[Figure]:
    """Give what was counted, a line for each hook."""
    return [
        Figure(
            instance=instance.address, hook=hook, calls=each.calls, seconds=each.seconds, failures=dict(each.failures)
        )
        for hook, each in instance.guard.tallies.items()
    ]


def _why(instance: Instance, error: PluginError | None) -> tuple[str, str]:
    if instance.refusal:
        return instance.refusal.reason, instance.refusal.remedy
    match instance.state:
        case "failed" | "incompatible" | "needs_settings":
            return (error.reason, error.remedy) if error else ("", "")
        case "quarantined":
            return (
                instance.guard.quarantine,
                f"Install a corrected version, or `mediad plugin enable {instance.address}`.",
            )
        case "degraded":
            return instance.guard.lame, error.remedy if error else ""
        case _:
            pass
    return instance.note, error.remedy if error and instance.note else ""
