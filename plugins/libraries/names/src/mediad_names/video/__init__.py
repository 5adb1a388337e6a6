"""Names of films and series."""

from mediad_names.video.reader import read

__all__ = ["read"]
