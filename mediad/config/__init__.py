"""Configuration: TOML, drop-ins, secret files and the environment, checked before anything starts."""

from mediad.config.changes import Change, changes
from mediad.config.errors import ConfigError, Mistake
from mediad.config.load import find, load, refuse, schema
from mediad.config.models import Config

__all__ = ["Change", "Config", "ConfigError", "Mistake", "changes", "find", "load", "refuse", "schema"]
