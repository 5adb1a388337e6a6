"""The catalogue: what works there are, who they are, and what every source says about them."""
