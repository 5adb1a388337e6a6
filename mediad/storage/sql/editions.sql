-- name: of_folders
-- Reads the editions that some folders or the files in them are sources of, a row for each source.
WITH wanted AS (
    SELECT e.id FROM edition AS e
    WHERE e.folder <> 0 AND e.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:folders AS TEXT)))
    UNION
    SELECT p.edition FROM file AS f JOIN part_source AS s ON s.file = f.id AND s.file <> 0 JOIN part AS p ON p.id = s.part
    WHERE f.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:folders AS TEXT)))
    UNION
    SELECT p.edition FROM part_source AS s JOIN part AS p ON p.id = s.part
    WHERE s.folder <> 0 AND s.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:claimed AS TEXT)))
)
SELECT e.id, e.uid, e.subject, e.key, e.version, e.rendition, e.label, e.facts, e.marks, e.status, e.reason, e.recipe,
    e.folder, e.origin, p.id AS part, p.role, p.position, p.selector, s.file, s.folder AS source_folder, f.folder AS home,
    s.preferred, COALESCE(f.state, d.state, 'missing') AS state
FROM edition AS e LEFT JOIN part AS p ON p.edition = e.id LEFT JOIN part_source AS s ON s.part = p.id
    LEFT JOIN file AS f ON f.id = s.file LEFT JOIN folder AS d ON d.id = s.folder AND s.folder <> 0
WHERE e.id IN (SELECT id FROM wanted);

-- name: of_subjects
-- Reads the editions of some subjects, a row for each source.
SELECT e.id, e.uid, e.subject, e.key, e.version, e.rendition, e.label, e.facts, e.marks, e.status, e.reason, e.recipe,
    e.folder, e.origin, p.id AS part, p.role, p.position, p.selector, s.file, s.folder AS source_folder, f.folder AS home,
    s.preferred, COALESCE(f.state, d.state, 'missing') AS state
FROM edition AS e LEFT JOIN part AS p ON p.edition = e.id LEFT JOIN part_source AS s ON s.part = p.id
    LEFT JOIN file AS f ON f.id = s.file LEFT JOIN folder AS d ON d.id = s.folder AND s.folder <> 0
WHERE e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: contents
-- Gives the content ids of some files.
SELECT id, content FROM file
WHERE content IS NOT NULL AND id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: insert
-- Adds an edition.
INSERT INTO edition (id, uid, subject, key, version, rendition, label, facts, marks, status, reason, recipe, folder, added)
VALUES (:id, :uid, :subject, :key, :version, :rendition, :label, :facts, :marks, :status, :reason, :recipe, :folder, :added);

-- name: update
-- Writes what a folder says of an edition now.
UPDATE edition SET subject = :subject, key = :key, version = :version, rendition = :rendition, label = :label,
    facts = :facts, marks = :marks, status = :status, reason = :reason, recipe = :recipe, folder = :folder
WHERE id = :id;

-- name: delete
-- Takes an edition back.
DELETE FROM edition WHERE id = :id;

-- name: insert_part
-- Adds a part.
INSERT INTO part (id, edition, role, position, selector) VALUES (:id, :edition, :role, :position, :selector);

-- name: delete_part
-- Takes a part back.
DELETE FROM part WHERE id = :id;

-- name: insert_source
-- Adds a file or folder that holds a part.
INSERT INTO part_source (part, file, folder, preferred) VALUES (:part, :file, :folder, :preferred);

-- name: prefer
-- Says whether a source is the one that is used.
UPDATE part_source SET preferred = :preferred WHERE part = :part AND file = :file AND folder = :folder;

-- name: delete_source
-- Takes a source back.
DELETE FROM part_source WHERE part = :part AND file = :file AND folder = :folder;

-- name: subjects_of
-- Lists the subjects that some files or folders are sources of.
SELECT e.subject FROM part_source AS s JOIN part AS p ON p.id = s.part JOIN edition AS e ON e.id = p.edition
WHERE s.file <> 0 AND s.file IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:files AS TEXT)))
UNION
SELECT e.subject FROM part_source AS s JOIN part AS p ON p.id = s.part JOIN edition AS e ON e.id = p.edition
WHERE s.folder <> 0 AND s.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:folders AS TEXT)));

-- name: usable
-- Reads the sources of some subjects' parts and whether each can be used now.
SELECT e.id AS edition, e.subject, e.version, e.rendition, e.origin, s.part, s.file, s.folder, s.preferred,
    COALESCE(f.state, d.state, 'missing') AS state
FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS s ON s.part = p.id
    LEFT JOIN file AS f ON f.id = s.file AND s.file <> 0 LEFT JOIN folder AS d ON d.id = s.folder AND s.folder <> 0
WHERE e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: carry_progress
-- Lets the places where people are in an edition count for another one, unless they have a newer one there.
INSERT INTO progress (account, subject, edition, locator, position, place, fraction, finished, updated)
SELECT account, subject, CAST(:into AS BIGINT), locator, position, place, fraction, finished, updated
FROM progress WHERE subject = :subject AND edition = :edition
ON CONFLICT (account, subject, edition) DO UPDATE SET locator = excluded.locator, position = excluded.position,
    place = excluded.place, fraction = excluded.fraction, finished = excluded.finished, updated = excluded.updated
WHERE excluded.updated > progress.updated;

-- name: drop_progress
-- Drops the places that were carried over.
DELETE FROM progress WHERE subject = :subject AND edition = :edition;

-- name: carry_plays
-- Lets plays of an edition count for another one.
UPDATE play SET edition = :into WHERE subject = :subject AND edition = :edition;
