"""The composition root: the only place that knows every room.

`life.main` runs the daemon; `offline` serves the command line, which works without one.
"""
