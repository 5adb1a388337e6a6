"""Asserts at import: stevedore lets AssertionError out on purpose."""

from __future__ import annotations

assert [] == [1], "the world is not as it should be"
