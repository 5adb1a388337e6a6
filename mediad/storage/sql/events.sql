-- name: record
-- Keeps an event; its sequence number is given after the commit.
INSERT INTO event (id, type, at, library, account, data)
VALUES (:id, :type, :at, :library, :account, :data)
