"""Who looks: every read port takes one."""

from __future__ import annotations

from mediad_sdk.data import dataclass

EVERY_AGE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A person, or whoever acts for one.

    Attributes:
        account: The account's internal id; 0 is the daemon or a plugin.
        libraries: Internal ids of the libraries that they may see.
        max_age: Works for people up to this age; None sees all. A work without a certificate is for everybody,
            or for adults where its kind is rated.
    """

    account: int
    libraries: tuple[int, ...]
    max_age: int | None = None

    @property
    def age(self) -> int:
        """The limit as a number that every certificate can be compared with."""
        return EVERY_AGE if self.max_age is None else self.max_age
