"""Declares a kind that another plugin has."""

from __future__ import annotations

from mediad_sdk import Kind, MediaType, hookimpl

KIND = Kind(id="pebble", label="Stolen pebble", plural="Stolen pebbles")


class Plugin:
    @hookimpl
    def mediad_media_types(self):
        return [MediaType(id="thief", label="Thief", kinds=(KIND,), claim="a:b", extract="a:b", assemble="a:b")]


def plugin(context, settings):
    return Plugin()
