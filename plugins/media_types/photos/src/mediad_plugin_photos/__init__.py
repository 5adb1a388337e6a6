"""Photos for mediad: what cameras and phones put into a folder."""
