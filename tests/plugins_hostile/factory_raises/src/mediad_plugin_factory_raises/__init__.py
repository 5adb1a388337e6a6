"""Raises in its factory."""

from __future__ import annotations


def plugin(context, settings):
    raise ValueError("the factory burnt down")
