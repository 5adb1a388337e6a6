"""Podcasts for mediad."""
