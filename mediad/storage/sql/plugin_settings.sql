-- name: get
-- Gives what is kept of an instance's settings.
SELECT version, data, changed, changed_by FROM plugin_settings WHERE instance = :instance;

-- name: all
-- Gives what is kept of every instance's settings.
SELECT instance, version, data, changed, changed_by FROM plugin_settings ORDER BY instance;

-- name: put
-- Keeps the settings of an instance, in place of those before.
INSERT INTO plugin_settings (instance, version, data, changed, changed_by)
VALUES (:instance, :version, :data, :changed, :changed_by)
ON CONFLICT (instance) DO UPDATE
SET version = excluded.version, data = excluded.data, changed = excluded.changed, changed_by = excluded.changed_by;

-- name: add
-- Keeps the first settings of an instance.
INSERT INTO plugin_settings (instance, version, data, changed, changed_by)
VALUES (:instance, :version, :data, :changed, :changed_by)
ON CONFLICT (instance) DO NOTHING;

-- name: replace
-- Keeps the settings of an instance in the place of those that were read, if nobody changed them meanwhile.
UPDATE plugin_settings SET version = :version, data = :data, changed = :changed, changed_by = :changed_by
WHERE instance = :instance AND changed = :over;

-- name: reseal
-- Puts settings in their place whose secrets were sealed with another key; nothing else of them changed.
UPDATE plugin_settings SET data = :data WHERE instance = :instance;
