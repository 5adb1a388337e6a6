"""OpenID Connect as a way to sign in to mediad."""
