-- name: begin
-- Makes the row of a scan, or takes it up again: a resumed scan is the same scan.
INSERT INTO scan (id, uid, library, mode, path, state, started)
VALUES (:id, :uid, :library, :mode, :path, 'running', :started)
ON CONFLICT (uid) DO UPDATE SET state = 'running', finished = NULL, message = ''
RETURNING id, counts

-- name: supersede
-- Ends the scans of a library that stopped without a word.
UPDATE scan SET state = 'failed', finished = :now, message = 'It was interrupted and not taken up again.'
WHERE library = :library AND state = 'running' AND uid <> :uid

-- name: counts
-- Keeps how far a scan is, in the transaction of the batch that it counts.
UPDATE scan SET counts = :counts WHERE id = :id

-- name: end
-- Ends a scan.
UPDATE scan SET state = :state, finished = :finished, counts = :counts, report = :report, message = :message
WHERE id = :id

-- name: page
-- Lists scans, newest first, of one library or of all that somebody may see, in one state or in any.
SELECT scan.id, scan.uid, library.uid AS library, mode, path, state, started, finished, counts, report, message
FROM scan JOIN library ON library.id = scan.library
WHERE scan.id < :below AND (:library = '' OR library.uid = :library) AND (:state = '' OR state = :state)
  AND (:every = 1 OR scan.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY scan.id DESC LIMIT :limit

-- name: one
-- Finds one scan.
SELECT scan.id, scan.uid, library.uid AS library, mode, path, state, started, finished, counts, report, message
FROM scan JOIN library ON library.id = scan.library
WHERE scan.uid = :uid

-- name: delete_of
-- Forgets the scans of a library that is removed.
DELETE FROM scan WHERE library = :library
