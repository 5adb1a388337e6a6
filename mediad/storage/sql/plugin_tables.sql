-- name: applied
-- Lists the migrations that a plugin has had.
SELECT version, name, checksum, down FROM plugin_migration WHERE plugin = :plugin ORDER BY version;

-- name: record
-- Remembers that a plugin's migration was applied, and how it is taken back.
INSERT INTO plugin_migration (plugin, version, name, checksum, down, applied)
VALUES (:plugin, :version, :name, :checksum, :down, :applied);

-- name: forget
-- Forgets a plugin's migration that was taken back.
DELETE FROM plugin_migration WHERE plugin = :plugin AND version = :version;
