-- name: find @sqlite
-- Finds subjects by their identity: a JSON list of [kind, scope, parent, key].
SELECT s.id, s.uid, s.kind, s.scope, s.parent, s.key, s.extra, s.title, s.position, s.position_label, s.position_end,
    s.availability, s.age, s.data, s.brief, s.schema_version, s.fold_version, s.added
FROM json_each(:wanted) AS w CROSS JOIN subject AS s ON s.kind = w.value ->> 0 AND s.scope = w.value ->> 1
    AND s.parent = w.value ->> 2 AND s.key = w.value ->> 3;

-- name: find @postgres
-- Finds subjects by their identity: a JSON list of [kind, scope, parent, key].
SELECT s.id, s.uid, s.kind, s.scope, s.parent, s.key, s.extra, s.title, s.position, s.position_label, s.position_end,
    s.availability, s.age, s.data, s.brief, s.schema_version, s.fold_version, s.added
FROM json_array_elements(CAST(:wanted AS JSON)) AS w (value) JOIN subject AS s ON s.kind = w.value ->> 0
    AND s.scope = CAST(w.value ->> 1 AS BIGINT) AND s.parent = CAST(w.value ->> 2 AS BIGINT) AND s.key = w.value ->> 3;

-- name: matched @sqlite
-- Finds the subjects that a person said these identities are: a JSON list of [kind, scope, parent, key].
SELECT i.kind, i.scope, i.parent, i.key, i.subject
FROM json_each(:wanted) AS w CROSS JOIN identity AS i ON i.kind = w.value ->> 0 AND i.scope = w.value ->> 1
    AND i.parent = w.value ->> 2 AND i.key = w.value ->> 3;

-- name: matched @postgres
-- Finds the subjects that a person said these identities are: a JSON list of [kind, scope, parent, key].
SELECT i.kind, i.scope, i.parent, i.key, i.subject
FROM json_array_elements(CAST(:wanted AS JSON)) AS w (value) JOIN identity AS i ON i.kind = w.value ->> 0
    AND i.scope = CAST(w.value ->> 1 AS BIGINT) AND i.parent = CAST(w.value ->> 2 AS BIGINT) AND i.key = w.value ->> 3;

-- name: have_matches
-- Tells which of some subjects a person said that others are.
SELECT DISTINCT subject FROM identity
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: bearing @sqlite
-- Finds who has external ids: a JSON list of [kind, scope, parent, scheme, entity, value].
SELECT x.scheme, x.entity, x.value, s.kind, s.scope, s.parent, s.key
FROM json_each(:wanted) AS w CROSS JOIN external_id AS x
    ON x.scheme = w.value ->> 3 AND x.entity = w.value ->> 4 AND x.value = w.value ->> 5
    CROSS JOIN subject AS s ON s.id = x.subject
WHERE s.kind = w.value ->> 0 AND s.scope = w.value ->> 1 AND s.parent = w.value ->> 2
ORDER BY s.id;

-- name: bearing @postgres
-- Finds who has external ids: a JSON list of [kind, scope, parent, scheme, entity, value].
SELECT x.scheme, x.entity, x.value, s.kind, s.scope, s.parent, s.key
FROM json_array_elements(CAST(:wanted AS JSON)) AS w (value) JOIN external_id AS x
    ON x.scheme = w.value ->> 3 AND x.entity = w.value ->> 4 AND x.value = w.value ->> 5
    JOIN subject AS s ON s.id = x.subject
WHERE s.kind = w.value ->> 0 AND s.scope = CAST(w.value ->> 1 AS BIGINT) AND s.parent = CAST(w.value ->> 2 AS BIGINT)
ORDER BY s.id;

-- name: hold @sqlite
-- Waits until nobody else changes a subject; on SQLite writes are one after the other anyway.
SELECT id FROM subject WHERE uid = :uid;

-- name: hold @postgres
-- Waits until nobody else changes a subject, so that its revision is the one that was read until the end of the unit.
SELECT id FROM subject WHERE uid = :uid FOR UPDATE;

-- name: match
-- Remembers that a person said who is meant by an identity.
INSERT INTO identity (kind, scope, parent, key, subject) VALUES (:kind, :scope, :parent, :key, :subject)
ON CONFLICT (kind, scope, parent, key) DO UPDATE SET subject = excluded.subject;

-- name: unmatch
-- Forgets what a person said others are: who is called so is somebody else again.
DELETE FROM identity WHERE subject = :subject;

-- name: load
-- Reads subjects by their ids.
SELECT id, uid, kind, scope, parent, key, extra, title, position, position_label, position_end,
    availability, age, data, brief, schema_version, fold_version, added
FROM subject WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: children
-- Lists the ids of the works and extras below some subjects.
SELECT id, parent FROM subject
WHERE parent <> 0 AND parent IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: insert
-- Adds a subject.
INSERT INTO subject (id, uid, kind, scope, parent, key, extra, title, position, position_label, position_end,
    availability, age, data, brief, schema_version, fold_version, added, changed)
VALUES (:id, :uid, :kind, :scope, :parent, :key, :extra, :title, :position, :position_label, :position_end,
    :availability, :age, :data, :brief, :schema_version, :fold_version, :added, :changed);

-- name: update
-- Writes what became of a subject; its revision tells editors that it changed.
UPDATE subject SET kind = :kind, scope = :scope, parent = :parent, key = :key, extra = :extra, title = :title,
    position = :position, position_label = :position_label, position_end = :position_end,
    availability = :availability, age = :age, data = :data, brief = :brief, schema_version = :schema_version,
    fold_version = :fold_version, changed = :changed, revision = revision + 1
WHERE id = :id;

-- name: park
-- Frees a subject's identity until its new one is written, so that two may swap theirs.
UPDATE subject SET key = '~' || uid WHERE id = :id;

-- name: by_uid
-- Finds a subject by its public id.
SELECT id, revision FROM subject WHERE uid = :uid;

-- name: alias
-- Finds where a public id went: a subject's new public id, or NULL when it is gone.
SELECT s.uid FROM alias AS a LEFT JOIN subject AS s ON s.id = a.subject WHERE a.uid = :uid;

-- name: of_kind
-- Gives the ids of the subjects of a kind in their order, behind one.
SELECT id FROM subject WHERE kind = :kind AND id > :after ORDER BY id LIMIT :limit;
