-- name: folders
-- Reads every folder of a root: what a walk compares with.
SELECT id, path, digest, mtime_ns, state, reason, owner FROM folder WHERE root = :root

-- name: add_folder
-- Makes a folder.
INSERT INTO folder (id, root, path, digest, mtime_ns, since) VALUES (:id, :root, :path, :digest, :mtime_ns, :since)

-- name: read_folder
-- Notes a folder as it was read.
UPDATE folder SET digest = :digest, mtime_ns = :mtime_ns, state = 'present', reason = :reason WHERE id = :id

-- name: own_folder
-- Notes that a media type claimed a folder as a whole, or no longer does.
UPDATE folder SET owner = :owner WHERE id = :id AND owner <> :owner

-- name: folder_state
-- Notes that a folder could not be read, or is gone; it is assembled anew when it is back.
UPDATE folder SET state = :state, reason = :reason, since = :since, digest = :digest WHERE id = :id

-- name: dirty_folder
-- Lets the next scan assemble a folder again.
UPDATE folder SET digest = :digest WHERE id = :id

-- name: files @sqlite
-- Reads the files of some folders.
SELECT id, uid, folder, name, size, mtime_ns, device, inode, content, type, facts, facts_version, state, error, reason, hold
FROM file WHERE folder IN (SELECT value FROM json_each(:folders))

-- name: files @postgres
-- Reads the files of some folders.
SELECT id, uid, folder, name, size, mtime_ns, device, inode, content, type, facts, facts_version, state, error, reason, hold
FROM file WHERE folder = ANY (ARRAY(SELECT value::bigint FROM json_array_elements_text(:folders::json)))

-- name: file
-- Reads one file.
SELECT id, uid, folder, name, size, mtime_ns, device, inode, content, type, facts, facts_version, state, error, reason, hold
FROM file WHERE folder = :folder AND name = :name;

-- name: by_inode @sqlite
-- Finds the files of a library by inode: other names of one file, and what was renamed.
SELECT file.id, file.uid, file.folder, file.name, file.size, file.mtime_ns, file.device, file.inode, file.content, file.type,
       file.facts, file.facts_version, file.state, file.error, file.reason, file.hold, folder.path, folder.root
FROM json_each(:inodes) AS wanted
CROSS JOIN file ON file.inode = wanted.value CROSS JOIN folder ON folder.id = file.folder
CROSS JOIN root ON root.id = folder.root
WHERE root.library = :library

-- name: by_inode @postgres
-- Finds the files of a library by inode: other names of one file, and what was renamed.
SELECT file.id, file.uid, file.folder, file.name, file.size, file.mtime_ns, file.device, file.inode, file.content, file.type,
       file.facts, file.facts_version, file.state, file.error, file.reason, file.hold, folder.path, folder.root
FROM file JOIN folder ON folder.id = file.folder JOIN root ON root.id = folder.root
WHERE inode = ANY (ARRAY(SELECT value::bigint FROM json_array_elements_text(:inodes::json))) AND root.library = :library

-- name: by_content @sqlite
-- Finds the files of a library by content id; the wanted ids have one width and stand in a row.
WITH RECURSIVE wanted (at) AS (
    SELECT 0 WHERE :count > 0 UNION ALL SELECT at + 1 FROM wanted WHERE at + 1 < :count
)
SELECT file.id, file.uid, file.folder, file.name, file.size, file.mtime_ns, file.device, file.inode, file.content, file.type,
       file.facts, file.facts_version, file.state, file.error, file.reason, file.hold, folder.path, folder.root
FROM wanted CROSS JOIN file ON file.content = substr(:contents, 1 + at * :width, :width)
CROSS JOIN folder ON folder.id = file.folder CROSS JOIN root ON root.id = folder.root
WHERE root.library = :library

-- name: by_content @postgres
-- Finds the files of a library by content id; the wanted ids have one width and stand in a row.
SELECT file.id, file.uid, file.folder, file.name, file.size, file.mtime_ns, file.device, file.inode, file.content, file.type,
       file.facts, file.facts_version, file.state, file.error, file.reason, file.hold, folder.path, folder.root
FROM file JOIN folder ON folder.id = file.folder JOIN root ON root.id = folder.root
WHERE content = ANY (ARRAY(
    SELECT substring(:contents::bytea FROM 1 + at::int * :width::int FOR :width::int)
    FROM generate_series(0, :count::bigint - 1) AS at
)) AND root.library = :library

-- name: add_file
-- Makes a file.
INSERT INTO file (id, uid, folder, name, display, size, mtime_ns, device, inode, content, type, facts, facts_version,
                  state, since, error, reason)
VALUES (:id, :uid, :folder, :name, :display, :size, :mtime_ns, :device, :inode, :content, :type, :facts, :facts_version,
        'present', :since, :error, :reason)

-- name: change_file
-- Notes a file as it was read: changed, moved here with everything people did with it, or back.
UPDATE file
SET folder = :folder, name = :name, display = :display, size = :size, mtime_ns = :mtime_ns, device = :device,
    inode = :inode, content = :content, type = :type, facts = :facts, facts_version = :facts_version, state = 'present',
    since = :since, error = :error, reason = :reason, hold = 0
WHERE id = :id

-- name: away_file
-- Notes that a file is not where it was; whether it is missing is decided at the end of the scan.
UPDATE file SET state = 'unreachable', since = :since WHERE id = :id AND state = 'present'

-- name: away_files
-- Notes the same of every file of a folder that is gone.
UPDATE file SET state = 'unreachable', since = :since WHERE folder = :folder AND state = 'present'

-- name: away
-- Lists what is not where it was and not decided, in one root.
SELECT file.id, file.folder, file.name, file.size, file.mtime_ns, file.device, file.inode, file.type, folder.path, folder.state
FROM file JOIN folder ON folder.id = file.folder
WHERE file.state = 'unreachable' AND file.state <> 'present' AND file.hold = 0 AND folder.root = :root

-- name: gone_folders
-- Lists the folders of a root that are gone, with the number of their files that are not missing.
SELECT folder.id, folder.path,
       (SELECT count(*) FROM file WHERE file.folder = folder.id AND file.state <> 'missing') AS waiting
FROM folder WHERE folder.root = :root AND folder.state = 'unreachable' AND folder.reason = :reason

-- name: claimed
-- Counts the files of a root that a media type claimed and that are not missing.
SELECT count(*) FROM folder JOIN file ON file.folder = folder.id
WHERE folder.root = :root AND file.type <> '' AND file.type NOT LIKE 'sidecar:%' AND file.state IN ('present', 'unreachable')

-- name: present_in
-- Counts the files of a folder that are present.
SELECT count(*) FROM file WHERE folder = :folder AND state = 'present'

-- name: missing_file
-- Notes that a file is missing: proved absent, and not held. Its row stays, with what people did.
UPDATE file SET state = 'missing', since = :since, hold = 0 WHERE id = :id

-- name: hold_file
-- Puts a file under a hold.
UPDATE file SET hold = :hold WHERE id = :id

-- name: move_file
-- Gives a file another place.
UPDATE file SET folder = :folder, name = :name, display = :display, state = 'present', since = :since WHERE id = :id

-- name: delete_file
-- Forgets a file.
DELETE FROM file WHERE id = :id

-- name: sample
-- Takes some known files of a root, spread over it, to prove by content that it is the same.
SELECT folder.path, file.name, file.size, file.mtime_ns, file.content
FROM folder JOIN file ON file.folder = folder.id
WHERE folder.root = :root AND file.state = 'present' AND file.id % :step = 0 LIMIT :limit

-- name: known_files
-- Counts the files of a root.
SELECT count(*) FROM folder JOIN file ON file.folder = folder.id WHERE folder.root = :root AND file.state = 'present'

-- name: long_missing
-- Lists files that have been missing since before a moment.
SELECT file.id, file.folder FROM file
WHERE file.state = 'missing' AND file.state <> 'present' AND file.since < :before
ORDER BY file.id LIMIT :limit

-- name: library_folders
-- Lists some folders of a library, to take them out of it.
SELECT folder.id FROM folder JOIN root ON root.id = folder.root WHERE root.library = :library LIMIT :limit

-- name: left_folders
-- Lists some folders that are not missing yet of a root that is used no more.
SELECT id FROM folder WHERE root = :root AND state <> 'missing' LIMIT :limit

-- name: empty_folders
-- Lists the missing folders that have no file any more.
SELECT folder.id, root.library FROM folder JOIN root ON root.id = folder.root
WHERE folder.state = 'missing' AND NOT EXISTS (SELECT 1 FROM file WHERE file.folder = folder.id) LIMIT :limit

-- name: delete_files_of
-- Forgets the files of a folder.
DELETE FROM file WHERE folder = :folder

-- name: delete_folder
-- Forgets a folder.
DELETE FROM folder WHERE id = :id

-- name: place
-- Finds where a file is: its root, folder and name, and everything that keeps it from being read.
SELECT file.id, file.uid, file.name, file.display, file.size, file.mtime_ns, file.state, file.error, file.reason,
       folder.path AS folder, folder.state AS folder_state, folder.reason AS folder_reason,
       root.uid AS root, root.path AS root_path, root.state AS root_state, root.reason AS root_reason, root.library
FROM file JOIN folder ON folder.id = file.folder JOIN root ON root.id = folder.root
WHERE file.uid = :uid
