-- name: all
-- Gives what people said of plugin instances, and which of them are in quarantine.
SELECT plugin, enabled, quarantined FROM plugin_choice;

-- name: put
-- Keeps what is said of a plugin instance, in place of what was said before.
INSERT INTO plugin_choice (plugin, enabled, quarantined, changed) VALUES (:plugin, :enabled, :quarantined, :changed)
ON CONFLICT (plugin) DO UPDATE
SET enabled = excluded.enabled, quarantined = excluded.quarantined, changed = excluded.changed;
