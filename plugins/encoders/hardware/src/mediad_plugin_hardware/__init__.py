"""Films as H.264 by the devices of a machine, as a plugin of mediad."""
