"""Implements a hook that does not exist."""

from __future__ import annotations

from mediad_sdk import hookimpl


class Plugin:
    @hookimpl
    def mediad_media_type(self):
        return []


def plugin(context, settings):
    return Plugin()
