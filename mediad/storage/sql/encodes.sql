-- name: sources
-- Reads the editions of a work that a scan found, a row for each source of each part, with where it is.
SELECT e.id, e.uid, e.version, e.label, e.facts, e.marks, e.status, e.reason, p.id AS part, p.role, p.selector,
    s.folder AS whole_folder, s.preferred, f.uid AS file, f.name, f.size, f.mtime_ns, f.state,
    d.path AS folder_path, r.path AS root_path, r.state AS root_state, r.reason AS root_reason,
    l.id AS library, l.uid AS library_uid
FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS s ON s.part = p.id
    LEFT JOIN file AS f ON f.id = s.file AND s.file <> 0 LEFT JOIN folder AS d ON d.id = f.folder
    LEFT JOIN root AS r ON r.id = d.root LEFT JOIN library AS l ON l.id = r.library
WHERE e.subject = :subject AND e.origin = 'scan'
ORDER BY e.id, p.position, p.id, s.preferred DESC, f.id

-- name: subject_of
-- Tells which work an edition that a scan found belongs to now.
SELECT s.id, s.uid FROM edition AS e JOIN subject AS s ON s.id = e.subject WHERE e.id = :id AND e.origin = 'scan'

-- name: by_key
-- Finds a conversion by its name within its work.
SELECT e.id, e.uid, e.facts, f.id AS file, f.uid AS file_uid, f.size, f.name, r.path AS root_path
FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS s ON s.part = p.id
    JOIN file AS f ON f.id = s.file AND s.file <> 0 JOIN folder AS d ON d.id = f.folder JOIN root AS r ON r.id = d.root
WHERE e.subject = :subject AND e.key = :key AND e.origin = 'encode'

-- name: by_uid
-- Finds a conversion by its public id, with where its file is and what it was made of, 0 when that is no more.
SELECT e.id, e.uid, COALESCE((SELECT o.id FROM edition AS o WHERE o.id = e.derived_from), 0) AS derived_from, e.profile, s.id AS subject, s.uid AS item, p.id AS part, f.id AS file, f.name,
    r.path AS root_path, l.uid AS library
FROM edition AS e JOIN subject AS s ON s.id = e.subject JOIN part AS p ON p.edition = e.id
    JOIN part_source AS ps ON ps.part = p.id JOIN file AS f ON f.id = ps.file AND ps.file <> 0
    JOIN folder AS d ON d.id = f.folder JOIN root AS r ON r.id = d.root LEFT JOIN library AS l ON l.id = r.library
WHERE e.uid = :uid AND e.origin = 'encode'

-- name: files
-- Lists where every conversion is.
SELECT r.path, f.name FROM root AS r JOIN folder AS d ON d.root = r.id JOIN file AS f ON f.folder = d.id
WHERE r.purpose = 'derived'

-- name: roots
-- Lists the roots that hold media; nothing is converted into one of them.
SELECT path FROM root WHERE purpose = 'media' AND state <> 'detached'

-- name: folder
-- Finds the folder of a library's conversions.
SELECT d.id FROM root AS r JOIN folder AS d ON d.root = r.id
WHERE r.library = :library AND r.path = :path AND r.purpose = 'derived'

-- name: add_root
-- Makes the root of a library's conversions.
INSERT INTO root (id, uid, library, path, state, since, purpose) VALUES (:id, :uid, :library, :path, 'online', :since, 'derived')

-- name: add_folder
-- Makes the one folder of such a root.
INSERT INTO folder (id, root, path, since) VALUES (:id, :root, :path, :since)

-- name: add_file
-- Makes a converted file.
INSERT INTO file (id, uid, folder, name, display, size, mtime_ns, since)
VALUES (:id, :uid, :folder, :name, :display, :size, :mtime_ns, :since)

-- name: change_file
-- Notes that a file was converted anew.
UPDATE file SET folder = :folder, size = :size, mtime_ns = :mtime_ns, state = 'present', since = :since WHERE id = :id

-- name: add_edition
-- Makes a conversion.
INSERT INTO edition (id, uid, subject, key, version, rendition, label, facts, marks, origin, derived_from, profile, added)
VALUES (:id, :uid, :subject, :key, :version, :rendition, :label, :facts, :marks, 'encode', :derived_from, :profile, :added)

-- name: change_edition
-- Describes a conversion that was made anew.
UPDATE edition SET version = :version, rendition = :rendition, label = :label, facts = :facts, marks = :marks WHERE id = :id

-- name: add_part
-- Makes the one part of a conversion.
INSERT INTO part (id, edition) VALUES (:id, :edition)

-- name: add_source
-- Says which file holds it.
INSERT INTO part_source (part, file) VALUES (:part, :file)

-- name: touch
-- Lets the viewers of a work know that it changed.
UPDATE subject SET revision = revision + 1, changed = :now WHERE id = :id

-- name: move_progress
-- Lets the places where people are in a conversion count for what it was made of, unless they have one there.
UPDATE progress SET edition = :source
WHERE edition = :edition AND NOT EXISTS (
    SELECT 1 FROM progress AS other
    WHERE other.account = progress.account AND other.subject = progress.subject AND other.edition = :source
)

-- name: drop_progress
-- Forgets the places that are left.
DELETE FROM progress WHERE edition = :edition

-- name: move_plays
-- Lets plays of a conversion count for what it was made of.
UPDATE play SET edition = :source WHERE edition = :edition

-- name: delete_source
-- Forgets which file holds a part.
DELETE FROM part_source WHERE part = :part

-- name: delete_part
-- Forgets a part.
DELETE FROM part WHERE id = :id

-- name: delete_edition
-- Forgets a conversion.
DELETE FROM edition WHERE id = :id

-- name: delete_file
-- Forgets a converted file.
DELETE FROM file WHERE id = :id
