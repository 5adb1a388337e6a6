"""Wants more memory at import than there is."""

from __future__ import annotations

HOARD = bytearray(64 << 30)


class Plugin:
    pass


def plugin(context, settings):
    return Plugin()
