-- name: get
-- Gives what a plugin was allowed.
SELECT permissions, version, approved, approved_by FROM plugin_approval WHERE plugin = :plugin;

-- name: put
-- Keeps what a plugin is allowed, in place of what it was before.
INSERT INTO plugin_approval (plugin, permissions, version, approved, approved_by)
VALUES (:plugin, :permissions, :version, :approved, :approved_by)
ON CONFLICT (plugin) DO UPDATE
SET permissions = excluded.permissions, version = excluded.version, approved = excluded.approved,
    approved_by = excluded.approved_by;

-- name: remove
-- Forgets what a plugin was allowed.
DELETE FROM plugin_approval WHERE plugin = :plugin;
