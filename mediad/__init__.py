"""mediad: one small daemon for every medium on a NAS."""

from __future__ import annotations

VERSION = "0.1.0"
