-- name: get
-- Gives what a plugin instance keeps under a key.
SELECT value FROM plugin_store WHERE instance = :instance AND key = :key;

-- name: put
-- Keeps a value of a plugin instance under a key, in place of the one before.
INSERT INTO plugin_store (instance, key, value) VALUES (:instance, :key, :value)
ON CONFLICT (instance, key) DO UPDATE SET value = excluded.value;

-- name: delete
-- Forgets a key of a plugin instance.
DELETE FROM plugin_store WHERE instance = :instance AND key = :key;
