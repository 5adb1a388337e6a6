"""What can keep packages from being installed, each with what to do about it."""

from __future__ import annotations

from mediad_sdk.errors import Conflict, Invalid, MediadError, Unavailable


class InstallFailed(MediadError):
    """The packages could not be installed; nothing was changed."""

    code = "install_failed"
    remedy = "Nothing was changed. Correct what the message names, then try again."


class PackageRefused(Invalid):
    """A package is not what a plugin's package has to be; nothing was changed."""

    code = "package_refused"
    remedy = "Nothing was changed. Get the package anew from where its author publishes it, or tell them."


class DependencyConflict(Conflict):
    """A package wants other versions than the daemon has; nothing was changed."""

    code = "dependency_conflict"
    remedy = (
        "Nothing was changed. Look for a version of the plugin that fits, or give it an environment of its own with "
        '--own-environment and `isolation = "process"`.'
    )


class PipMissing(Unavailable):
    """pip is not there, and it is what installs packages."""

    code = "pip_missing"
    remedy = "Install it for the daemon's Python: `python3 -m ensurepip`, or the package python3-pip of the system."


class InstallationRuns(Conflict):
    """Somebody else is installing at this moment."""

    code = "installation_runs"
    remedy = "Wait until it has ended, then try again."


class ApprovalNeeded(Conflict):
    """The permissions of the plugins were not approved; nothing was changed."""

    code = "approval_needed"
    remedy = "Read what the plugins may do, then say yes: with --yes on the command line, with `approve` over the API."


class SmokeTestFailed(InstallFailed):
    """A plugin cannot be imported as it was installed; nothing was changed."""

    code = "smoke_test_failed"
    remedy = "Nothing was changed. Tell the plugin's author, or install another version."

    def __init__(self, message: str, *, package: str = "") -> None:
        super().__init__(message)
        self.package = package


REFUSED = (DependencyConflict, InstallFailed, PackageRefused)
"""What may hold back one package, and let others pass."""
