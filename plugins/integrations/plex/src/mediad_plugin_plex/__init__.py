"""Plex as a media server beside mediad."""
