"""The library: what is on the disks, and the works that it amounts to."""
