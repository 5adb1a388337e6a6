-- name: file
-- Finds where a file lies and how it is.
SELECT file.id, file.uid, file.name, file.display, file.size, file.mtime_ns, file.state, file.type,
       folder.path AS folder, root.id AS root, root.path AS root_path, root.state AS root_state,
       root.reason AS root_reason, root.library
FROM file JOIN folder ON folder.id = file.folder JOIN root ON root.id = folder.root
WHERE file.uid = :uid

-- name: works
-- Names the works that a file is a part of, or a companion of, with the age each is for.
SELECT subject.id, coalesce(subject.age, 0) FROM part_source
JOIN part ON part.id = part_source.part JOIN edition ON edition.id = part.edition
JOIN subject ON subject.id = edition.subject WHERE part_source.file = :file
UNION
SELECT subject.id, coalesce(subject.age, 0) FROM companion_source
JOIN companion ON companion.id = companion_source.companion
JOIN subject ON subject.id = companion.subject WHERE companion_source.file = :file

-- name: works_of_folder
-- Names the works that a folder as a whole is a part of, with the age each is for.
SELECT subject.id, coalesce(subject.age, 0) FROM folder
JOIN part_source ON part_source.folder = folder.id AND part_source.folder <> 0
JOIN part ON part.id = part_source.part JOIN edition ON edition.id = part.edition
JOIN subject ON subject.id = edition.subject WHERE folder.root = :root AND folder.path = :path

-- name: picture
-- Finds where a picture lies and whose it is.
SELECT artwork.uid AS picture, artwork.embedded, artwork.subject, coalesce(subject.age, 0) AS age,
       file.id, file.uid, file.name, file.display, file.size, file.mtime_ns, file.state, file.type,
       folder.path AS folder, root.id AS root, root.path AS root_path, root.state AS root_state,
       root.reason AS root_reason, root.library
FROM artwork JOIN subject ON subject.id = artwork.subject
JOIN file ON file.id = artwork.file JOIN folder ON folder.id = file.folder JOIN root ON root.id = folder.root
WHERE artwork.uid = :uid

-- name: offered
-- Finds whose a picture is that a provider offers.
SELECT artwork.uid, artwork.subject, artwork.role, coalesce(subject.age, 0) AS age
FROM artwork JOIN subject ON subject.id = artwork.subject WHERE artwork.uid = :uid AND artwork.file = 0

-- name: brief
-- Reads a work in short by its public id.
SELECT brief FROM subject WHERE uid = :uid
