"""NFO files beside media, as Kodi and its kin write them, for mediad."""
