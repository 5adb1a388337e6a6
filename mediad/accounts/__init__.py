"""The room of people: users, roles, rights, sessions, keys, and what people did with works."""
