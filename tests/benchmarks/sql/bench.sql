-- name: subject
-- Adds a work of a made-up library.
INSERT INTO subject (id, uid, kind, key, title, data, brief, added, changed)
VALUES (:id, :uid, :kind, :uid, :title, :data, :brief, 0, 0);
