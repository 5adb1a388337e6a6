"""Child processes: whatever touches media, or may hang, crash or grow, does it outside the daemon."""
