-- name: titles
-- Names the works of any kind that a library shows.
SELECT subject.kind, subject.title FROM subject JOIN presence ON presence.subject = subject.id ORDER BY title
