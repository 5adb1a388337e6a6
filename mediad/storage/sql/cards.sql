-- name: subjects
-- Reads the works of some public ids that somebody may see, with the two floors above each.
SELECT s.id, s.uid, s.kind, s.brief, s.data,
    p.uid AS parent, p.kind AS parent_kind, p.title AS parent_title, p.position_label AS parent_position,
    g.uid AS grand, g.kind AS grand_kind, g.title AS grand_title, g.position_label AS grand_position
FROM subject AS s LEFT JOIN subject AS p ON p.id = s.parent LEFT JOIN subject AS g ON g.id = p.parent
WHERE s.uid IN (SELECT value FROM json_each(CAST(:uids AS TEXT))) AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = s.id
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
    AND (CAST(:age AS BIGINT) >= 1000
        OR NOT EXISTS (SELECT 1 FROM member AS m WHERE m.holder = s.id AND m.age > :age)
        OR EXISTS (SELECT 1 FROM member AS m JOIN presence AS v ON v.subject = m.subject
            WHERE m.holder = s.id AND m.age <= :age
                AND v.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))));

-- name: credits
-- Reads who is credited for some works, in printed order.
SELECT c.subject, c.role, c.name, c.joined, p.uid, p.kind FROM credit AS c JOIN subject AS p ON p.id = c.party
WHERE c.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
ORDER BY c.subject, c.position;

-- name: below @sqlite
-- Counts what is in some works, two floors deep, by kind, with how long it is.
SELECT t.top, t.kind, COUNT(*) AS count, CAST(SUM(COALESCE(json_extract(t.brief, '$.duration_ms'), 0)) AS INTEGER) AS duration
FROM (
    SELECT s.id, s.parent AS top, s.kind, s.brief, s.age FROM subject AS s
    WHERE s.parent IN (SELECT value FROM json_each(:ids)) AND s.parent <> 0 AND s.extra = ''
    UNION ALL
    SELECT s.id, m.parent, s.kind, s.brief, s.age FROM subject AS m JOIN subject AS s ON s.parent = m.id
    WHERE m.parent IN (SELECT value FROM json_each(:ids)) AND m.parent <> 0 AND m.extra = '' AND s.parent <> 0 AND s.extra = ''
) AS t
WHERE COALESCE(t.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = t.id AND w.library IN (SELECT value FROM json_each(:libraries)))
GROUP BY t.top, t.kind;

-- name: below @postgres
-- Counts what is in some works, two floors deep, by kind, with how long it is.
SELECT t.top, t.kind, COUNT(*) AS count, SUM(COALESCE((t.brief::json->>'duration_ms')::bigint, 0))::bigint AS duration
FROM (
    SELECT s.id, s.parent AS top, s.kind, s.brief, s.age FROM subject AS s
    WHERE s.parent = ANY (ARRAY(SELECT json_array_elements_text(:ids::json)::bigint)) AND s.parent <> 0 AND s.extra = ''
    UNION ALL
    SELECT s.id, m.parent, s.kind, s.brief, s.age FROM subject AS m JOIN subject AS s ON s.parent = m.id
    WHERE m.parent = ANY (ARRAY(SELECT json_array_elements_text(:ids::json)::bigint))
        AND m.parent <> 0 AND m.extra = '' AND s.parent <> 0 AND s.extra = ''
) AS t
WHERE COALESCE(t.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = t.id
        AND w.library = ANY (ARRAY(SELECT json_array_elements_text(:libraries::json)::bigint)))
GROUP BY t.top, t.kind;

-- name: credited
-- Counts the works that some parties are credited for, by kind and role.
SELECT c.party, c.kind, c.role, COUNT(DISTINCT c.subject) AS count FROM credit AS c JOIN subject AS s ON s.id = c.subject
WHERE c.party IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
    AND s.extra = '' AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = c.subject
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
GROUP BY c.party, c.kind, c.role;

-- name: media
-- Reads the files of the editions of some works that can be played now, a row for each file. SQLite joins in the order
-- in which CROSS JOINs are written: from the works to the roots.
SELECT e.subject, e.id AS edition, e.facts, p.id AS part, p.selector, f.uid AS file, f.display AS name, f.size, s.preferred
FROM edition AS e CROSS JOIN part AS p CROSS JOIN part_source AS s CROSS JOIN file AS f CROSS JOIN folder AS d
    CROSS JOIN root AS r
WHERE e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
    AND p.edition = e.id AND p.role = 'main' AND s.part = p.id AND f.id = s.file AND s.file <> 0
    AND d.id = f.folder AND r.id = d.root
    AND e.status = 'ok' AND e.origin = 'scan' AND f.state = 'present' AND r.state IN ('online', 'new')
    AND r.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))
ORDER BY e.subject, e.id, p.position, s.preferred DESC;

-- name: last
-- Gives the highest internal id of a work.
SELECT COALESCE(MAX(id), 0) FROM subject;

-- name: drawn
-- Reads those of some drawn internal ids that are works of a kind that somebody may see.
SELECT s.id, s.brief FROM subject AS s
WHERE s.id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT))) AND s.kind = :kind AND s.extra = ''
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = s.id
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))));

-- name: libraries
-- Lists libraries, with whether the latest scan of each is on its way.
SELECT l.id, l.uid, l.name, l.types,
    COALESCE((SELECT s.state FROM scan AS s WHERE s.library = l.id ORDER BY s.id DESC LIMIT 1), '') AS scan
FROM library AS l ORDER BY l.id;
