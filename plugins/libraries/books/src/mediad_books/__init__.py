"""What e-books and audiobooks share."""
