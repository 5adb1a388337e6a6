-- name: make_record
-- Makes the table in which migrations are remembered.
CREATE TABLE IF NOT EXISTS schema_migration (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at BIGINT NOT NULL
);

-- name: applied
-- Lists the migrations that this database has seen.
SELECT version, checksum FROM schema_migration ORDER BY version;

-- name: record
-- Remembers that a migration was applied.
INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (:version, :name, :checksum, :applied_at);

-- name: forget
-- Forgets a migration that was taken back.
DELETE FROM schema_migration WHERE version = :version;

-- name: snapshot @sqlite
-- Copies the database, as one consistent and compact file.
VACUUM INTO :path;

-- name: lock @postgres
-- Lets one node migrate while the others wait, until its connection ends.
SELECT pg_advisory_lock(7233181);
