"""Films for mediad."""
