"""Every mistake of a configuration at once, each with its place."""

from __future__ import annotations

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake.

    Attributes:
        source: File, or environment variable, that it stands in.
        line: Line in that file; 0 where there are none.
        key: Dotted key, such as `server.port`.
        message: What is wrong, and what would be right.
    """

    source: str
    line: int = 0
    key: str = ""
    message: str

    def __str__(self) -> str:
        """Return `file:line: key: message`."""
        place = f"{self.source}:{self.line}" if self.line else self.source
        return ": ".join(part for part in (place, self.key, self.message) if part)


class ConfigError(Invalid):
    """The configuration was refused."""

    code = "config_invalid"
    remedy = "Correct the lines named above; mediad.example.toml explains every key. Nothing was changed."

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)), places=tuple((each.key, each.message) for each in mistakes))
        self.mistakes = mistakes
