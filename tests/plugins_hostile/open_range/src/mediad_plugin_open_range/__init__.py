"""Promises to work with every SDK to come."""

from __future__ import annotations

raise RuntimeError("nobody may import me")
