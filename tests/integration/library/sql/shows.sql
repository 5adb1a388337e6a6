-- name: show
-- Finds a show by its title.
SELECT id FROM subject WHERE kind = 'show' AND title = :title

-- name: titles
-- Names the shows that a library has.
SELECT title FROM subject WHERE kind = 'show' ORDER BY title

-- name: trees
-- Gives the shows that have episodes with files: public id, key, and the key of each episode.
SELECT w.uid, w.key, e.key FROM subject AS w JOIN subject AS s ON s.parent = w.id JOIN subject AS e ON e.parent = s.id
    JOIN edition AS d ON d.subject = e.id JOIN part AS p ON p.edition = d.id JOIN part_source AS q ON q.part = p.id
    JOIN file AS f ON f.id = q.file AND f.state = 'present'
WHERE w.kind = 'show' ORDER BY w.key, e.key

-- name: ids
-- Gives the ids of shows and their keys.
SELECT id, key FROM subject WHERE kind = 'show'
