-- name: record
-- Keeps an event; its sequence number is given after the commit.
INSERT INTO event (id, type, at, library, account, data)
VALUES (:id, :type, :at, :library, :account, :data)

-- name: new
-- Finds events that have no number yet, in the order in which they were recorded.
SELECT id FROM event WHERE sequence IS NULL ORDER BY id LIMIT :limit

-- name: number
-- Gives an event its number.
UPDATE event SET sequence = :sequence WHERE id = :id

-- name: after
-- Reads events after a number.
SELECT sequence, type, at, library, account, data FROM event
WHERE sequence > :after ORDER BY sequence LIMIT :limit

-- name: bounds
-- Tells the first number that is still kept and the last one.
SELECT coalesce(min(sequence), 0), coalesce(max(sequence), 0) FROM event

-- name: forget
-- Drops numbered events from before a moment, but never the last one, whose number readers compare with.
DELETE FROM event WHERE at < :before AND sequence < (SELECT max(sequence) FROM event)
