"""PDF: what a document says of itself. Source: ISO 32000-1 and -2."""

from mediad_plugin_books.pdf.reading import artwork, read

__all__ = ["artwork", "read"]
