"""PostgreSQL: a server of its own, for several nodes and larger libraries."""

from mediad.storage.postgres.engine import PostgresOptions, PostgresStorage, open_postgres, open_postgres_ground

__all__ = ["PostgresOptions", "PostgresStorage", "open_postgres", "open_postgres_ground"]
