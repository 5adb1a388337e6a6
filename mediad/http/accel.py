"""Where the proxy in front serves files itself."""

from __future__ import annotations

from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True)
class Accel:
    """Lets the proxy in front serve files itself: every root below one internal address, under its own path."""

    prefix: str = ""

    def address(self, root: bytes, path: bytes) -> str | None:
        """Give the proxy's address of a file of a root; None when it serves none, or the name is no text."""
        if not self.prefix:
            return None
        try:
            return f"{self.prefix.rstrip('/')}{root.decode().rstrip('/')}/{path.decode()}"
        except UnicodeDecodeError:
            return None
