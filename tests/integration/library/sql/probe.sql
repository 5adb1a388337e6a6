-- name: works
-- Counts the works that are stored.
SELECT count(*) FROM subject WHERE kind = 'block'

-- name: listed
-- Names the works that a library shows.
SELECT subject.title FROM subject JOIN presence ON presence.subject = subject.id WHERE subject.kind = 'block' ORDER BY title

-- name: rate
-- Lets somebody rate every work.
INSERT INTO user_state (account, subject, rating) SELECT 1, id, 1 + (id % 100) FROM subject WHERE kind = 'block'

-- name: ratings
-- Gives what each work was rated.
SELECT subject.title, user_state.rating FROM user_state JOIN subject ON subject.id = user_state.subject ORDER BY title

-- name: person
-- Makes somebody.
INSERT INTO account (id, uid, name, folded, role, created) VALUES (1, 'somebody', 'Somebody', 'somebody', 'member', 1)

-- name: notes
-- Counts the files that lie beside works.
SELECT count(*) FROM companion_source

-- name: preferred_elsewhere
-- Counts the sources outside a root that are preferred although the same part has one in it.
SELECT count(*) FROM part_source AS s JOIN file AS f ON f.id = s.file JOIN folder AS d ON d.id = f.folder
    JOIN root AS r ON r.id = d.root
WHERE s.preferred = 1 AND r.path <> :path AND EXISTS (
    SELECT 1 FROM part_source AS o JOIN file AS g ON g.id = o.file JOIN folder AS e ON e.id = g.folder
        JOIN root AS q ON q.id = e.root
    WHERE o.part = s.part AND q.id <> r.id)

-- name: work
-- Finds a work by its title.
SELECT id FROM subject WHERE kind = 'block' AND title = :title
