"""Raises at import."""

from __future__ import annotations

raise RuntimeError("I never worked")
