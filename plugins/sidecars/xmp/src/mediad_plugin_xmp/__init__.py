"""XMP files beside photos for mediad."""
