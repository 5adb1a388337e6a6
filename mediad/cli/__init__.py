"""The command line: a client of the daemon over its Unix socket, and a few commands that need no daemon."""
