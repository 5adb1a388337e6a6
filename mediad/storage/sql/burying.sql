-- name: forgettable
-- Finds subjects that are nowhere, that nothing leads to, that nobody did anything with, and of which no source has
-- spoken since a moment.
SELECT id, uid FROM subject AS s
WHERE NOT EXISTS (SELECT 1 FROM presence WHERE subject = s.id)
  AND NOT EXISTS (SELECT 1 FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS o ON o.part = p.id
                  WHERE e.subject = s.id AND (EXISTS (SELECT 1 FROM file WHERE id = o.file)
                       OR EXISTS (SELECT 1 FROM folder WHERE id = o.folder)))
  AND NOT EXISTS (SELECT 1 FROM document WHERE subject = s.id AND (instance <> 'memory' OR at >= :before)
                  AND NOT (source = 'provider' AND library = 0))
  AND NOT EXISTS (SELECT 1 FROM provider_match WHERE subject = s.id AND chosen = 1)
  AND NOT EXISTS (SELECT 1 FROM subject AS child WHERE child.parent = s.id AND child.parent <> 0)
  AND NOT EXISTS (SELECT 1 FROM credit WHERE party = s.id)
  AND NOT EXISTS (SELECT 1 FROM relation WHERE target = s.id)
  AND NOT EXISTS (SELECT 1 FROM companion AS c JOIN companion_source AS o ON o.companion = c.id
                  JOIN file ON file.id = o.file WHERE c.subject = s.id)
  AND NOT EXISTS (SELECT 1 FROM field_lock WHERE subject = s.id)
  AND NOT EXISTS (SELECT 1 FROM identity WHERE subject = s.id)
  AND NOT EXISTS (SELECT 1 FROM user_state WHERE subject = s.id)
  AND NOT EXISTS (SELECT 1 FROM progress WHERE subject = s.id)
  AND NOT EXISTS (SELECT 1 FROM play WHERE subject = s.id)
  AND NOT EXISTS (SELECT 1 FROM list_entry WHERE subject = s.id AND subject <> 0)
  AND s.changed < :before
ORDER BY id LIMIT :limit;

-- name: aliases
-- Lets ids that led to a subject lead nowhere.
UPDATE alias SET subject = NULL WHERE subject = :id;

-- name: alias
-- Remembers that there was a subject of this public id.
INSERT INTO alias (uid, subject, at) VALUES (:uid, NULL, :at);

-- name: sources
-- Drops what the editions of a subject were made of; none of it is there any more.
DELETE FROM part_source WHERE part IN (SELECT part.id FROM part JOIN edition ON edition.id = part.edition
                                       WHERE edition.subject = :id);

-- name: parts
-- Drops the pieces of its editions.
DELETE FROM part WHERE edition IN (SELECT id FROM edition WHERE subject = :id);

-- name: editions
-- Drops its editions.
DELETE FROM edition WHERE subject = :id;

-- name: companion_sources
-- Drops what its companions were made of.
DELETE FROM companion_source WHERE companion IN (SELECT id FROM companion WHERE subject = :id);

-- name: companions
-- Drops its companions.
DELETE FROM companion WHERE subject = :id;
