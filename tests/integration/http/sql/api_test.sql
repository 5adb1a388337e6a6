-- name: gone
-- Notes that a work was removed.
INSERT INTO alias (uid, subject, at) VALUES (:uid, NULL, 0)

-- name: lock_folders
-- Lets two folders be unreadable.
UPDATE folder SET state = 'unreachable', reason = 'It could not be read.' WHERE id IN (1001, 1002)

-- name: damage
-- Lets some files be damaged.
UPDATE file SET error = 'crash', reason = 'It ended its reader.' WHERE display LIKE 'toy%'
