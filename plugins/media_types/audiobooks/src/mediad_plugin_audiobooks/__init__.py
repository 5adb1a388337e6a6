"""Audiobooks for mediad."""
