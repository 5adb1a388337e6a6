-- name: places
-- Finds the files that a work is made of, where they lie, and the library that they belong to.
SELECT file.folder, file.name, folder.path AS folder_path, root.path AS root_path, root.state AS root_state,
       root.reason AS root_reason, root.library
FROM edition JOIN part ON part.edition = edition.id JOIN part_source ON part_source.part = part.id
JOIN file ON file.id = part_source.file JOIN folder ON folder.id = file.folder JOIN root ON root.id = folder.root
WHERE edition.subject = :subject AND edition.origin = 'scan' AND file.state IN ('present', 'unreachable')
ORDER BY file.folder, file.name;

-- name: below
-- Finds the files that works below one are made of, where they lie, and the library that they belong to.
WITH RECURSIVE below (id) AS (
    SELECT id FROM subject WHERE parent = :subject AND parent <> 0 AND extra = ''
    UNION ALL
    SELECT subject.id FROM subject JOIN below ON subject.parent = below.id WHERE subject.parent <> 0 AND extra = ''
)
SELECT file.folder, file.name, folder.path AS folder_path, root.path AS root_path, root.state AS root_state,
       root.reason AS root_reason, root.library, folder.root
FROM below JOIN edition ON edition.subject = below.id JOIN part ON part.edition = edition.id
JOIN part_source ON part_source.part = part.id JOIN file ON file.id = part_source.file
JOIN folder ON folder.id = file.folder JOIN root ON root.id = folder.root
WHERE edition.origin = 'scan' AND file.state IN ('present', 'unreachable')
ORDER BY folder.root, folder.path, file.name;

-- name: folder
-- Finds a folder by its path.
SELECT id FROM folder WHERE root = :root AND path = :path;

-- name: other
-- Finds a file in a folder that is another work's, of some kinds, and whose name is in a range.
SELECT file.name FROM file JOIN part_source ON part_source.file = file.id JOIN part ON part.id = part_source.part
JOIN edition ON edition.id = part.edition JOIN subject ON subject.id = edition.subject
WHERE file.folder = :folder AND file.name >= :first AND file.name < :end AND part_source.file <> 0
    AND file.state IN ('present', 'unreachable') AND subject.id <> :subject AND subject.extra = ''
    AND subject.kind IN (SELECT value FROM json_each(CAST(:kinds AS TEXT)))
LIMIT 1;

-- name: own
-- Finds the sidecar of a format in a folder that speaks of a work and of no other.
SELECT file.name FROM document JOIN file ON file.id = document.file
WHERE document.subject = :subject AND document.source = 'sidecar' AND file.folder = :folder AND file.type = :type
    AND file.state = 'present' AND NOT EXISTS (
        SELECT 1 FROM document AS other
        WHERE other.file = file.id AND other.source = 'sidecar' AND other.subject <> document.subject)
ORDER BY file.name LIMIT 1;

-- name: spoken
-- Finds the works that a sidecar speaks of.
SELECT subject FROM document WHERE file = :file AND source = 'sidecar';

-- name: works
-- Pages through the works of some kinds.
SELECT subject.id, subject.uid FROM subject
WHERE subject.id > :after AND subject.extra = ''
    AND subject.kind IN (SELECT value FROM json_each(CAST(:kinds AS TEXT)))
ORDER BY subject.id LIMIT :limit;
