"""The settings of looking works up in catalogues elsewhere."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from mediad.config.base import Section, Slug

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Country = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]


class Metadata(Section):
    """What is asked of catalogues elsewhere, such as TMDB."""

    providers: tuple[Slug, ...] = Field(
        default=(), description="Whom to ask, by id; earlier ones go before later ones. Empty: all that are loaded."
    )
    languages: tuple[Language, ...] = Field(
        default=("en",),
        min_length=1,
        description="Languages of texts and pictures; what the first lacks is asked next.",
    )
    country: Country = Field(default="US", description="Whose certificates count, such as DE.")
    automatic: bool = Field(default=True, description="Look new works up, and known ones again at night.")
    refresh_days: int = Field(default=30, ge=1, le=3650, description="Days after which a work is asked about again.")
