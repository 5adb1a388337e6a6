"""Finds, checks, loads and calls plugins; what leaves this room is wrapped, so that no call misses the guard."""
