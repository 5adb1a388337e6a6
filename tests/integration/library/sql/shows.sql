-- name: show
-- Finds a show by its title.
SELECT id FROM subject WHERE kind = 'show' AND title = :title

-- name: titles
-- Names the shows that a library has.
SELECT title FROM subject WHERE kind = 'show' ORDER BY title
