-- name: open
-- Holds a loss until a person has decided, or until the files are back.
INSERT INTO hold (id, uid, root, scan, path, files, reason, created)
VALUES (:id, :uid, :root, :scan, :path, :files, :reason, :created)

-- name: undecided
-- Lists the holds that wait for a decision.
SELECT hold.id, hold.uid, hold.root, root.uid AS root_uid, root.path AS root_path, root.library, library.uid AS library_uid,
       hold.path, hold.files, hold.reason, hold.created, hold.decided, hold.decision
FROM hold JOIN root ON root.id = hold.root JOIN library ON library.id = root.library
WHERE hold.decided IS NULL ORDER BY hold.id

-- name: page
-- Lists the holds of a library, newest first; decided ones only when all are asked for.
SELECT hold.id, hold.uid, hold.root, root.uid AS root_uid, root.path AS root_path, root.library, library.uid AS library_uid,
       hold.path, hold.files, hold.reason, hold.created, hold.decided, hold.decision
FROM hold JOIN root ON root.id = hold.root JOIN library ON library.id = root.library
WHERE root.library = :library AND hold.id < :below AND (:every = 1 OR hold.decided IS NULL)
ORDER BY hold.id DESC LIMIT :limit

-- name: one
-- Finds one hold.
SELECT hold.id, hold.uid, hold.root, root.uid AS root_uid, root.path AS root_path, root.library, library.uid AS library_uid,
       hold.path, hold.files, hold.reason, hold.created, hold.decided, hold.decision
FROM hold JOIN root ON root.id = hold.root JOIN library ON library.id = root.library
WHERE hold.uid = :uid

-- name: decide
-- Ends a hold; the first decision stands.
UPDATE hold SET decided = :at, decision = :decision, account = :account WHERE id = :id AND decided IS NULL

-- name: healed
-- Finds the open holds of a root of which every file is back.
SELECT id, uid FROM hold
WHERE root = :root AND decided IS NULL AND NOT EXISTS (SELECT 1 FROM file WHERE file.hold = hold.id)

-- name: files
-- Lists the files that a hold keeps from becoming missing, with their folders.
SELECT id, folder FROM file WHERE hold = :hold

-- name: delete_of
-- Forgets the holds of a library that is removed.
DELETE FROM hold WHERE root IN (SELECT id FROM root WHERE library = :library)
