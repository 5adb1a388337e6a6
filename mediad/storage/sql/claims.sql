-- name: documents_of_folders
-- Reads what some folders said before.
SELECT d.id, d.subject, d.source, d.folder, d.file, d.body, s.kind
FROM document AS d JOIN subject AS s ON s.id = d.subject
WHERE d.folder <> 0 AND d.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:folders AS TEXT)));

-- name: documents_of_subjects
-- Reads everything that is said of some subjects.
SELECT id, subject, source, instance, folder, file, body FROM document
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: insert_document
-- Adds what a source says.
INSERT INTO document (id, subject, source, instance, library, folder, file, schema_version, body, at)
VALUES (:id, :subject, :source, :instance, :library, :folder, :file, :schema_version, :body, :at);

-- name: update_document
-- Writes what a source says now.
UPDATE document SET body = :body, at = :at WHERE id = :id;

-- name: delete_document
-- Takes back what a source said.
DELETE FROM document WHERE id = :id;

-- name: match_documents
-- Notes that what folders said of a subject is said of another one, because a person says that both are one.
UPDATE document SET instance = 'matched' WHERE subject = :subject AND folder <> 0 AND instance = '';

-- name: remember_document
-- Keeps the last that is known of a subject whose folder says nothing any more.
UPDATE document SET instance = 'memory', folder = 0, at = :now WHERE id = :id;

-- name: locks_of_subjects
-- Reads the fields of some subjects that people locked.
SELECT subject, field, value FROM field_lock
WHERE subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: companions_of_folders
-- Reads the companions that some folders hold, a row for each file.
SELECT c.id, c.subject, c.role, c.version, c.facts, c.folder, s.file, w.kind
FROM companion AS c JOIN companion_source AS s ON s.companion = c.id JOIN subject AS w ON w.id = c.subject
WHERE c.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:folders AS TEXT)))
ORDER BY c.id, s.position;

-- name: insert_companion
-- Adds a companion.
INSERT INTO companion (id, uid, subject, role, version, facts, folder)
VALUES (:id, :uid, :subject, :role, :version, :facts, :folder);

-- name: insert_companion_source
-- Adds a file of a companion.
INSERT INTO companion_source (companion, position, file) VALUES (:companion, :position, :file);

-- name: delete_companion
-- Takes a companion back.
DELETE FROM companion WHERE id = :id;

-- name: delete_companion_sources
-- Takes a companion's files back.
DELETE FROM companion_source WHERE companion = :id;

-- name: artwork_of_folders
-- Reads the pictures that some folders hold.
SELECT a.id, a.subject, a.role, a.file, a.embedded, a.position, a.folder, s.kind
FROM artwork AS a JOIN subject AS s ON s.id = a.subject
WHERE a.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:folders AS TEXT)));

-- name: insert_artwork
-- Adds a picture.
INSERT INTO artwork (id, uid, subject, role, position, file, embedded, library, folder)
VALUES (:id, :uid, :subject, :role, :position, :file, :embedded, :library, :folder)
ON CONFLICT DO NOTHING;

-- name: delete_artwork
-- Takes a picture back.
DELETE FROM artwork WHERE id = :id;

-- name: relations_of_folders
-- Reads the relations that some folders told of.
SELECT r.id, r.subject, r.type, r.target, r.position, r.position_label, r.data, r.folder, s.kind
FROM relation AS r JOIN subject AS s ON s.id = r.subject
WHERE r.folder <> 0 AND r.folder IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:folders AS TEXT)));

-- name: collections_of_subjects
-- Reads which collections some subjects are in, and which folder said so; 0 is a provider.
SELECT id, subject, target, folder FROM relation
WHERE type = 'collection' AND subject IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:ids AS TEXT)));

-- name: insert_relation
-- Adds a relation; another folder may have told of it before.
INSERT INTO relation (id, subject, type, target, position, position_label, data, folder)
VALUES (:id, :subject, :type, :target, :position, :position_label, :data, :folder)
ON CONFLICT DO NOTHING;

-- name: delete_relation
-- Takes a relation back.
DELETE FROM relation WHERE id = :id;
