"""Lyrics beside songs, plain and with times (LRC), for mediad."""
