"""Imports a plugin where nothing can happen to the daemon: it may raise, exit, hang or eat memory."""

from __future__ import annotations

from time import perf_counter

from mediad_sdk.runner.bootstrap import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_LINES = 40


def operations() -> dict[str, Callable[..., Any]]:
    """Name what a preflight does."""
    return {"import": import_entry_point}


def import_entry_point(reference: str) -> dict[str, Any]:
    """Import `package.module:attribute`; tells `seconds`, and when it failed `type`, `reason` and `trace`."""
    start = perf_counter()
    try:
        found: Any = load(reference)
    except BaseException as error:  # noqa: BLE001  # SystemExit and KeyboardInterrupt are verdicts too
        return {"seconds": perf_counter() - start, **_verdict(error)}
    reason = "" if callable(found) else f"{reference} is no factory, it cannot be called"
    return {"seconds": perf_counter() - start, "type": "TypeError" if reason else "", "reason": reason, "trace": ""}


def _verdict(error: BaseException) -> dict[str, Any]:
    from traceback import format_exception  # noqa: PLC0415  # only a failure needs it

    lines = "".join(format_exception(error)).splitlines()[-_LINES:]
    reason = str(error)
    if isinstance(error, SystemExit):
        reason = f"it called sys.exit({error.code!r})"
    return {"type": type(error).__name__, "reason": reason[:500], "trace": "\n".join(lines)}
