"""Packages over the API: the job that changes them, and the refusal where the configuration lets nobody."""

from __future__ import annotations

from mediad_sdk.errors import Forbidden

JOB = "core.packages"
"""The routes begin it, the daemon does it."""


class PackagesOff(Forbidden):
    """Packages are not installed over the API here."""

    code = "packages_off"
    remedy = "Set `packages.api = true` in the configuration and restart, or use `mediad plugin install` there."
