"""What a scan passed over: how much, why, and some of it, for its report."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad.storage.ports.libraries import shown
from mediad_sdk.data import dataclass
from mediad_sdk.runner.passed import BY_NAME, KEPT, SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODES = {
    KEPT: ("kept_by_programs", "Programs keep this for themselves, as what lies beside it says."),
    BY_NAME: ("named_so", "It is called as recycle bins, thumbnails, programs and unfinished downloads are."),
}


@dataclass(slots=True, kw_only=True)
class PassedOver:
    """How much, by reason, and some of it, of the folders that were looked into: none that is as it was."""

    counts: dict[str, int] = field(default_factory=dict)
    paths: dict[str, list[str]] = field(default_factory=dict)

    def add(self, root: bytes, passed: Iterable[tuple[str, int, list[bytes]]]) -> None:
        """Take in what the walk of a root tells."""
        for why, count, paths in passed:
            self.counts[why] = self.counts.get(why, 0) + count
            some = self.paths.setdefault(why, [])
            some += [shown(root.rstrip(b"/") + b"/" + path) for path in paths[: SHOWN - len(some)]]

    def as_json(self) -> list[dict[str, Any]]:
        """Give it as the scan's report: `code`, `reason`, `count` and some `paths`."""
        return [
            {"code": code, "reason": reason, "count": self.counts[why], "paths": self.paths[why]}
            for why, (code, reason) in _CODES.items()
            if why in self.counts
        ]
