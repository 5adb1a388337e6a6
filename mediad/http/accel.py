"""Where the proxy in front serves files itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.http.routes.files import Opened


@dataclass(frozen=True, slots=True)
class Accel:
    """Lets the proxy in front serve files itself: every root below one internal address, under its own path."""

    prefix: str = ""

    def address(self, opened: Opened) -> str | None:
        """Give the proxy's address of a file; None when it serves none, or the name cannot be written as text."""
        if not self.prefix:
            return None
        try:
            return f"{self.prefix.rstrip('/')}{opened.root_path.decode().rstrip('/')}/{opened.path.decode()}"
        except UnicodeDecodeError:
            return None
