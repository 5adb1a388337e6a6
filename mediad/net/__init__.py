"""The way out: one pool of connections for the daemon, lent to plugins with a permission, limits and manners.

    Lent (permission, cache, one call for all askers) -> Upstream (pace, breaker, retries) -> Wire (redirects, bounds)

httpx is imported here alone, and only when the first call is made.
"""
