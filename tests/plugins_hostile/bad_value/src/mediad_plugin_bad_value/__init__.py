"""Declares a media type without a name."""

from __future__ import annotations

from mediad_sdk import MediaType, hookimpl


class Plugin:
    @hookimpl
    def mediad_media_types(self):
        return [MediaType(id=None, label="?", kinds=(), claim="a:b", extract="a:b", assemble="a:b")]


def plugin(context, settings):
    return Plugin()
