"""qBittorrent as a download client of mediad."""
