"""What the daemon tells about itself: logs, metrics, health, and word to the service manager."""
