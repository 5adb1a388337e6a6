"""RAW photos for mediad."""
