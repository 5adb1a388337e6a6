-- name: having @sqlite
-- Finds what has words, the first comers first, up to a number: a walk that is over in time whatever was asked.
SELECT rowid FROM search WHERE search MATCH :query ORDER BY rowid LIMIT :limit;

-- name: having @postgres
-- Finds what has words, up to a number.
SELECT id FROM found_by_words(:query, :limit) AS found (id);

-- name: shown
-- Reads those of some subjects that somebody may see, up to a number; the caller ranks them.
SELECT s.id, s.kind, s.title, s.brief FROM subject AS s
WHERE s.id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
    AND s.extra = '' AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
    AND (CAST(:age AS BIGINT) >= 1000
        OR NOT EXISTS (SELECT 1 FROM member AS m WHERE m.holder = s.id AND m.age > :age)
        OR EXISTS (SELECT 1 FROM member AS m JOIN presence AS v ON v.subject = m.subject
            WHERE m.holder = s.id AND m.age <= :age
                AND v.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))))
LIMIT :limit;

-- name: shelves
-- Lists the libraries with the kinds that each lists; each kind is found by a step from the one before.
WITH RECURSIVE shelf (library, kind) AS (
    SELECT CAST(l.value AS BIGINT), (SELECT MIN(k.kind) FROM page_key AS k WHERE k.library = CAST(l.value AS BIGINT))
    FROM json_each(CAST(:libraries AS TEXT)) AS l
    UNION ALL
    SELECT shelf.library, (SELECT MIN(k.kind) FROM page_key AS k WHERE k.library = shelf.library AND k.kind > shelf.kind)
    FROM shelf WHERE shelf.kind IS NOT NULL
)
SELECT library, kind FROM shelf WHERE kind IS NOT NULL;

-- name: titled
-- Walks what a library lists by title within a range of keys.
SELECT subject FROM page_key
WHERE library = :library AND kind = :kind AND sort = 'title' AND key >= :low AND key < :high
ORDER BY key, subject LIMIT :limit;

-- name: completions @sqlite
-- Walks the known words of some lengths that lie in a range, one length after the other.
SELECT t.term FROM json_each(:lengths) AS l CROSS JOIN term AS t
WHERE t.length = l.value AND t.term >= :low AND t.term < :high LIMIT :limit;

-- name: completions @postgres
-- Walks the known words of some lengths that lie in a range, one length after the other.
SELECT term FROM term
WHERE length = ANY(CAST(TRANSLATE(:lengths, '[]', '{}') AS INTEGER[])) AND term >= :low AND term < :high
ORDER BY length, term LIMIT :limit;

-- name: known
-- Tells which of some words are known; those that are not give nothing, each by a look at its place.
SELECT (SELECT t.term FROM term AS t WHERE t.length = length(w.value) AND t.term = w.value) AS term
FROM json_each(CAST(:words AS TEXT)) AS w;

-- name: learn
-- Makes words known.
INSERT INTO term (length, term)
SELECT length(w.value), w.value FROM json_each(CAST(:words AS TEXT)) AS w WHERE TRUE ON CONFLICT DO NOTHING;

-- name: members
-- Lists what is in some collections, by place, up to a number.
SELECT r.subject FROM relation AS r
WHERE r.target IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:targets AS TEXT))) AND r.type = 'collection'
ORDER BY CASE WHEN r.position IS NULL THEN 1 ELSE 0 END, r.position, r.subject LIMIT :limit;
