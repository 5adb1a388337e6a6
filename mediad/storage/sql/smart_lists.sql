-- name: all
-- Shows the lists that somebody may read: their own, those of the house, and what others share.
SELECT l.id, l.uid, l.account, l.name, l.query, l.shared, l.created, l.changed, l.revision, COALESCE(a.name, '') AS owner
FROM smart_list AS l LEFT JOIN account AS a ON a.id = l.account
WHERE l.account IS NULL OR l.account = :account OR l.shared <> 0 ORDER BY l.id;

-- name: one
-- Finds a list that somebody may read.
SELECT l.id, l.uid, l.account, l.name, l.query, l.shared, l.created, l.changed, l.revision, COALESCE(a.name, '') AS owner
FROM smart_list AS l LEFT JOIN account AS a ON a.id = l.account
WHERE l.uid = :uid AND (l.account IS NULL OR l.account = :account OR l.shared <> 0);

-- name: add
-- Adds a list.
INSERT INTO smart_list (id, uid, account, name, query, shared, created, changed)
VALUES (:id, :uid, :account, :name, :query, :shared, :now, :now);

-- name: change
-- Changes a list of a known revision.
UPDATE smart_list SET name = :name, query = :query, shared = :shared, changed = :now, revision = revision + 1
WHERE id = :id AND revision = :revision;

-- name: remove
-- Removes a list.
DELETE FROM smart_list WHERE id = :id;
