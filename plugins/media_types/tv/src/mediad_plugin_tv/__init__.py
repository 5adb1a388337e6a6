"""Series for mediad."""
