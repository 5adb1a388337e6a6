-- name: of_subject
-- Reads what providers were asked about a subject, and what came of it.
SELECT provider, id, title, score, chosen, fetched, tried, error, pictures FROM provider_match
WHERE subject = :subject ORDER BY provider;

-- name: write
-- Writes what came of asking a provider about a subject.
INSERT INTO provider_match (subject, provider, id, title, score, chosen, fetched, tried, error, pictures)
VALUES (:subject, :provider, :id, :title, :score, :chosen, :fetched, :tried, :error, :pictures)
ON CONFLICT (subject, provider) DO UPDATE SET id = excluded.id, title = excluded.title, score = excluded.score,
    chosen = excluded.chosen, fetched = excluded.fetched, tried = excluded.tried, error = excluded.error,
    pictures = excluded.pictures;

-- name: lacking
-- Finds the next works of some kinds that a provider shall be asked about: it never was, or had nothing before a time, or
-- told something before another one. What people said stands.
SELECT s.id, s.uid FROM subject AS s LEFT JOIN provider_match AS m ON m.subject = s.id AND m.provider = :provider
WHERE s.id > :after AND s.extra = '' AND s.kind IN (SELECT value FROM json_each(CAST(:kinds AS TEXT)))
    AND (m.subject IS NULL OR (m.id = '' AND m.chosen = 0 AND m.tried < :nothing) OR (m.id <> '' AND m.tried < :known))
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id)
ORDER BY s.id LIMIT :most;

-- name: of_kinds
-- Keeps those of some works, by public id, that are of some kinds and no extras.
SELECT uid FROM subject WHERE extra = '' AND uid IN (SELECT value FROM json_each(CAST(:works AS TEXT)))
    AND kind IN (SELECT value FROM json_each(CAST(:kinds AS TEXT)));

-- name: matched
-- Finds the works that are some of a provider's, by its ids, where it was last asked before a time.
SELECT s.id, s.uid FROM provider_match AS m JOIN subject AS s ON s.id = m.subject
WHERE m.provider = :provider AND m.id IN (SELECT value FROM json_each(CAST(:ids AS TEXT))) AND m.tried < :before
ORDER BY s.id;

-- name: insert_picture
-- Adds a picture that a provider offers: it lies in no folder, and comes after all that do.
INSERT INTO artwork (id, uid, subject, role, position, file, embedded, library, folder)
VALUES (:id, :uid, :subject, :role, :position, 0, 0, 0, 0) ON CONFLICT DO NOTHING;

-- name: pictures
-- Reads the pictures of a subject that providers offer.
SELECT id, role FROM artwork WHERE subject = :subject AND file = 0;

-- name: libraries
-- Names the libraries that a subject is present in.
SELECT l.uid FROM presence AS p JOIN library AS l ON l.id = p.library WHERE p.subject = :subject ORDER BY l.id;

-- name: forget
-- Forgets what came of asking a provider about a subject.
DELETE FROM provider_match WHERE subject = :subject AND provider = :provider;

-- name: names
-- Names who said something of a subject, or was asked about it.
SELECT instance FROM document WHERE subject = :subject AND source = 'provider' AND folder = 0
UNION SELECT provider FROM provider_match WHERE subject = :subject;
