-- name: find
-- Finds a work that is there, by its public id.
SELECT id FROM subject WHERE uid = :uid

-- name: ids
-- Finds those of some works that somebody may see.
SELECT uid, id FROM subject
WHERE uid IN (SELECT value FROM json_each(CAST(:uids AS TEXT))) AND coalesce(age, 0) <= :age
  AND EXISTS (SELECT 1 FROM presence WHERE presence.subject = subject.id
              AND library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))

-- name: state
-- Shows what one user did with one work.
SELECT rating, favourite, plays, played, ordering, imported FROM user_state
WHERE account = :account AND subject = :subject

-- name: progress_of
-- Shows how far one user is in one work and its editions.
SELECT coalesce(edition.uid, ''), locator, progress.position, place, fraction, finished, updated FROM progress
LEFT JOIN edition ON edition.id = progress.edition
WHERE account = :account AND progress.subject = :subject ORDER BY updated DESC

-- name: rate
-- Keeps a rating, or takes it back.
INSERT INTO user_state (account, subject, rating) VALUES (:account, :subject, :rating)
ON CONFLICT (account, subject) DO UPDATE SET rating = excluded.rating, imported = ''

-- name: favour
-- Makes a work a favourite since a moment, or no favourite any more.
INSERT INTO user_state (account, subject, favourite) VALUES (:account, :subject, :favourite)
ON CONFLICT (account, subject) DO UPDATE
SET favourite = CASE WHEN excluded.favourite IS NULL THEN NULL
                     ELSE coalesce(user_state.favourite, excluded.favourite) END,
    imported = ''

-- name: count_play
-- Counts a play.
INSERT INTO user_state (account, subject, plays, played) VALUES (:account, :subject, 1, :played)
ON CONFLICT (account, subject) DO UPDATE
SET plays = user_state.plays + 1, imported = '',
    played = CASE WHEN user_state.played > excluded.played THEN user_state.played ELSE excluded.played END

-- name: add_play
-- Remembers a play.
INSERT INTO play (id, account, subject, edition, at, client)
VALUES (:id, :account, :subject, :edition, :at, :client)

-- name: edition
-- Finds an edition of a work by its public id.
SELECT id FROM edition WHERE uid = :uid AND subject = :subject

-- name: set_progress
-- Keeps how far a user is, unless something newer is known.
INSERT INTO progress (account, subject, edition, locator, position, place, fraction, finished, updated)
VALUES (:account, :subject, :edition, :locator, :position, :place, :fraction, :finished, :updated)
ON CONFLICT (account, subject, edition) DO UPDATE
SET locator = excluded.locator, position = excluded.position, place = excluded.place,
    fraction = excluded.fraction, finished = excluded.finished, updated = excluded.updated
WHERE progress.updated <= excluded.updated

-- name: clear_progress
-- Forgets how far a user is in a work.
DELETE FROM progress WHERE account = :account AND subject = :subject

-- name: favourites @sqlite
-- Lists favourites that the user may see, newest first, below a moment and a work.
SELECT favourite, subject.id, brief FROM user_state
JOIN subject ON subject.id = user_state.subject
WHERE account = :account AND favourite IS NOT NULL AND (favourite, subject.id) < (:before, :below)
  AND EXISTS (SELECT 1 FROM presence WHERE presence.subject = subject.id
              AND library IN (SELECT value FROM json_each(:libraries)))
  AND coalesce(age, 0) <= :age
ORDER BY favourite DESC, subject.id DESC LIMIT :limit

-- name: favourites @postgres
-- Lists favourites that the user may see, newest first, below a moment and a work.
SELECT favourite, subject.id, brief FROM user_state
JOIN subject ON subject.id = user_state.subject
WHERE account = :account AND favourite IS NOT NULL AND (favourite, subject.id) < (:before, :below)
  AND EXISTS (SELECT 1 FROM presence WHERE presence.subject = subject.id
              AND library = ANY (ARRAY(SELECT json_array_elements_text(:libraries::json)::bigint)))
  AND coalesce(age, 0) <= :age
ORDER BY favourite DESC, subject.id DESC LIMIT :limit

-- name: unfinished @sqlite
-- Lists works that the user began and did not finish, last touched first.
SELECT updated, subject.id, brief, coalesce(edition.uid, ''), locator, progress.position, place, fraction, finished, updated
FROM progress JOIN subject ON subject.id = progress.subject LEFT JOIN edition ON edition.id = progress.edition
WHERE account = :account AND finished = 0 AND (updated, subject.id) < (:before, :below)
  AND EXISTS (SELECT 1 FROM presence WHERE presence.subject = subject.id
              AND library IN (SELECT value FROM json_each(:libraries)))
  AND coalesce(age, 0) <= :age
ORDER BY updated DESC, subject.id DESC LIMIT :limit

-- name: unfinished @postgres
-- Lists works that the user began and did not finish, last touched first.
SELECT updated, subject.id, brief, coalesce(edition.uid, ''), locator, progress.position, place, fraction, finished, updated
FROM progress JOIN subject ON subject.id = progress.subject LEFT JOIN edition ON edition.id = progress.edition
WHERE account = :account AND finished = 0 AND (updated, subject.id) < (:before, :below)
  AND EXISTS (SELECT 1 FROM presence WHERE presence.subject = subject.id
              AND library = ANY (ARRAY(SELECT json_array_elements_text(:libraries::json)::bigint)))
  AND coalesce(age, 0) <= :age
ORDER BY updated DESC, subject.id DESC LIMIT :limit

-- name: add_list
-- Adds a list.
INSERT INTO user_list (id, uid, account, name, created, changed)
VALUES (:id, :uid, :account, :name, :created, :changed)

-- name: lists
-- Shows the lists of a user.
SELECT uid, name, created, changed, revision,
       (SELECT count(*) FROM list_entry WHERE list = user_list.id) AS entries
FROM user_list WHERE account = :account ORDER BY id

-- name: list
-- Finds a list of a user.
SELECT id, uid, name, created, changed, revision FROM user_list WHERE uid = :uid AND account = :account

-- name: change_list
-- Renames a list of a known revision, and notes that it changed.
UPDATE user_list SET name = :name, changed = :changed, revision = revision + 1
WHERE id = :id AND revision = :revision

-- name: remove_list
-- Removes a list of a user.
DELETE FROM user_list WHERE uid = :uid AND account = :account

-- name: clear_entries
-- Empties a list.
DELETE FROM list_entry WHERE list = :list

-- name: add_entry
-- Puts an entry into a list.
INSERT INTO list_entry (list, position, subject, unresolved) VALUES (:list, :position, :subject, :unresolved)

-- name: entries
-- Shows the entries of a list; what the user may not see is left out by the caller.
SELECT list_entry.position, unresolved, subject.id, brief, age FROM list_entry
LEFT JOIN subject ON subject.id = list_entry.subject
WHERE list = :list ORDER BY list_entry.position

-- name: seen @sqlite
-- Tells which of some works are in some libraries.
SELECT DISTINCT subject FROM presence
WHERE subject IN (SELECT value FROM json_each(:subjects))
  AND library IN (SELECT value FROM json_each(:libraries))

-- name: seen @postgres
-- Tells which of some works are in some libraries.
SELECT DISTINCT subject FROM presence
WHERE subject = ANY (ARRAY(SELECT json_array_elements_text(:subjects::json)::bigint))
  AND library = ANY (ARRAY(SELECT json_array_elements_text(:libraries::json)::bigint))

-- name: states
-- Shows what one user did with some works. SQLite joins in the order in which a CROSS JOIN is written: works first.
SELECT s.uid, u.rating, u.favourite, u.plays, u.played FROM subject AS s CROSS JOIN user_state AS u
WHERE s.uid IN (SELECT value FROM json_each(CAST(:uids AS TEXT))) AND u.account = :account AND u.subject = s.id

-- name: works_favourite
-- Lists a user's favourites of a kind that they may see, the latest first.
SELECT s.id, s.brief FROM user_state AS u JOIN subject AS s ON s.id = u.subject
WHERE u.account = :account AND u.favourite IS NOT NULL AND s.kind = :kind AND s.extra = ''
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = s.id
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY u.favourite DESC, s.id DESC LIMIT :limit OFFSET :offset

-- name: works_rating
-- Lists works of a kind that a user may see and rated, the best first.
SELECT s.id, s.brief FROM user_state AS u JOIN subject AS s ON s.id = u.subject
WHERE u.account = :account AND u.rating IS NOT NULL AND s.kind = :kind AND s.extra = ''
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = s.id
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY u.rating DESC, s.id DESC LIMIT :limit OFFSET :offset

-- name: works_played
-- Lists works of a kind that a user may see and played, the latest or the most played first; plays count for the works
-- above, too.
SELECT s.id, s.brief FROM (
    SELECT CASE :kind WHEN s.kind THEN s.id WHEN p.kind THEN p.id WHEN g.kind THEN g.id END AS id,
        MAX(u.played) AS played, SUM(u.plays) AS plays
    FROM user_state AS u JOIN subject AS s ON s.id = u.subject LEFT JOIN subject AS p ON p.id = s.parent
        LEFT JOIN subject AS g ON g.id = p.parent
    WHERE u.account = :account AND u.plays > 0 GROUP BY 1
) AS t JOIN subject AS s ON s.id = t.id
WHERE s.extra = ''
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = s.id
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY CASE CAST(:by AS TEXT) WHEN 'plays' THEN t.plays ELSE t.played END DESC, s.id DESC LIMIT :limit OFFSET :offset

-- name: works_progress
-- Lists works of a kind that a user may see, began and did not finish, last touched first.
SELECT s.id, s.brief, g.position, g.updated FROM progress AS g JOIN subject AS s ON s.id = g.subject
WHERE g.account = :account AND g.finished = 0 AND g.locator = 'time' AND s.kind = :kind AND s.extra = ''
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = s.id
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY g.updated DESC, s.id DESC LIMIT :limit OFFSET :offset
