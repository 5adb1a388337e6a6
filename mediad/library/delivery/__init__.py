"""Bytes leave: files as they lie, and pictures in the size that is asked for. Every disk is touched by a child."""
