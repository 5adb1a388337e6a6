"""Comics and manga for mediad."""
