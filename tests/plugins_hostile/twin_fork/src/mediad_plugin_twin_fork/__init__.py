"""Claims the id of another distribution."""

from __future__ import annotations

raise RuntimeError("nobody may import me")
