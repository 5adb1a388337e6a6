"""One language to ask for works, for the API, the command line and lists that fill themselves."""

from mediad.library.query.grammar import Mistake, Query, parse, write

__all__ = ["Mistake", "Query", "parse", "write"]
