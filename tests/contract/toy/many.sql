-- name: subjects
-- Makes many toys, each below one of many boxes.
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < CAST(:count AS BIGINT))
INSERT INTO subject (id, uid, kind, parent, key, title, position, brief, added, changed)
SELECT n, 'toy-' || CAST(n AS TEXT), 'toy', 1000000 + n % 5000, CAST(n AS TEXT), 'Toy ' || CAST(n AS TEXT), n, '{}', n, n
FROM number;

-- name: presence
-- Lets the first library have them all, and the second one a tenth.
INSERT INTO presence (subject, library)
SELECT id, 1 FROM subject UNION ALL SELECT id, 2 FROM subject WHERE id % 10 = 0;

-- name: pages @sqlite
-- Lists them by a sort.
INSERT INTO page_key (library, kind, sort, key, subject, age, brief)
SELECT p.library, 'toy', :sort, CAST(printf('%08d', p.subject * 7919 % 200003) AS BLOB), p.subject, 0, '{}'
FROM presence AS p
ORDER BY 1, 2, 3, 4, 5;

-- name: pages @postgres
-- Lists them by a sort.
INSERT INTO page_key (library, kind, sort, key, subject, age, brief)
SELECT p.library, 'toy', CAST(:sort AS TEXT), convert_to(lpad((p.subject * 7919 % 200003)::text, 8, '0'), 'UTF8'), p.subject,
    0, '{}'
FROM presence AS p ORDER BY 1, 2, 3, 4, 5;

-- name: facets
-- Lists them under a facet of many values, some of them rare.
INSERT INTO facet (library, kind, name, value, key, subject, label)
SELECT k.library, k.kind, CAST(:name AS TEXT), CAST(k.subject % CAST(:values AS BIGINT) AS TEXT), k.key, k.subject, 'Value'
FROM page_key AS k WHERE k.sort = 'title' ORDER BY 1, 2, 3, 4, 5, 6;

-- name: credits
-- Credits each to one of many parties.
INSERT INTO credit (subject, position, role, party, name, kind, sort_key)
SELECT k.subject, 0, 'maker', 2000000 + k.subject % 1000, 'Ann', 'toy', k.key
FROM page_key AS k WHERE k.sort = 'title' AND k.library = 1;

-- name: words @sqlite
-- Gives each its words.
INSERT INTO search_text (subject, tokens)
SELECT id, 'toy w' || CAST(id % 5000 AS TEXT) FROM subject;

-- name: index @sqlite
-- Makes them known to search.
INSERT INTO search (search) VALUES ('rebuild');

-- name: words @postgres
-- Gives each its words.
INSERT INTO search_text (subject, tokens, words)
SELECT id, '', array_to_tsvector(ARRAY['toy', 'w' || CAST(id % 5000 AS TEXT)]) FROM subject;

-- name: terms
-- Lets search know the words by themselves.
INSERT INTO term (length, term)
SELECT DISTINCT length('w' || CAST(id % 5000 AS TEXT)), 'w' || CAST(id % 5000 AS TEXT) FROM subject;

-- name: analyse
-- Lets the planner know how much there is.
ANALYZE;
