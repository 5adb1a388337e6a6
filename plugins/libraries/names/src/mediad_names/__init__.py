"""Names of media files, read: one function, no dependencies, linear time on any input."""

from mediad_names.kinds import read
from mediad_names.reading import Reading

__all__ = ["Reading", "read"]
