-- name: back
-- Walks a list backwards from a place on; what has no key of this sort is left for a walk of its own.
SELECT key, subject, COALESCE(brief, (SELECT s.brief FROM subject AS s WHERE s.id = page_key.subject)) AS brief FROM page_key
WHERE library = :library AND kind = :kind AND sort = :sort AND (key, subject) < (:key, :id) AND age <= :age
ORDER BY key DESC, subject DESC LIMIT :limit;

-- name: between
-- Lists what has a key of a sort within a range, up to a number.
SELECT subject FROM page_key WHERE library = :library AND kind = :kind AND sort = :sort AND key >= :low AND key < :high
LIMIT :limit;

-- name: under
-- Lists what has a value of a facet, up to a number.
SELECT subject FROM facet WHERE library = :library AND kind = :kind AND name = :name AND value = :value
LIMIT :limit;

-- name: projections
-- Reads where some subjects are listed.
SELECT subject, projection FROM presence
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
    AND library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)));

-- name: parties
-- Finds parties by their folded name, in the scopes of some libraries.
SELECT s.id FROM json_each(CAST(:kinds AS TEXT)) AS k CROSS JOIN json_each(CAST(:scopes AS TEXT)) AS o
    CROSS JOIN subject AS s
WHERE s.kind = k.value AND s.scope = CAST(o.value AS BIGINT) AND s.parent = 0 AND s.key = :name;

-- name: credited
-- Lists what a party is credited for, up to a number.
SELECT subject FROM credit WHERE party = :party LIMIT :limit;

-- name: credits
-- Tells which of some subjects credit one of some parties.
SELECT DISTINCT k.subject FROM credit AS k
WHERE k.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
    AND k.party IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:parties AS TEXT)));

-- name: credited_as
-- Lists what a party is credited for in some roles, up to a number.
SELECT subject FROM credit WHERE party = :party AND role IN (SELECT value FROM json_each(CAST(:roles AS TEXT)))
LIMIT :limit;

-- name: credits_as
-- Tells which of some subjects credit one of some parties in some roles.
SELECT DISTINCT k.subject FROM credit AS k
WHERE k.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
    AND k.party IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:parties AS TEXT)))
    AND k.role IN (SELECT value FROM json_each(CAST(:roles AS TEXT)));

-- name: held
-- Lists what is in some collections, or up to two levels below some works, up to a number.
SELECT r.subject FROM relation AS r
WHERE r.target IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:holders AS TEXT))) AND r.type = 'collection'
UNION
SELECT s.id FROM subject AS s
WHERE s.parent IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:holders AS TEXT)))
    AND s.parent <> 0 AND s.extra = ''
UNION
SELECT s.id FROM subject AS p JOIN subject AS s ON s.parent = p.id
WHERE p.parent IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:holders AS TEXT)))
    AND p.parent <> 0 AND s.parent <> 0 AND s.extra = ''
LIMIT :limit;

-- name: places
-- Shows where some subjects stand in some collections, or below some works; of those two levels below, also where the
-- level between stands. The plus keeps to the index by subject: a collection may hold more than is asked about.
SELECT s.id AS subject, 1 AS is_deep, p.position AS above, s.position FROM subject AS s JOIN subject AS p ON p.id = s.parent
WHERE s.id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
    AND p.parent IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:holders AS TEXT)))
UNION ALL
SELECT s.id, 0, NULL, s.position FROM subject AS s
WHERE s.id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
    AND s.parent IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:holders AS TEXT)))
UNION ALL
SELECT r.subject, 0, NULL, r.position FROM relation AS r
WHERE r.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT))) AND r.type = 'collection'
    AND +r.target IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:holders AS TEXT)));

-- name: states
-- Shows what a user did with some subjects.
SELECT u.subject, u.rating, u.favourite, u.plays FROM user_state AS u
WHERE u.account = :account AND u.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: progress
-- Shows which of some subjects a user began, and whether they finished.
SELECT g.subject, MAX(g.finished) AS finished FROM progress AS g
WHERE g.account = :account AND g.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
GROUP BY g.subject;

-- name: did
-- Lists what a user did anything with, up to a number.
SELECT subject FROM user_state WHERE account = :account
UNION SELECT subject FROM progress WHERE account = :account LIMIT :limit;

-- name: doubled
-- Tells which of some subjects are there more than once: several editions of one version and rendition, several copies
-- of one part, or a file whose bytes another edition has, too.
SELECT e.subject FROM edition AS e
WHERE e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT))) AND e.origin = 'scan'
    AND EXISTS (SELECT 1 FROM part AS p JOIN part_source AS o ON o.part = p.id JOIN file AS f ON f.id = o.file
        WHERE p.edition = e.id AND f.state = 'present')
GROUP BY e.subject, e.version, e.rendition HAVING COUNT(*) > 1
UNION
SELECT e.subject FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS o ON o.part = p.id
    JOIN file AS f ON f.id = o.file
WHERE e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT))) AND f.state = 'present'
GROUP BY e.subject, p.id HAVING COUNT(*) > 1
UNION
SELECT e.subject FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS o ON o.part = p.id
    JOIN file AS f ON f.id = o.file
WHERE e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT))) AND f.state = 'present'
    AND EXISTS (SELECT 1 FROM file AS g JOIN part_source AS q ON q.file = g.id JOIN part AS n ON n.id = q.part
        WHERE g.content = f.content AND g.id <> f.id AND g.state = 'present' AND n.edition <> e.id);
