"""What is on the disks: libraries and roots, scans, moves, losses and holds."""
