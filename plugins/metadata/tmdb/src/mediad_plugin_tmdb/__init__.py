"""Films and shows of The Movie Database for mediad."""
