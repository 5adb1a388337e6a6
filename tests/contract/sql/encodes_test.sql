-- name: library
-- Makes a library.
INSERT INTO library (id, uid, name, types, origin, created) VALUES (:id, :uid, :uid, '[]', 'api', 0)

-- name: root
-- Makes a root that is there.
INSERT INTO root (id, uid, library, path, state, since) VALUES (:id, :uid, :library, :path, 'online', 0)

-- name: root_state
-- Changes what became of a root.
UPDATE root SET state = :state, reason = :reason WHERE id = :id

-- name: folder
-- Makes the folder of a root itself.
INSERT INTO folder (id, root, path) VALUES (:id, :root, :path)

-- name: file
-- Makes a file.
INSERT INTO file (id, uid, folder, name, display, size, mtime_ns) VALUES (:id, :uid, :folder, :name, '', :size, 1)

-- name: resize
-- Notes that a file changed.
UPDATE file SET size = size + 1 WHERE id = :id

-- name: work
-- Makes a work.
INSERT INTO subject (id, uid, kind, key, added, changed) VALUES (:id, :uid, 'film', :uid, 0, 0)

-- name: edition
-- Makes an edition that a scan found.
INSERT INTO edition (id, uid, subject, key, facts, added) VALUES (:id, :uid, :subject, :uid, :facts, 0)

-- name: part
-- Makes a part.
INSERT INTO part (id, edition, selector, position) VALUES (:id, :edition, :selector, :id)

-- name: source
-- Says which file or folder holds a part.
INSERT INTO part_source (part, file, folder) VALUES (:part, :file, :folder)

-- name: drop
-- Takes an edition back, as a scan does.
DELETE FROM edition WHERE id = :id

-- name: progress
-- Notes where somebody is in an edition.
INSERT INTO progress (account, subject, edition, locator, position, fraction, updated)
VALUES (:account, :subject, :edition, 'time', :position, 0.5, 0)

-- name: places
-- Tells where people are.
SELECT edition, position FROM progress WHERE account = :account ORDER BY edition, position

-- name: play
-- Notes that somebody played an edition.
INSERT INTO play (id, account, subject, edition, at) VALUES (:id, :account, :subject, :edition, 0)

-- name: played
-- Tells which editions were played.
SELECT edition FROM play ORDER BY id

-- name: conversions
-- Shows every conversion with its part and file.
SELECT e.id, e.uid, e.subject, e.key, e.version, e.rendition, e.label, e.facts, e.marks, e.derived_from, e.profile, f.uid AS file,
    f.name, f.display, f.size, f.mtime_ns, f.state, d.path AS folder, r.path AS root, r.library, r.purpose
FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS s ON s.part = p.id JOIN file AS f ON f.id = s.file
    JOIN folder AS d ON d.id = f.folder JOIN root AS r ON r.id = d.root
WHERE e.origin = 'encode' ORDER BY e.id

-- name: rows
-- Counts what a conversion is made of.
SELECT (SELECT count(*) FROM edition), (SELECT count(*) FROM part), (SELECT count(*) FROM part_source), (SELECT count(*) FROM file)

-- name: revision
-- Tells how often a work changed.
SELECT revision FROM subject WHERE id = :id

-- name: merge
-- Lets an edition belong to another work.
UPDATE edition SET subject = :subject WHERE id = :id
