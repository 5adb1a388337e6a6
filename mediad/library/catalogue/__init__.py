"""The catalogue: what works there are, who they are, and what every source says about them."""

from mediad.library.catalogue.catalogue import Catalogue
from mediad.library.catalogue.item import Items

__all__ = ["Catalogue", "Items"]
