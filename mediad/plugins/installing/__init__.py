"""Installs plugins beside the daemon: generations, each checked and tried before one rename makes it current."""
