from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad.http.problems import status_of
from mediad.library.delivery import failures
from mediad.workers.errors import WorkerDied, WorkerFailed, WorkerStopped

if TYPE_CHECKING:
    from mediad_sdk.errors import MediadError


def failed(code: str, reason: str = "it is no picture", errno: int | None = None) -> WorkerFailed:
    return WorkerFailed("picture", {"code": code, "type": "Failure", "reason": reason, "errno": errno})


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (failed("error", "UnidentifiedImageError: cannot identify"), "picture_damaged", 422),
        (failed("unreadable", "image file is truncated (OSError)"), "picture_damaged", 422),
        (failed("memory"), "picture_too_large", 422),
        (failed("error", "DecompressionBombError: Image size (99 pixels)"), "picture_too_large", 422),
        (failed("timeout", "it took longer than 10 s"), "picture_timeout", 503),
        (failed("unreadable", "Input/output error (OSError)", 5), "unavailable", 503),
        (failed("changed"), "unavailable", 503),
        (failed("load_failed"), "unavailable", 503),
        (WorkerStopped("crash", "SIGSEGV", hung=False), "picture_crash", 422),
        (WorkerStopped("timeout", "it took longer than 10 s", hung=False), "picture_timeout", 503),
        (WorkerStopped("timeout", "it took longer than 10 s", hung=True), "unavailable", 503),
        (WorkerStopped("memory", "it was killed", hung=False), "unavailable", 503),
        (WorkerDied("extraction", 1), "unavailable", 503),
    ],
)
def test_what_is_answered_tells_the_picture_s_fault_from_the_machine_s(
    error: MediadError, code: str, status: int
) -> None:
    found = failures.reason(error, "a.heic")
    assert (found.code, status_of(type(found))) == (code, status)
    assert "a.heic" in str(found)


def test_a_failure_that_lasts_is_answered_again_without_another_try(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    known = failures.Failed()
    known.note("key", failures.PictureCrashError("a.heic"))
    with pytest.raises(failures.PictureCrashError):
        known.check("key")
    known.check("another")
    now += failures.PictureCrashError.lasts
    known.check("key")


def test_what_is_remembered_holds_nothing_of_the_picture() -> None:
    known = failures.Failed()
    try:
        raise failures.PictureTimeoutError("a.heic", retry_after=60.0) from ValueError(bytes(10))
    except failures.PictureTimeoutError as error:
        raised = error
    known.note("key", raised)
    with pytest.raises(failures.PictureTimeoutError, match="heic") as told:
        known.check("key")
    assert told.value is not raised
    assert (told.value.__cause__, told.value.retry_after) == (None, 60.0)


def test_what_passes_is_asked_for_again_at_once() -> None:
    known = failures.Failed()
    known.note("key", failures.reason(failed("unreadable", "Input/output error", 5), "a.heic"))
    known.check("key")


def test_only_so_many_failures_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failures, "_MOST", 2)
    known = failures.Failed()
    for key in "abc":
        known.note(key, failures.PictureDamagedError("a.heic"))
    known.check("a")
    with pytest.raises(failures.PictureDamagedError):
        known.check("c")
