"""On which shelf the disc of a film stands."""
