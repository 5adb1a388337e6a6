"""Names of media files, read: two functions, no dependencies, linear time on any input."""

from mediad_names.kinds import describe, read
from mediad_names.reading import Reading

__all__ = ["Reading", "describe", "read"]
