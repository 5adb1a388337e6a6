"""Route sets by noun; each module offers `routes(...)`, which takes its services and returns frozen routes."""
