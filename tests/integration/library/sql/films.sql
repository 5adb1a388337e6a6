-- name: titles
-- Names the films that a library shows.
SELECT subject.title FROM subject JOIN presence ON presence.subject = subject.id WHERE subject.kind = 'film' ORDER BY title

-- name: said
-- Gives what sidecars say of films.
SELECT document.body FROM document JOIN subject ON subject.id = document.subject
WHERE subject.kind = 'film' AND document.source = 'sidecar' AND document.folder > 0 ORDER BY document.body

-- name: collections
-- Names the collections that films are in.
SELECT target.title FROM relation JOIN subject AS target ON target.id = relation.target
WHERE relation.type = 'collection' ORDER BY target.title

-- name: companions
-- Gives what lies beside films.
SELECT companion.role, companion.facts FROM companion ORDER BY companion.role

-- name: film
-- Finds a film by its title.
SELECT id FROM subject WHERE kind = 'film' AND title = :title

-- name: editions
-- Gives what editions of films are made of.
SELECT edition.status, edition.reason, edition.facts FROM edition JOIN subject ON subject.id = edition.subject
WHERE subject.kind = 'film' AND subject.title = :title
