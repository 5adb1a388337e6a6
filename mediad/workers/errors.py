"""What can go wrong with a child process, as the daemon tells it."""

from __future__ import annotations

from typing import Any

from mediad_sdk.errors import MediadError


class WorkerError(MediadError):
    """A child process did not do what it was asked."""

    code = "worker"


class WorkerDied(WorkerError):
    """A child process ended before it answered.

    `status` is the exit code, negative for a signal; `stderr` the end of what it wrote there.
    """

    code = "worker_died"
    remedy = "The work is tried again in a new process; if this repeats, the log names the file or the plugin."

    def __init__(self, role: str, status: int | None, stderr: str = "") -> None:
        self.status = status
        self.stderr = stderr
        tail = f": {stderr.strip().splitlines()[-1][:200]}" if stderr.strip() else ""
        super().__init__(f"the {role} process ended ({exit_name(status)}){tail}")


class Departed(Exception):  # it becomes the error of the call that it ended
    """The process of a plugin ended in the middle of a call; says how."""


class WorkerTimeout(WorkerError):
    """A child process did not answer in time."""

    code = "worker_timeout"
    remedy = "The disk or network share may hang: look whether its folder still answers, then scan again."


class WorkerStopped(WorkerError):
    """A worker ended in the middle of a call.

    Attributes:
        why: `crash`, `memory` or `timeout`.
        hung: It did not even react to SIGKILL: the disk is to blame.
    """

    code = "worker_stopped"

    def __init__(self, why: str, reason: str, *, hung: bool) -> None:
        self.why = why
        self.hung = hung
        super().__init__(f"{why}: {reason}")


class WorkerFailed(WorkerError):
    """An operation inside a child raised; `data` has its code, type, reason and errno."""

    code = "worker_failed"

    def __init__(self, operation: str, data: dict[str, Any]) -> None:
        self.data = data
        super().__init__(f"{operation}: {data['type']}: {data['reason']}")

    @property
    def errno(self) -> int | None:
        """The operating system's error number, when it was one."""
        number: int | None = self.data["errno"]
        return number


def exit_name(status: int | None) -> str:
    """Say how a process ended: `SIGSEGV`, `exit 3`, `killed`."""
    import signal  # noqa: PLC0415  # only a failure needs the names

    if status is None:
        return "abandoned: it does not react to SIGKILL"
    if status >= 0:
        return f"exit {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
