-- name: credits_of
-- Reads the credits of some subjects.
SELECT subject, position, role, party, name, joined, character, kind, sort_key FROM credit
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: insert_credit
-- Adds a credit.
INSERT INTO credit (subject, position, role, party, name, joined, character, kind, sort_key)
VALUES (:subject, :position, :role, :party, :name, :joined, :character, :kind, :sort_key);

-- name: delete_credits
-- Takes the credits of a subject back.
DELETE FROM credit WHERE subject = :subject;

-- name: ids_of
-- Reads the external ids of some subjects.
SELECT subject, scheme, entity, value FROM external_id
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: insert_id
-- Adds an external id.
INSERT INTO external_id (subject, scheme, entity, value) VALUES (:subject, :scheme, :entity, :value)
ON CONFLICT DO NOTHING;

-- name: delete_id
-- Takes an external id back.
DELETE FROM external_id WHERE subject = :subject AND scheme = :scheme AND entity = :entity AND value = :value;

-- name: orderings_of
-- Reads the places of some subjects in other orders of their tree.
SELECT subject, scheme, grp, position, position_label FROM ordering
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: insert_ordering
-- Adds a place in another order.
INSERT INTO ordering (subject, scheme, grp, position, position_label)
VALUES (:subject, :scheme, :grp, :position, :position_label);

-- name: delete_orderings
-- Takes the other places of a subject back.
DELETE FROM ordering WHERE subject = :subject;

-- name: pictures_of
-- Reads the pictures of some subjects.
SELECT subject, role, position, uid FROM artwork
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: words_of
-- Reads what search knows of some subjects.
SELECT subject, tokens FROM search_text
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: insert_words @sqlite
-- Keeps the words of a subject, for the index can only be changed by who knows what is in it.
INSERT INTO search_text (subject, tokens) VALUES (:subject, :tokens);

-- name: insert_words @postgres
-- Makes a subject known to search; the words are ours already, so no dictionary touches them.
INSERT INTO search_text (subject, tokens, words)
VALUES (:subject, :tokens, array_to_tsvector(string_to_array(CAST(:tokens AS TEXT), ' ')));

-- name: index_words @sqlite
-- Makes a subject known to search.
INSERT INTO search (rowid, tokens) VALUES (:subject, :tokens);

-- name: unindex_words @sqlite
-- Lets search forget a subject; the words must be those that it was made known by.
INSERT INTO search (search, rowid, tokens) VALUES ('delete', :subject, :tokens);

-- name: delete_words
-- Forgets the words of a subject.
DELETE FROM search_text WHERE subject = :subject;

-- name: presence_of
-- Reads where some subjects are present, and what was written for it.
SELECT subject, library, projection FROM presence
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: insert_presence
-- Notes that a subject is present in a library.
INSERT INTO presence (subject, library, projection) VALUES (:subject, :library, :projection);

-- name: update_presence
-- Notes what is written for a present subject now.
UPDATE presence SET projection = :projection WHERE subject = :subject AND library = :library;

-- name: delete_presence
-- Notes that a subject is gone from a library.
DELETE FROM presence WHERE subject = :subject AND library = :library;

-- name: insert_page_key
-- Lists a subject; by the default sort with what the list shows of it, by others with NULL for that.
INSERT INTO page_key (library, kind, sort, key, subject, age, brief)
VALUES (:library, :kind, :sort, :key, :subject, :age, :brief);

-- name: update_page_key
-- Lists a subject that is listed already, with what is shown of it now.
INSERT INTO page_key (library, kind, sort, key, subject, age, brief)
VALUES (:library, :kind, :sort, :key, :subject, :age, :brief)
ON CONFLICT (library, kind, sort, key, subject) DO UPDATE SET age = excluded.age, brief = excluded.brief;

-- name: delete_page_key
-- Takes a subject off a list.
DELETE FROM page_key WHERE library = :library AND kind = :kind AND sort = :sort AND key = :key AND subject = :subject;

-- name: insert_facet
-- Lists a subject under a facet.
INSERT INTO facet (library, kind, name, value, key, subject, label)
VALUES (:library, :kind, :name, :value, :key, :subject, :label);

-- name: delete_facet
-- Takes a subject from a facet.
DELETE FROM facet
WHERE library = :library AND kind = :kind AND name = :name AND value = :value AND key = :key AND subject = :subject;

-- name: held
-- Finds the libraries that hold some subjects: by a usable source of their own that is no conversion, by a document
-- about a work that has no file yet, by what is below them, by what they are credited for, and as the target of a present member.
SELECT e.subject, r.library FROM edition AS e JOIN part AS p ON p.edition = e.id
    JOIN part_source AS s ON s.part = p.id AND s.file <> 0 JOIN file AS f ON f.id = s.file
    JOIN folder AS d ON d.id = f.folder JOIN root AS r ON r.id = d.root
WHERE f.state IN ('present', 'unreachable') AND e.origin = 'scan'
    AND e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
UNION
SELECT e.subject, r.library FROM edition AS e JOIN part AS p ON p.edition = e.id
    JOIN part_source AS s ON s.part = p.id AND s.folder <> 0 JOIN folder AS d ON d.id = s.folder
    JOIN root AS r ON r.id = d.root
WHERE d.state IN ('present', 'unreachable')
    AND e.subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
UNION
SELECT s.id, d.library FROM subject AS s JOIN document AS d ON d.subject = s.id
WHERE s.availability <> '{}' AND d.folder <> 0 AND d.library <> 0
    AND s.id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
UNION
SELECT c.parent, p.library FROM subject AS c JOIN presence AS p ON p.subject = c.id
WHERE c.parent <> 0 AND c.extra = '' AND c.parent IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
UNION
SELECT k.party, p.library FROM credit AS k JOIN presence AS p ON p.subject = k.subject
    JOIN subject AS s ON s.id = k.subject
WHERE s.extra = '' AND k.party IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
UNION
SELECT l.target, p.library FROM relation AS l JOIN presence AS p ON p.subject = l.subject
    JOIN subject AS s ON s.id = l.subject
WHERE s.extra = '' AND l.target IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:gathering AS TEXT)));

-- name: holders_of
-- Finds what is present because some subjects are: their parents, their parties, and the targets of their relations.
SELECT subject, party AS holder, 0 AS related FROM credit
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)))
UNION
SELECT subject, target, 1 FROM relation
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));
