"""The catalogue: what works there are, who they are, and what every source says about them."""

from mediad.library.catalogue.catalogue import Catalogue

__all__ = ["Catalogue"]
