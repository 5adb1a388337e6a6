"""Leaves a trace when it is imported; the test disables it."""

from __future__ import annotations

import os
from pathlib import Path

Path(os.environ["MEDIAD_TEST_TRACES"], "sleeper").touch()


class Plugin:
    pass


def plugin(context, settings):
    return Plugin()
