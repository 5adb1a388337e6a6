"""HEIC and HEIF for mediad."""
