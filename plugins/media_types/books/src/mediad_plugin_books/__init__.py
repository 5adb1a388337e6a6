"""Books for mediad."""
