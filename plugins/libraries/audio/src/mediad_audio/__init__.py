"""Audio files, read: tags, sound, pictures and chapters; a cue sheet's tracks."""

from mediad_audio.reading import picture, read

__all__ = ["picture", "read"]
