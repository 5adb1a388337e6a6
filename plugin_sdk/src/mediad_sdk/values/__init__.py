"""Frozen values that cross the border between the daemon and its plugins."""
