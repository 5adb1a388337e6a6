"""What goes wrong with plugins, in one shape for the log, the API, jobs and people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from mediad_sdk.errors import MediadError, Unavailable

Kind: TypeAlias = Literal[
    "manifest", "taken_name", "sdk_mismatch", "import_failed", "import_hung", "import_crashed", "settings_invalid",
    "factory_failed", "unknown_hook", "wrong_signature", "bad_value", "raised", "timeout", "ignored_cancel",
    "blocked_loop", "paused",
]  # fmt: skip  # a list to read, not to scroll

REMEDIES: dict[Kind, str] = {
    "manifest": "Install a corrected version of the plugin; its mediad-plugin.toml is missing or wrong.",
    "taken_name": "Uninstall one of the two, or name the distribution to use in `plugins.<id>.distribution`.",
    "sdk_mismatch": "Install a version of the plugin made for this mediad-sdk, or the mediad it was made for.",
    "import_failed": "Install what the plugin needs, or a corrected version; the log has the traceback.",
    "import_hung": "Install a corrected version; a plugin must not wait for anything while it is imported.",
    "import_crashed": "Reinstall the plugin and its native libraries for this Python and processor.",
    "settings_invalid": "Correct the named keys under `plugins.<id>.settings` and reload.",
    "factory_failed": "Check the plugin's settings, then install a corrected version; the log has the traceback.",
    "unknown_hook": "Install a version of the plugin made for this mediad-sdk, or correct the hook's name.",
    "wrong_signature": "Install a version of the plugin made for this mediad-sdk, or correct the hook's arguments.",
    "bad_value": "Install a corrected version; the plugin returned something other than it promised.",
    "raised": "This is a bug of the plugin; report it to its author with the correlation id.",
    "timeout": "Try again later; if it stays slow, look at what the plugin waits for.",
    "ignored_cancel": "Report to the plugin's author that it goes on after it was cancelled.",
    "blocked_loop": "Report to the plugin's author that it blocks the event loop at the named line.",
    "paused": "Wait until the pause is over; the plugin's last error says what to mend.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """Who failed where: the plugin instance, its distribution's version, the hook, and the request it was for."""

    plugin: str
    version: str = ""
    hook: str = ""
    correlation: str = ""


class PluginError(MediadError):
    """A plugin failed."""

    code = "plugin_failed"

    def __init__(self, kind: Kind, message: str, *, blame: Blame, remedy: str = "") -> None:
        super().__init__(f"{blame.plugin}: {message}", remedy=remedy or REMEDIES[kind])
        self.kind: Kind = kind
        self.reason = message
        self.blame = blame

    def facts(self) -> dict[str, Any]:
        """Give the error as JSON for reports, events and logs."""
        return {
            "code": self.code,
            "plugin": self.blame.plugin,
            "version": self.blame.version,
            "hook": self.blame.hook,
            "kind": self.kind,
            "message": self.reason,
            "remedy": self.remedy,
            "correlation_id": self.blame.correlation,
        }


class PluginPaused(PluginError, Unavailable):
    """A plugin is not asked for a while, because it failed several times."""

    code = "plugin_paused"

    def __init__(self, message: str, *, blame: Blame, retry_after: float | None) -> None:
        PluginError.__init__(self, "paused", message, blame=blame)
        self.retry_after = retry_after
