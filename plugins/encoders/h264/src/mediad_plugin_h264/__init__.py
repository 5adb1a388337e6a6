"""Films as H.264 and AAC in MP4, as a plugin of mediad."""
