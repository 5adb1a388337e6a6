-- name: add
-- Links an account with who somebody is elsewhere; changes nothing when that is linked already.
INSERT INTO account_link (id, uid, account, instance, subject, made, created)
VALUES (:id, :uid, :account, :instance, :subject, :made, :created)
ON CONFLICT (instance, subject) DO NOTHING;

-- name: by_subject
-- Finds who somebody is here.
SELECT id, account, made FROM account_link WHERE instance = :instance AND subject = :subject;

-- name: of_account
-- Lists the links of an account, newest first.
SELECT uid, instance, subject, made, created, used FROM account_link WHERE account = :account ORDER BY id DESC;

-- name: instance
-- Tells which instance a link of an account is with.
SELECT instance FROM account_link WHERE uid = :uid AND account = :account;

-- name: remove
-- Removes a link.
DELETE FROM account_link WHERE uid = :uid;

-- name: used
-- Notes when a link was last used.
UPDATE account_link SET used = :now WHERE id = :id;

-- name: close_sessions
-- Ends every session that an instance vouched for.
DELETE FROM session WHERE method = :method;

-- name: close_sessions_of
-- Ends every session of an account that an instance vouched for.
DELETE FROM session WHERE method = :method AND account = :account;
