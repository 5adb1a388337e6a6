"""Claims an id that another distribution claims too."""

from __future__ import annotations

raise RuntimeError("nobody may import me")
