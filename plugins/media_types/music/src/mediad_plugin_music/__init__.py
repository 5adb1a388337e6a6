"""Music for mediad: albums, tracks and artists."""
