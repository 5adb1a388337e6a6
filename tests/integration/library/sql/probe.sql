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
