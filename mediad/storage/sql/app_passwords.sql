-- name: add
-- Keeps an application password of an account.
INSERT INTO app_password (id, uid, account, name, secret, created)
VALUES (:id, :uid, :account, :name, :secret, :created);

-- name: count
-- Counts the application passwords of an account.
SELECT count(*) FROM app_password WHERE account = :account;

-- name: page
-- Lists the application passwords of an account, newest first; the secrets stay out.
SELECT uid, name, created, used FROM app_password WHERE account = :account ORDER BY id DESC;

-- name: of_account
-- Gives the application passwords of an account, sealed.
SELECT id, uid, secret FROM app_password WHERE account = :account ORDER BY id;

-- name: owner
-- Tells whose application password this is.
SELECT account FROM app_password WHERE uid = :uid;

-- name: remove
-- Removes an application password.
DELETE FROM app_password WHERE uid = :uid;

-- name: used
-- Notes when an application password was last used.
UPDATE app_password SET used = :now WHERE id = :id;

-- name: sealed
-- Gives every sealed application password with its account's public id.
SELECT p.id, p.uid, a.uid, p.secret FROM app_password AS p JOIN account AS a ON a.id = p.account ORDER BY p.id;

-- name: reseal
-- Puts an application password in its place that was sealed with another key.
UPDATE app_password SET secret = :secret WHERE id = :id;
