"""Says nothing of itself."""

from __future__ import annotations

raise RuntimeError("nobody may import me")
