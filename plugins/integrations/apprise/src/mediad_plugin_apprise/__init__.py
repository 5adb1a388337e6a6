"""Apprise as a notifier of mediad."""
