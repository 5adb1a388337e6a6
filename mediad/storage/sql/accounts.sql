-- name: declare_role
-- Writes a role as the configuration declares it.
INSERT INTO role (name, permissions, libraries, origin) VALUES (:name, :permissions, :libraries, :origin)
ON CONFLICT (name) DO UPDATE
SET permissions = excluded.permissions, libraries = excluded.libraries, origin = excluded.origin

-- name: roles
-- Lists every role.
SELECT name, permissions, libraries, origin FROM role ORDER BY name

-- name: role
-- Finds a role.
SELECT name, permissions, libraries, origin FROM role WHERE name = :name

-- name: libraries
-- Names the libraries that rights can be given for.
SELECT id, uid, name, settings FROM library WHERE detached IS NULL

-- name: add
-- Adds an account; changes nothing when the name is taken.
INSERT INTO account (id, uid, name, folded, role, password, max_age, created)
VALUES (:id, :uid, :name, :folded, :role, :password, :max_age, :created)
ON CONFLICT (folded) DO NOTHING

-- name: change
-- Changes an account of a known revision.
UPDATE account
SET name = :name, folded = :folded, role = :role, max_age = :max_age, disabled = :disabled, revision = revision + 1
WHERE uid = :uid AND revision = :revision

-- name: set_password
-- Gives an account another password.
UPDATE account SET password = :password, revision = revision + 1 WHERE uid = :uid

-- name: remove
-- Removes an account with all that it did.
DELETE FROM account WHERE uid = :uid

-- name: by_uid
-- Finds an account by its public id.
SELECT id, uid, name, role, password, max_age, disabled, created, revision FROM account WHERE uid = :uid

-- name: by_name
-- Finds an account by its folded name.
SELECT id, uid, name, role, password, max_age, disabled, created, revision FROM account WHERE folded = :folded

-- name: by_id
-- Finds an account by its internal id.
SELECT id, uid, name, role, password, max_age, disabled, created, revision FROM account WHERE id = :id

-- name: page
-- Lists accounts by folded name, after one.
SELECT id, uid, name, role, password, max_age, disabled, created, revision, folded FROM account
WHERE folded > :after ORDER BY folded LIMIT :limit

-- name: administrators
-- Counts the accounts that can administer.
SELECT count(*) FROM account WHERE role = 'administrator' AND disabled = 0

-- name: rights
-- Shows the rights of an account that differ from its role's.
SELECT library, level FROM library_right WHERE account = :account

-- name: clear_rights
-- Takes back every right of an account that differs from its role's.
DELETE FROM library_right WHERE account = :account

-- name: give_right
-- Gives an account a right on a library.
INSERT INTO library_right (account, library, level) VALUES (:account, :library, :level)

-- name: open_session
-- Opens a session; its method is the plugin instance that vouched, '' for a password of our own.
INSERT INTO session (token, account, created, expires, agent, address, method)
VALUES (:token, :account, :created, :expires, :agent, :address, :method)

-- name: session
-- Finds a session that has not expired.
SELECT account, expires FROM session WHERE token = :token AND expires > :now

-- name: close_session
-- Ends a session.
DELETE FROM session WHERE token = :token

-- name: close_sessions
-- Ends every session of an account.
DELETE FROM session WHERE account = :account

-- name: forget_sessions
-- Drops sessions that have expired.
DELETE FROM session WHERE expires <= :now

-- name: add_key
-- Adds an API key by its hash.
INSERT INTO api_key (id, uid, account, name, token, hint, scopes, created, expires)
VALUES (:id, :uid, :account, :name, :token, :hint, :scopes, :created, :expires)

-- name: key
-- Finds a key that is neither revoked nor expired.
SELECT id, uid, account, scopes, expires FROM api_key
WHERE token = :token AND revoked IS NULL AND (expires IS NULL OR expires > :now)

-- name: keys
-- Lists the keys of an account, newest first.
SELECT uid, name, hint, scopes, created, expires, used, revoked FROM api_key WHERE account = :account ORDER BY id DESC

-- name: key_owner
-- Tells whose key this is.
SELECT account FROM api_key WHERE uid = :uid

-- name: revoke_key
-- Revokes a key.
UPDATE api_key SET revoked = :now WHERE uid = :uid AND revoked IS NULL

-- name: used_key
-- Notes when a key was last used.
UPDATE api_key SET used = :now WHERE id = :id
