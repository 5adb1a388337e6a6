-- name: files
-- Lists the files of a library that could not be read, with the reason and what to do.
SELECT file.id, file.uid, root.path AS root, folder.path AS folder, file.name, file.error, file.reason, file.since
FROM file JOIN folder ON folder.id = file.folder JOIN root ON root.id = folder.root
WHERE file.error <> '' AND root.library = :library AND root.state <> 'detached' AND file.state = 'present'
  AND file.id > :after
ORDER BY file.id LIMIT :limit

-- name: folders
-- Lists the folders of a library that could not be read or understood, with the reason.
SELECT folder.id, root.path AS root, folder.path AS folder, folder.state, folder.reason, folder.since
FROM folder JOIN root ON root.id = folder.root
WHERE root.library = :library AND root.state <> 'detached' AND folder.state <> 'missing' AND folder.reason <> ''
  AND folder.id > :after
ORDER BY folder.id LIMIT :limit

-- name: editions
-- Lists the editions of a library that cannot be used as they are, damaged or not whole, with their first file.
SELECT bad.id, COALESCE(file.uid, '') AS uid, root.path AS root, folder.path AS folder, file.name, bad.status, bad.reason,
       bad.added
FROM (
    SELECT e.id, e.status, e.reason, e.added, min(s.file) AS file, min(s.folder) AS folder
    FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS s ON s.part = p.id
    WHERE e.status <> 'ok' AND e.status IN ('unreadable', 'incomplete') AND e.id > :after
    GROUP BY e.id, e.status, e.reason, e.added
) AS bad LEFT JOIN file ON file.id = bad.file AND bad.file <> 0
    JOIN folder ON folder.id = COALESCE(file.folder, bad.folder) JOIN root ON root.id = folder.root
WHERE root.library = :library AND root.state <> 'detached' AND COALESCE(file.state, folder.state) = 'present'
  AND COALESCE(file.error, '') = ''
ORDER BY bad.id LIMIT :limit
