"""Structured logs on the standard library: one line a record, as JSON or for a person's eyes.

Modules log with `logging.getLogger(__name__)` and `extra={...}`; who asked is added from the context. (structlog was
measured: 164 ms and 4 MB at start, for what is written here.)
"""

from __future__ import annotations

import json
import logging
import os
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TextIO

from mediad.telemetry.masking import MASK
from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

Style = Literal["auto", "json", "console"]

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_PRIORITIES = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}

_context: ContextVar[Mapping[str, object]] = ContextVar("log_context")


def context(**ids: object) -> AbstractContextManager[None]:
    """Add `request_id`, `job_id`, `plugin` and the like to every record of the block and of its tasks."""
    return _Block(ids)


class _Block:
    """What `context` gives; written out, for every request enters one."""

    __slots__ = ("_ids", "_token")

    def __init__(self, ids: Mapping[str, object]) -> None:
        self._ids = ids

    def __enter__(self) -> None:
        self._token = _context.set({**_context.get({}), **self._ids})

    def __exit__(self, *_: object) -> None:
        _context.reset(self._token)


def correlation() -> str:
    """Give the id of the request or job that is served here, or ""."""
    ids = _context.get({})
    return str(ids.get("request_id") or ids.get("job_id") or "")


def configure(level: str, style: Style, stream: TextIO, environ: Mapping[str, str]) -> None:
    """Send every record to `stream`; may be called again when the configuration was reloaded."""
    formatter = JsonFormatter() if _wants_json(style, stream) else ConsoleFormatter()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JournalFormatter(formatter) if is_journal(stream, environ) else formatter)
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old.formatter, JsonFormatter | ConsoleFormatter | JournalFormatter):
            root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())


def is_journal(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Tell whether the stream leads to systemd's journal, which reads a priority at the start of a line."""
    try:
        facts = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return environ.get("JOURNAL_STREAM") == f"{facts.st_dev}:{facts.st_ino}"


def access(logger: logging.Logger, *, method: str, path: str, status: int, seconds: float, **more: object) -> None:
    """Write the line of one request."""
    facts = {"method": method, "path": path, "status": status, "ms": round(seconds * 1000, 1), **more}
    logger.info("%s %s %d", method, path, status, extra=facts)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, context, extras, error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": _time(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = _error(record.exc_info[1])
        return MASK(json.dumps(line, default=str))


class ConsoleFormatter(logging.Formatter):
    """Time, level, message, facts; a traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text; what a stranger wrote cannot move the cursor or fake a line."""
        facts = "".join(f" {key}={_printable(str(value))}" for key, value in _facts(record).items())
        time = _time(record).astimezone().strftime("%H:%M:%S")
        text = f"{time} {record.levelname.lower():<8} {_printable(record.getMessage())}{facts}"
        if record.exc_info:
            trace = "".join(traceback.format_exception(*record.exc_info)).rstrip()
            text += "\n" + "\n".join(_printable(line) for line in trace.split("\n"))
        return MASK(text)


class JournalFormatter(logging.Formatter):
    """Put `<N>`, the syslog priority, before each line."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self.inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines with their priority."""
        prefix = f"<{_PRIORITIES.get(record.levelno, 6)}>"
        return "\n".join(prefix + line for line in self.inner.format(record).split("\n"))


def _wants_json(style: Style, stream: TextIO) -> bool:
    return style == "json" or (style == "auto" and not stream.isatty())


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    extras = {key: value for key, value in vars(record).items() if key not in _STANDARD}
    return {**_context.get({}), **extras}


def _error(error: BaseException) -> dict[str, str]:
    trace = "".join(traceback.format_exception(error))
    facts = {"type": type(error).__name__, "message": str(error), "trace": trace}
    return facts | {"code": error.code, "remedy": error.remedy} if isinstance(error, MediadError) else facts


def _printable(text: str) -> str:
    """Escape what no terminal should get: control characters, and bytes of names that are not UTF-8."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
