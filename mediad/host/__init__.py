"""What the daemon lends to plugins: the SDK's host services, each cut to the plugin that holds it."""
