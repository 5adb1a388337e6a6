-- name: page
-- Walks a list of a library from a key on. Rows of the default sort hold what they show, so that a page of them is one
-- range of one tree; those of other sorts look it up.
SELECT key, subject, COALESCE(brief, (SELECT s.brief FROM subject AS s WHERE s.id = page_key.subject)) AS brief FROM page_key
WHERE library = :library AND kind = :kind AND sort = :sort AND (key, subject) > (:key, :id) AND age <= :age
ORDER BY key, subject LIMIT :limit;

-- name: gathered
-- Walks a list of parties or collections like `page` for somebody who may not see every work: those that are known by
-- nothing else are left out.
SELECT k.key, k.subject, s.brief FROM page_key AS k JOIN subject AS s ON s.id = k.subject
WHERE k.library = :library AND k.kind = :kind AND k.sort = :sort AND (k.key, k.subject) > (:key, :id) AND k.age <= :age
    AND (CAST(:age AS BIGINT) >= 1000
        OR NOT EXISTS (SELECT 1 FROM member AS m WHERE m.holder = k.subject AND m.age > :age)
        OR EXISTS (SELECT 1 FROM member AS m JOIN presence AS v ON v.subject = m.subject
            WHERE m.holder = k.subject AND m.age <= :age AND v.library = :library))
ORDER BY k.key, k.subject LIMIT :limit;

-- name: page_text @sqlite
-- Walks a list like `page`, and gives its briefs as the bytes of one text, and the place where a full page ends as the
-- key in hex, a dot and the id. SQLite aggregates rows in the order in which the walk gives them; the end is looked up
-- by itself, for to aggregate keys and ids costs twice as much.
SELECT CAST(coalesce(group_concat(brief, ','), '') AS BLOB), (
    SELECT hex(key) || '.' || subject FROM page_key
    WHERE library = :library AND kind = :kind AND sort = :sort AND (key, subject) > (:key, :id) AND age <= :age
    ORDER BY key, subject LIMIT 1 OFFSET :limit - 1
) FROM (
    SELECT coalesce(brief, (SELECT s.brief FROM subject AS s WHERE s.id = page_key.subject)) AS brief FROM page_key
    WHERE library = :library AND kind = :kind AND sort = :sort AND (key, subject) > (:key, :id) AND age <= :age
    ORDER BY key, subject LIMIT :limit
);

-- name: page_text @postgres
-- Walks a list like `page`, and gives its briefs as the bytes of one text, and the place where a full page ends as the
-- key in hex, a dot and the id.
SELECT convert_to(coalesce(string_agg(brief, ',' ORDER BY key, subject), ''), 'UTF8'), (
    SELECT encode(key, 'hex') || '.' || subject FROM page_key
    WHERE library = :library AND kind = :kind AND sort = :sort AND (key, subject) > (:key, :id) AND age <= :age
    ORDER BY key, subject LIMIT 1 OFFSET CAST(:limit AS BIGINT) - 1
) FROM (
    SELECT key, subject, coalesce(brief, (SELECT s.brief FROM subject AS s WHERE s.id = page_key.subject)) AS brief FROM page_key
    WHERE library = :library AND kind = :kind AND sort = :sort AND (key, subject) > (:key, :id) AND age <= :age
    ORDER BY key, subject LIMIT :limit
) AS page;

-- name: facet_page
-- Walks what a library lists under a facet's value, in the order of the kind's default sort.
SELECT k.key, k.subject, s.brief FROM facet AS k JOIN subject AS s ON s.id = k.subject
WHERE k.library = :library AND k.kind = :kind AND k.name = :name AND k.value = :value
    AND (k.key, k.subject) > (:key, :id) AND COALESCE(s.age, 0) <= :age
ORDER BY k.key, k.subject LIMIT :limit;

-- name: party_page
-- Walks what a party is credited for in one role, in the order of the kind's default sort.
SELECT k.sort_key AS key, k.subject, s.brief FROM credit AS k JOIN subject AS s ON s.id = k.subject
WHERE k.party = :party AND k.kind = :kind AND k.role = :role AND (k.sort_key, k.subject) > (:key, :id)
    AND COALESCE(s.age, 0) <= :age AND s.extra = ''
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = k.subject
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY k.sort_key, k.subject LIMIT :limit;

-- name: roles
-- Lists the roles that a party has in works of a kind.
SELECT DISTINCT role FROM credit WHERE party = :party AND kind = :kind;

-- name: children @sqlite
-- Walks what is below a work, by place; equal ones by what is printed there, then by title.
SELECT s.position AS key, s.id AS subject, s.brief FROM subject AS s
WHERE s.parent = :parent AND s.parent <> 0 AND s.extra = '' AND s.position >= :position
    AND (s.position > :position OR (s.position_label, s.title, s.id) > (
        COALESCE((SELECT position_label FROM subject WHERE id = :id), ''),
        COALESCE((SELECT title FROM subject WHERE id = :id), ''), :id))
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY s.position, s.position_label, s.title, s.id LIMIT :limit;

-- name: placeless_children @sqlite
-- Walks what is below a work and has no place there, by title.
SELECT s.position AS key, s.id AS subject, s.brief FROM subject AS s
WHERE s.parent = :parent AND s.parent <> 0 AND s.extra = '' AND s.position IS NULL
    AND (s.position_label, s.title, s.id) > ('', COALESCE((SELECT title FROM subject WHERE id = :id), ''), :id)
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY s.position_label, s.title, s.id LIMIT :limit;

-- name: children @postgres
-- Walks what is below a work, by place; equal ones by what is printed there, then by title.
SELECT s.position AS key, s.id AS subject, s.brief FROM subject AS s
WHERE s.parent = :parent AND s.parent <> 0 AND s.extra = '' AND s.position >= :position
    AND (s.position > :position OR (s.position_label COLLATE "C", s.title COLLATE "C", s.id) > (
        COALESCE((SELECT position_label FROM subject WHERE id = :id), ''),
        COALESCE((SELECT title FROM subject WHERE id = :id), ''), :id))
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY s.position, s.position_label COLLATE "C", s.title COLLATE "C", s.id LIMIT :limit;

-- name: placeless_children @postgres
-- Walks what is below a work and has no place there, by title.
SELECT s.position AS key, s.id AS subject, s.brief FROM subject AS s
WHERE s.parent = :parent AND s.parent <> 0 AND s.extra = '' AND s.position IS NULL
    AND (s.position_label COLLATE "C", s.title COLLATE "C", s.id) > ('', COALESCE((SELECT title FROM subject WHERE id = :id), ''), :id)
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY s.position_label COLLATE "C", s.title COLLATE "C", s.id LIMIT :limit;

-- name: kind
-- Tells of what kind a subject is.
SELECT kind FROM subject WHERE id = :id;

-- name: members
-- Walks what has a place in a collection, by place.
SELECT r.position AS key, s.id AS subject, s.brief FROM relation AS r JOIN subject AS s ON s.id = r.subject
WHERE r.target = :parent AND r.type = 'collection' AND (r.position, r.subject) > (:position, :id) AND s.extra = ''
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY r.position, r.subject LIMIT :limit;

-- name: placeless_members
-- Walks what is in a collection and has no place there, as it came.
SELECT r.position AS key, s.id AS subject, s.brief FROM relation AS r JOIN subject AS s ON s.id = r.subject
WHERE r.target = :parent AND r.type = 'collection' AND r.position IS NULL AND r.subject > :id AND s.extra = ''
    AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY r.subject LIMIT :limit;

-- name: facet_values
-- Lists the values of a facet within a range with the number of works under each, counted no further than a cap; each
-- value is found by a step from the one before.
WITH RECURSIVE step (value) AS (
    SELECT MIN(value) FROM facet
    WHERE library = :library AND kind = :kind AND name = :name AND value > :after AND value >= :low
    UNION ALL
    SELECT (SELECT MIN(f.value) FROM facet AS f
        WHERE f.library = :library AND f.kind = :kind AND f.name = :name AND f.value > step.value)
    FROM step WHERE step.value IS NOT NULL AND step.value <= :high
)
SELECT step.value,
    (SELECT f.label FROM facet AS f
        WHERE f.library = :library AND f.kind = :kind AND f.name = :name AND f.value = step.value LIMIT 1) AS label,
    (SELECT COUNT(*) FROM (SELECT 1 FROM facet AS f
        WHERE f.library = :library AND f.kind = :kind AND f.name = :name AND f.value = step.value
            AND (CAST(:age AS BIGINT) >= 1000
                OR EXISTS (SELECT 1 FROM subject AS s WHERE s.id = f.subject AND COALESCE(s.age, 0) <= :age))
        LIMIT :cap) AS counted) AS count
FROM step WHERE step.value IS NOT NULL AND step.value <= :high LIMIT :limit;

-- name: facet_counts
-- Counts the works under each of some values, no further than a cap.
SELECT w.value,
    (SELECT COUNT(*) FROM (SELECT 1 FROM facet AS f
        WHERE f.library = :library AND f.kind = :kind AND f.name = :name AND f.value = w.value
            AND (CAST(:age AS BIGINT) >= 1000
                OR EXISTS (SELECT 1 FROM subject AS s WHERE s.id = f.subject AND COALESCE(s.age, 0) <= :age))
        LIMIT :cap) AS counted) AS count
FROM json_each(CAST(:values AS TEXT)) AS w;

-- name: facet_count
-- Counts the works under a value in several libraries, each work once, no further than a cap.
SELECT COUNT(*) FROM (SELECT DISTINCT f.subject FROM facet AS f JOIN subject AS s ON s.id = f.subject
    WHERE f.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))
        AND f.kind = :kind AND f.name = :name AND f.value = :value AND COALESCE(s.age, 0) <= :age LIMIT :cap) AS counted;
