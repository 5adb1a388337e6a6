-- name: said
-- Walks the works that somebody may see and whose files say what people did.
SELECT id, data FROM subject
WHERE id > :after AND data LIKE '%"people":%' AND coalesce(age, 0) <= :age
  AND EXISTS (SELECT 1 FROM presence WHERE presence.subject = subject.id
              AND library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY id LIMIT :limit

-- name: take
-- Keeps what files say that somebody did, unless they said something themselves.
INSERT INTO user_state (account, subject, rating, favourite, plays, played, imported)
VALUES (:account, :subject, :rating, :favourite, :plays, :played, :imported)
ON CONFLICT (account, subject) DO UPDATE
SET rating = excluded.rating, plays = excluded.plays, played = excluded.played, imported = excluded.imported,
    favourite = CASE WHEN excluded.favourite IS NULL THEN NULL
                     ELSE coalesce(user_state.favourite, excluded.favourite) END
WHERE user_state.imported <> ''
   OR (user_state.rating IS NULL AND user_state.favourite IS NULL AND user_state.plays = 0)

-- name: work_at
-- Finds the first work that the file of a path makes up.
SELECT min(subject.id) FROM folder
JOIN file ON file.folder = folder.id
JOIN part_source ON part_source.file = file.id
JOIN part ON part.id = part_source.part
JOIN edition ON edition.id = part.edition
JOIN subject ON subject.id = edition.subject
WHERE folder.root = :root AND folder.path = :folder AND file.name = :name AND coalesce(age, 0) <= :age
