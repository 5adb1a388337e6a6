"""What every section of the configuration shares."""

from __future__ import annotations

import difflib
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationInfo

from mediad.config.crontab import checked
from mediad_sdk.permissions import EVERYTHING, PERMISSIONS


class Section(BaseModel):
    """A table of the configuration: frozen, and nothing in it goes unknown."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_default=True, hide_input_in_errors=True, defer_build=True
    )


def _anchored(path: Path, info: ValidationInfo) -> Path:
    base: Path = (info.context or {}).get("base", Path())
    return base / path.expanduser()


Place = Annotated[Path, AfterValidator(_anchored)]
"""A path; a relative one starts at the directory of the configuration file."""

SLUG = r"^[a-z0-9][a-z0-9_-]*$"
CRON = r"^(\S+ ){4}\S+$"
BASE_PATH = r"^(/[A-Za-z0-9._~-]+)*$"
ORIGIN = r"^https?://[^/\s]+$"

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=64)]
"""The name of a thing that the file declares: lower case, digits, `-` and `_`."""

Cron = Annotated[str, StringConstraints(pattern=CRON), AfterValidator(checked)]
"""Minute, hour, day, month, weekday (0 and 7 are Sunday), as crontab(5) writes them."""


def _reachable(host: str) -> str:
    if ":" in host or not host.strip("0123456789."):
        try:
            ip_address(host)
        except ValueError:
            raise ValueError(
                "should be an address such as 127.0.0.1, 0.0.0.0 or ::, or a name of this machine"
            ) from None
    return host


Host = Annotated[str, AfterValidator(_reachable)]
"""An address or a name to listen on."""


def _permitted(name: str) -> str:
    if name in PERMISSIONS or name == EVERYTHING:
        return name
    close = difflib.get_close_matches(name, PERMISSIONS, n=1, cutoff=0.5)
    instead = f'did you mean "{close[0]}"?' if close else f"known: {', '.join(PERMISSIONS)}, and * for all"
    raise ValueError(f'no permission is called "{name}"; {instead}')


Permission = Annotated[str, AfterValidator(_permitted)]
"""The name of a permission, or `*` for all."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # unknown; a path; a folder of zones such as Europe
        raise ValueError(f'no time zone is called "{name}"; should be one such as Europe/Berlin') from error
    return name


TimeZone = Annotated[str, AfterValidator(_zone)]
"""A time zone by its name in the IANA database."""
