-- name: all
-- Lists the libraries, detached ones too.
SELECT id, uid, name, types, isolated, origin, settings, created, detached, revision FROM library ORDER BY name

-- name: hold @sqlite
-- Waits until nobody else changes a library; on SQLite writes are one after the other anyway.
SELECT id FROM library WHERE uid = :uid

-- name: hold @postgres
-- Waits until nobody else changes a library, so that its revision is the one that was read until the end of the unit.
SELECT id FROM library WHERE uid = :uid FOR UPDATE

-- name: add
-- Makes a library.
INSERT INTO library (id, uid, name, types, isolated, origin, settings, created)
VALUES (:id, :uid, :name, :types, :isolated, :origin, :settings, :created)

-- name: change
-- Changes what a library is; a detached one is back.
UPDATE library
SET name = :name, types = :types, isolated = :isolated, origin = :origin, settings = :settings, detached = NULL,
    revision = revision + 1
WHERE id = :id

-- name: detach
-- Notes that a library left the configuration, or is being removed.
UPDATE library SET detached = :at, revision = revision + 1 WHERE id = :id AND detached IS NULL

-- name: delete
-- Forgets a library whose files are gone from the tables.
DELETE FROM library WHERE id = :id

-- name: delete_roots
-- Forgets the roots of a library.
DELETE FROM root WHERE library = :library

-- name: roots
-- Lists the roots of every library; where converted files are is nobody's to scan.
SELECT id, uid, library, path, facts, state, reason, since FROM root WHERE purpose = 'media' ORDER BY library, path

-- name: add_root
-- Makes a root that nobody has looked at yet.
INSERT INTO root (id, uid, library, path, since) VALUES (:id, :uid, :library, :path, :since)

-- name: root_state
-- Notes what became of a root; its files are unreachable while it is not online, without a change to their rows.
UPDATE root SET state = :state, reason = :reason, since = :since WHERE id = :id

-- name: root_facts
-- Keeps the facts that a root is recognised by.
UPDATE root SET facts = :facts WHERE id = :id
