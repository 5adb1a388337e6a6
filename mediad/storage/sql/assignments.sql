-- name: of_sources
-- Tells what people said that some files and folders are; where nobody ever said anything, nothing is looked up.
SELECT a.file, a.folder, a.subject FROM assignment AS a
WHERE EXISTS (SELECT 1 FROM assignment)
    AND (a.file IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:files AS TEXT))) AND a.folder = 0
        OR a.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:folders AS TEXT))) AND a.file = 0);

-- name: put
-- Remembers what a person said that a file or folder is.
INSERT INTO assignment (file, folder, subject, account, at) VALUES (:file, :folder, :subject, :account, :at)
ON CONFLICT (file, folder) DO UPDATE SET subject = excluded.subject, account = excluded.account, at = excluded.at;

-- name: forget
-- Forgets all that people said a work is made of.
DELETE FROM assignment WHERE subject = :subject;

-- name: pieces
-- Lists what a work is made of: the files and folders of its editions, with where they lie.
SELECT e.uid AS edition, COALESCE(f.uid, '') AS uid, o.file, o.folder, d.id AS home, r.library
FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS o ON o.part = p.id
    LEFT JOIN file AS f ON f.id = o.file AND o.file <> 0
    JOIN folder AS d ON d.id = CASE WHEN o.file <> 0 THEN f.folder ELSE o.folder END
    JOIN root AS r ON r.id = d.root
WHERE e.subject = :subject AND e.origin = 'scan';

-- name: homes
-- Lists the folders that files and folders which people assigned to a work lie in.
SELECT d.id AS home, r.library FROM assignment AS a LEFT JOIN file AS f ON f.id = a.file AND a.file <> 0
    JOIN folder AS d ON d.id = CASE WHEN a.file <> 0 THEN f.folder ELSE a.folder END
    JOIN root AS r ON r.id = d.root
WHERE a.subject = :subject;

-- name: at
-- Finds what has a place below a work.
SELECT uid FROM subject WHERE parent = :parent AND parent <> 0 AND extra = '' AND position = :position LIMIT 2;
