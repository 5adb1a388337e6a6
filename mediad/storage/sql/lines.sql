-- name: leaves
-- Reads works of some kinds that have editions in some libraries, behind one, in the order of their ids.
SELECT s.id, s.uid, s.kind, s.parent, s.title, s.position, s.position_label, s.position_end, s.data
FROM subject AS s
WHERE s.id > :after AND s.extra = '' AND s.kind IN (SELECT CAST(value AS TEXT) FROM json_each(CAST(:kinds AS TEXT)))
    AND COALESCE(s.age, 0) <= :age AND EXISTS (SELECT 1 FROM edition AS e WHERE e.subject = s.id)
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY s.id LIMIT :limit;

-- name: named
-- Reads those of some works, by their public ids, that are of some kinds and have editions in some libraries.
SELECT s.id, s.uid, s.kind, s.parent, s.title, s.position, s.position_label, s.position_end, s.data
FROM subject AS s
WHERE s.uid IN (SELECT CAST(value AS TEXT) FROM json_each(CAST(:uids AS TEXT))) AND s.extra = ''
    AND s.kind IN (SELECT CAST(value AS TEXT) FROM json_each(CAST(:kinds AS TEXT)))
    AND COALESCE(s.age, 0) <= :age AND EXISTS (SELECT 1 FROM edition AS e WHERE e.subject = s.id)
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))));

-- name: above
-- Reads works by their ids.
SELECT id, uid, kind, parent, title, position, position_label, position_end, data FROM subject
WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: sources
-- Reads what the editions of some works are made of, as it lies on the disks: a row for each file, or folder as a whole.
SELECT e.subject, e.id AS edition, e.label, d.path AS folder, f.name AS file
FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS s ON s.part = p.id
    LEFT JOIN file AS f ON f.id = s.file AND s.file <> 0
    JOIN folder AS d ON d.id = COALESCE(f.folder, s.folder) JOIN root AS r ON r.id = d.root
WHERE e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT))) AND e.origin = 'scan'
    AND r.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))
    AND (f.state IS NULL OR f.state IN ('present', 'unreachable'))
ORDER BY e.subject, e.version, e.rendition, e.id, p.role, p.position, p.id, s.preferred DESC, d.path, f.name;

-- name: collections
-- Reads the collections that some works are in, each with the place in it.
SELECT r.subject, t.uid, t.kind, t.title, r.position, r.position_label
FROM relation AS r JOIN subject AS t ON t.id = r.target
WHERE r.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT))) AND r.type = 'collection'
ORDER BY r.subject, r.id;
