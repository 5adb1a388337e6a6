-- name: places
-- Finds the files that a work is made of, where they lie, and the library that they belong to.
SELECT file.folder, file.name, folder.path AS folder_path, root.path AS root_path, root.state AS root_state,
       root.reason AS root_reason, root.library
FROM edition JOIN part ON part.edition = edition.id JOIN part_source ON part_source.part = part.id
JOIN file ON file.id = part_source.file JOIN folder ON folder.id = file.folder JOIN root ON root.id = folder.root
WHERE edition.subject = :subject AND edition.origin = 'scan' AND file.state IN ('present', 'unreachable')
ORDER BY file.folder, file.name;

-- name: spoken
-- Finds the sidecars of some folders that speak of works: file and work.
SELECT document.file, document.subject FROM document
WHERE document.source = 'sidecar' AND document.file <> 0
    AND document.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:folders AS TEXT)));

-- name: works
-- Pages through the works of some kinds.
SELECT subject.id, subject.uid FROM subject
WHERE subject.id > :after AND subject.extra = ''
    AND subject.kind IN (SELECT value FROM json_each(CAST(:kinds AS TEXT)))
ORDER BY subject.id LIMIT :limit;
