"""Asks for an argument that no hook gives."""

from __future__ import annotations

from mediad_sdk import hookimpl


class Plugin:
    @hookimpl
    def mediad_jobs(self, scheduler):
        return []


def plugin(context, settings):
    return Plugin()
