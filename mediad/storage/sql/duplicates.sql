-- name: files
-- Reads the files that works are made of: how many works need each, and how many present files have its bytes, with the
-- first of those. A file of equal bytes in a library that is not seen is none.
SELECT e.subject, e.id AS edition, e.version, e.rendition, e.label, p.id AS part, f.id, f.uid, f.size, f.name,
    d.path AS folder, l.name AS library,
    (SELECT COUNT(DISTINCT n.subject) FROM part_source AS o JOIN part AS q ON q.id = o.part
        JOIN edition AS n ON n.id = q.edition WHERE o.file = f.id) AS works,
    (SELECT MIN(g.id) FROM file AS g JOIN folder AS h ON h.id = g.folder JOIN root AS t ON t.id = h.root
        WHERE g.content = f.content AND g.state = 'present' AND EXISTS (SELECT 1 FROM part_source AS o WHERE o.file = g.id)
            AND t.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))) AS first,
    (SELECT MAX(g.id) FROM file AS g JOIN folder AS h ON h.id = g.folder JOIN root AS t ON t.id = h.root
        WHERE g.content = f.content AND g.state = 'present' AND EXISTS (SELECT 1 FROM part_source AS o WHERE o.file = g.id)
            AND t.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))) AS last
FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS s ON s.part = p.id AND s.file <> 0
    JOIN file AS f ON f.id = s.file JOIN folder AS d ON d.id = f.folder JOIN root AS r ON r.id = d.root
    JOIN library AS l ON l.id = r.library
WHERE e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT))) AND e.origin = 'scan'
    AND f.state = 'present' AND r.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))
ORDER BY e.subject, e.version, e.rendition, e.id, p.role, p.position, p.id, f.id;

-- name: places
-- Reads where some files lie.
SELECT f.id, f.name, d.path AS folder, l.name AS library
FROM file AS f JOIN folder AS d ON d.id = f.folder JOIN root AS r ON r.id = d.root JOIN library AS l ON l.id = r.library
WHERE f.id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));
