"""The settings of signing in with what plugins know of people."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mediad.config.base import Section, Slug

OWN = "own"
"""The daemon's own users, where methods are listed."""

Group = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class SignInMethod(Section):
    """What the people of one sign-in method are here."""

    create_users: bool = Field(
        default=False, description="Add a user at the first sign-in of somebody whom nobody has linked."
    )
    role: Literal[""] | Slug = Field(
        default="member", description="Role of such users who are in none of the groups; empty: they stay out."
    )
    groups: dict[Group, Slug] = Field(
        default={},
        description="Roles by groups there, the first that fits. Users whom the sign-in added follow it each time.",
    )
    sessions: Literal["keep", "end"] = Field(
        default="keep",
        description="What becomes of its sessions when the plugin is switched off or fails: keep until their own end.",
    )


class SignInRules(Section):
    """Signing in with what plugins know of people, such as OpenID Connect."""

    order: tuple[Slug, ...] = Field(
        default=(OWN,),
        description="Who is asked about a password, by plugin instance; own is the daemon's users. Others come after.",
    )
    methods: dict[Slug, SignInMethod] = Field(default={}, description="Sign-in methods, by plugin instance.")
