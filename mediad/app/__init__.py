"""The composition root: the only place that knows every room.

`main` runs the daemon; `media_types` and `open_ground` serve the command line, which works without one.
"""

from __future__ import annotations

from mediad.app.life import main
from mediad.app.offline import media_types, open_ground

__all__ = ["main", "media_types", "open_ground"]
