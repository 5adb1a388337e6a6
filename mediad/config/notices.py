"""The settings of notices."""

from __future__ import annotations

from pydantic import Field

from mediad.config.base import Section


class Notices(Section):
    """What people are told outside of mediad."""

    events: tuple[str, ...] = Field(min_length=1, description="Types of events, such as scan.held or job.*.")
    to: tuple[str, ...] = Field(default=(), description="Notifiers, as instance/id; empty: all.")
    enabled: bool = Field(default=True, description="Whether they are told.")
