-- name: keepers
-- Names who keeps something: instances, or plugins, and what it is.
SELECT DISTINCT instance, 'values' AS what FROM plugin_store
UNION SELECT instance, 'settings' FROM plugin_settings
UNION SELECT plugin, 'approvals' FROM plugin_approval
UNION SELECT instance, 'sign-ins' FROM account_link
UNION SELECT DISTINCT plugin, 'tables' FROM plugin_migration;

-- name: tables @sqlite
-- Names the tables of a plugin.
SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, length(:prefix)) = :prefix ORDER BY name;

-- name: tables @postgres
-- Names the tables of a plugin.
SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()
    AND substr(CAST(tablename AS TEXT), 1, length(CAST(:prefix AS TEXT))) = CAST(:prefix AS TEXT) ORDER BY 1;

-- name: counts
-- Counts what is kept of a plugin beside its tables and settings; its instances are `id` and `id-...`.
SELECT
    (SELECT count(*) FROM plugin_store
        WHERE substr(instance || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened)) AS stored,
    (SELECT count(*) FROM account_link
        WHERE substr(instance || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened)) AS links,
    (SELECT count(*) FROM plugin_approval WHERE plugin = :plugin) AS approvals,
    (SELECT count(*) FROM job WHERE state = 'queued'
        AND substr(type || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened)) AS jobs;

-- name: works
-- Finds the next works that a plugin said something of; what providers of the same name that others bring said is theirs.
SELECT s.id, s.uid FROM subject AS s WHERE s.id > :after AND (
    EXISTS (
        SELECT 1 FROM document AS d WHERE d.subject = s.id AND d.source = 'provider' AND d.folder = 0
            AND substr(d.instance || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened)
            AND d.instance NOT IN (SELECT value FROM json_each(CAST(:others AS TEXT)))
    ) OR EXISTS (
        SELECT 1 FROM provider_match AS m WHERE m.subject = s.id
            AND substr(m.provider || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened)
            AND m.provider NOT IN (SELECT value FROM json_each(CAST(:others AS TEXT)))
    )
) ORDER BY s.id LIMIT :most;

-- name: forget_values
-- Forgets the values that a plugin's instances keep.
DELETE FROM plugin_store WHERE substr(instance || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened);

-- name: forget_settings
-- Forgets the settings of a plugin's instances, and their secrets.
DELETE FROM plugin_settings WHERE substr(instance || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened);

-- name: forget_links
-- Forgets who people are where a plugin's instances vouch for them; their accounts stay.
DELETE FROM account_link WHERE substr(instance || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened);

-- name: forget_sessions
-- Ends the sessions that a plugin's instances vouched for.
DELETE FROM session WHERE substr(method || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened);

-- name: forget_approval
-- Forgets what a plugin was allowed.
DELETE FROM plugin_approval WHERE plugin = :plugin;

-- name: forget_choices
-- Forgets what people said of a plugin's instances.
DELETE FROM plugin_choice WHERE substr(plugin || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened);

-- name: forget_schedules
-- Forgets when a plugin's schedules were last due.
DELETE FROM schedule WHERE substr(id || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened);

-- name: cancel_jobs
-- Ends the jobs of a plugin that wait.
UPDATE job SET state = 'cancelled', finished = :now
WHERE state = 'queued' AND substr(type || '.', 1, CAST(:length AS INTEGER)) IN (:dotted, :hyphened);
