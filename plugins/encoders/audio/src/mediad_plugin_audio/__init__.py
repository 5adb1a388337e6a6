"""Music as AAC, Opus, MP3 or FLAC, as a plugin of mediad."""
