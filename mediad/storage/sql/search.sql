-- name: candidates @sqlite
-- Finds what has every word, up to a number; the caller ranks it.
SELECT s.id, s.title, s.kind, s.brief FROM search AS f JOIN subject AS s ON s.id = f.rowid
WHERE f.search MATCH :query AND s.extra = '' AND COALESCE(s.age, 0) <= :age
    AND (:kinds = '[]' OR s.kind IN (SELECT value FROM json_each(:kinds)))
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
    AND (CAST(:age AS BIGINT) >= 1000
        OR NOT EXISTS (SELECT 1 FROM member AS m WHERE m.holder = s.id AND m.age > :age)
        OR EXISTS (SELECT 1 FROM member AS m JOIN presence AS v ON v.subject = m.subject
            WHERE m.holder = s.id AND m.age <= :age
                AND v.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))))
ORDER BY f.rowid LIMIT :limit;

-- name: candidates @postgres
-- Finds what has every word, up to a number; the caller ranks it.
SELECT s.id, s.title, s.kind, s.brief FROM search_text AS f JOIN subject AS s ON s.id = f.subject
WHERE f.words @@ CAST(CAST(:query AS TEXT) AS TSQUERY) AND s.extra = '' AND COALESCE(s.age, 0) <= :age
    AND (CAST(:kinds AS TEXT) = '[]' OR s.kind IN (SELECT value FROM json_each(CAST(:kinds AS TEXT))))
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
    AND (CAST(:age AS BIGINT) >= 1000
        OR NOT EXISTS (SELECT 1 FROM member AS m WHERE m.holder = s.id AND m.age > :age)
        OR EXISTS (SELECT 1 FROM member AS m JOIN presence AS v ON v.subject = m.subject
            WHERE m.holder = s.id AND m.age <= :age
                AND v.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))))
ORDER BY f.subject LIMIT :limit;
