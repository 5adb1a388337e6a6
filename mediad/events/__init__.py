"""The room of what happened: numbering after the commit, the feed that readers follow, and subscribers."""
