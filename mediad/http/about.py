"""What the daemon is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What never changes while the daemon runs; `address` is known once it listens."""

    version: str
    sdk_version: str
    engine: str
    started: int
    python: str
    address: Callable[[], str]
