"""The command `mediad-sdk`: a plugin begun, and a plugin checked; no daemon is needed."""
