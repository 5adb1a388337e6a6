"""The mediad daemon."""
