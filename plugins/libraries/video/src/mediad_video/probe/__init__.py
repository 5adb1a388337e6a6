"""What is inside a video file: container, streams, chapters."""
