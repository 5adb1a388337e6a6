"""Was made for another SDK."""

from __future__ import annotations

raise RuntimeError("nobody may import me")
