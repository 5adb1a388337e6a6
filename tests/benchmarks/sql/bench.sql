-- name: subject
-- Adds a track that is nothing but a title.
INSERT INTO subject (id, uid, kind, key, title, brief, added, changed)
VALUES (:id, 'track-' || :id, 'track', 'key ' || :id, :title, '{}', 0, 0);
