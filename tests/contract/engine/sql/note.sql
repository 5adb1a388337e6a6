-- name: add
-- Writes one note.
INSERT INTO note (id, text) VALUES (:id, :text);

-- name: add_many
-- Writes one note of several.
INSERT INTO note (id, text) VALUES (:id, :text);

-- name: rename
-- Changes the text of the notes from an id on, in words that hold a colon: ':id'.
UPDATE note SET text = 'now: ' || CAST(:text AS TEXT) WHERE id >= :id;

-- name: texts
-- Lists the notes.
SELECT id, text FROM note ORDER BY id;

-- name: count
-- Counts the notes.
SELECT count(*) FROM note;

-- name: text
-- Finds the text of a note.
SELECT text FROM note WHERE id = :id;

-- name: swap
-- Writes a note's text only while it is still the expected one.
UPDATE note SET text = :text WHERE id = :id AND text = :expected;

-- name: slow @postgres
-- Takes more than a second.
SELECT CAST(pg_sleep(1.1) AS TEXT);

-- name: slow @sqlite
-- Takes more than a second.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000000) SELECT count(*) FROM n;

-- name: end_others @postgres
-- Ends the other connections to this database, as a server that restarts does.
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database();

-- name: broken
-- Asks for a column of a text that is no JSON.
SELECT json_extract(text, '$.a') FROM note;
