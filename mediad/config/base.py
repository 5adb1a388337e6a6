"""What every section of the configuration shares."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationInfo


class Section(BaseModel):
    """A table of the configuration: frozen, and nothing in it goes unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True, hide_input_in_errors=True)


def _anchored(path: Path, info: ValidationInfo) -> Path:
    base: Path = (info.context or {}).get("base", Path())
    return base / path.expanduser()


Place = Annotated[Path, AfterValidator(_anchored)]
"""A path; a relative one starts at the directory of the configuration file."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]
"""The name of a thing that the file declares: lower case, digits, `-` and `_`."""

Cron = Annotated[str, StringConstraints(pattern=r"^(\S+ ){4}\S+$")]
"""Minute, hour, day, month, weekday (0 and 7 are Sunday), as crontab(5) writes them."""
