"""What goes wrong with plugins, in one shape for the log, the API, jobs and people."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

import mediad
from mediad.telemetry.masking import MASK
from mediad_sdk import errors
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError, PluginFault, Unavailable
from mediad_sdk.remoting.faults import RemoteBug

Kind: TypeAlias = Literal[
    "manifest", "taken_name", "sdk_mismatch", "import_failed", "import_hung", "import_crashed", "settings_invalid",
    "factory_failed", "unknown_hook", "wrong_signature", "bad_value", "raised", "timeout", "ignored_cancel",
    "blocked_loop", "leaked_tasks", "refused", "paused", "unavailable", "rate_limited", "auth_failed", "not_found",
    "unsupported", "user_error", "process_died",
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
    "leaked_tasks": "Report to the plugin's author that it starts tasks and never ends them.",
    "refused": "Install a corrected version; the plugin wants something that is not its own to have.",
    "paused": "Wait until the pause is over; the plugin's last error says what to mend.",
    "unavailable": "Wait until the other side answers again; the plugin asks it again by itself.",
    "rate_limited": "Wait as long as the other side asked for; the plugin asks it again by itself.",
    "auth_failed": "Correct the credentials in the plugin's settings.",
    "not_found": "Check what was asked for; it does not exist on the other side.",
    "unsupported": "Ask for something else; this cannot be done with this input.",
    "user_error": "Do what the sentence says.",
    "process_died": "Try again in a moment; if it dies again and again, report the reason to the plugin's author.",
}

_DELIBERATE: dict[type[PluginFault], Kind] = {
    errors.RateLimited: "rate_limited",
    errors.Unavailable: "unavailable",
    errors.AuthError: "auth_failed",
    errors.NotFound: "not_found",
    errors.Unsupported: "unsupported",
    errors.UserError: "user_error",
}
_BLAME = "_mediad_blame"
_FRAME = re.compile(r'^ *File "([^"]+)", line (\d+)(?:, in (.+))?$', re.MULTILINE)
_LENT = tuple(f"{Path(mediad.__file__).parent / room}{os.sep}" for room in ("host", "net", "storage"))
"""Where the services are made that plugins are lent; elsewhere `Invalid` may be a plugin's own word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """Who failed where: the plugin instance, its distribution's version, the hook, and the request it was for."""

    plugin: str
    version: str = ""
    hook: str = ""
    correlation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How often something failed without a success between.

    Attributes:
        count: Failures of this kind.
        since: When the first was; milliseconds since 1970.
    """

    count: int
    since: int


class PluginError(MediadError):
    """A plugin failed."""

    code = "plugin_failed"
    row: Row | None = None

    def __init__(
        self, kind: Kind, message: str, *, blame: Blame, remedy: str = "", retry_after: float | None = None
    ) -> None:
        message = MASK(message)
        super().__init__(f"{blame.plugin}: {message}", remedy=MASK(remedy or REMEDIES[kind]))
        self.kind: Kind = kind
        self.reason = message
        self.blame = blame
        self.retry_after = retry_after

    def facts(self) -> dict[str, Any]:
        """Give the error as JSON for reports, events and logs."""
        facts = _facts(self, self.kind, self.reason, self.blame)
        if self.row is not None:
            facts |= {"count": self.row.count, "since": self.row.since}
        return facts


class PluginPaused(PluginError, Unavailable):
    """A plugin is not asked for a while, because it failed several times."""

    code = "plugin_paused"

    def __init__(self, message: str, *, blame: Blame, retry_after: float | None) -> None:
        PluginError.__init__(self, "paused", message, blame=blame, retry_after=retry_after)


class PluginRefused(PluginError, errors.Forbidden):
    """A plugin wanted what it was not granted; whoever called it is not to blame."""

    code = "plugin_refused"

    def __init__(self, message: str, *, blame: Blame, remedy: str = "") -> None:
        PluginError.__init__(self, "refused", message, blame=blame, remedy=remedy)


def ended(reason: str) -> str:
    """Give a reason as the end of a sentence: a plugin's own may have its stop already."""
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


def kind_of(fault: PluginFault) -> Kind:
    """Name what a plugin reports on purpose; a class of its own counts as the nearest that is known."""
    return next((_DELIBERATE[base] for base in type(fault).__mro__ if base in _DELIBERATE), "raised")


def is_refusal(error: MediadError) -> bool:
    """Tell whether the daemon refused a plugin something: it forbade it, or one of its services would not have it."""
    if isinstance(error, errors.Forbidden):
        return True
    made = error.__traceback__
    while made is not None and made.tb_next is not None:
        made = made.tb_next
    return isinstance(error, errors.Invalid) and made is not None and made.tb_frame.f_code.co_filename.startswith(_LENT)


def attribute(fault: PluginFault, blame: Blame) -> None:
    """Write on a fault whose it is; the innermost plugin is right, so nothing is overwritten."""
    vars(fault).setdefault(_BLAME, blame)


def blame_of(fault: BaseException) -> Blame | None:
    """Give whose a fault is; None when that was not written on it."""
    blame = vars(fault).get(_BLAME)
    return blame if isinstance(blame, Blame) else None


def facts_of(error: BaseException) -> dict[str, Any] | None:
    """Give an error as JSON in the one shape of plugins; None when no plugin is to blame."""
    if isinstance(error, PluginError):
        return error.facts()
    blame = blame_of(error)
    if not isinstance(error, PluginFault) or blame is None:
        return None
    return _facts(error, kind_of(error), str(error), blame)


def whose(error: BaseException) -> dict[str, Any]:
    """Give what an error tells beyond code, message and remedy: who failed where; nothing when it was no plugin."""
    facts = facts_of(error) or {}
    return {name: value for name, value in facts.items() if name not in {"code", "message", "remedy"}}


def _facts(error: MediadError, kind: Kind, message: str, blame: Blame) -> dict[str, Any]:
    facts = {
        "code": error.code,
        "plugin": blame.plugin.partition("-")[0],  # ids have no hyphen: the rest is the instance's name
        "instance": blame.plugin,
        "version": blame.version,
        "hook": blame.hook,
        "kind": kind,
        "message": MASK(message),
        "remedy": MASK(error.remedy or REMEDIES[kind]),
        "correlation_id": blame.correlation,
    }
    retry_after = cast("float | None", getattr(error, "retry_after", None))
    return facts if retry_after is None else facts | {"retry_after": retry_after}


_STEPS: dict[Kind, str] = {
    "import_failed": "import",
    "import_hung": "import",
    "import_crashed": "import",
    "factory_failed": "factory",
}


def step_of(kind: Kind) -> str:
    """Name the step of loading in which this goes wrong, where a hook is named otherwise."""
    return _STEPS.get(kind, "load")


SETTINGS = "settings"
"""The hook that is blamed for settings that were kept and cannot be used."""


def line_of(error: BaseException, roots: tuple[str, ...]) -> str:
    """Name the innermost line below these folders that an error passed through; "" for none."""
    if isinstance(error, RemoteBug):
        return line_in(error.trace, roots)
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(roots):  # no frame of it ever was
        return f"{error.filename}:{error.lineno}"
    found, trace = "", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(roots):
            found = f"{code.co_filename}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    return found


def line_in(trace: str, roots: tuple[str, ...]) -> str:
    """Name the same in a traceback that was written down in another process."""
    found = [each for each in _FRAME.finditer(trace) if roots and each[1].startswith(roots)]
    return f"{found[-1][1]}:{found[-1][2]} {found[-1][3] or ''}".rstrip() if found else ""


def with_line(message: str, where: str) -> str:
    """Say a message with the line that it is about, where one is known."""
    return f"{message} at {where}" if where else message


def unset_settings(error: PluginError) -> PluginError:
    """Say the same of settings that nobody has set yet, which is no mistake."""
    remedy = f"Set them: `mediad plugin set {error.blame.plugin} KEY=VALUE`, or in the configuration file."
    return PluginError(error.kind, error.reason, blame=error.blame, remedy=remedy)
