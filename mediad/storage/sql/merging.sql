-- name: documents
-- Moves what is said of one subject to another, where that source does not speak of it already.
UPDATE document SET subject = :into
WHERE subject = :old AND NOT EXISTS (SELECT 1 FROM document AS d WHERE d.subject = :into AND d.source = document.source
    AND d.instance = document.instance AND d.folder = document.folder AND d.file = document.file);

-- name: drop_documents
-- Drops what was said twice.
DELETE FROM document WHERE subject = :old;

-- name: locks
-- Moves the fields that people locked, where the other one has no lock.
UPDATE field_lock SET subject = :into WHERE subject = :old
    AND NOT EXISTS (SELECT 1 FROM field_lock AS f WHERE f.subject = :into AND f.field = field_lock.field);

-- name: drop_locks
-- Drops locks on fields that both had locked.
DELETE FROM field_lock WHERE subject = :old;

-- name: part_editions
-- Gives editions of the old subject a name of their own where the other one has one of that name.
UPDATE edition SET key = key || '|' || CAST(id AS TEXT) WHERE subject = :old
    AND EXISTS (SELECT 1 FROM edition AS e WHERE e.subject = :into AND e.key = edition.key);

-- name: editions
-- Moves editions.
UPDATE edition SET subject = :into WHERE subject = :old;

-- name: companions
-- Moves companions.
UPDATE companion SET subject = :into WHERE subject = :old;

-- name: artwork
-- Moves pictures that the other one does not have.
UPDATE artwork SET subject = :into WHERE subject = :old AND NOT EXISTS (SELECT 1 FROM artwork AS a
    WHERE a.subject = :into AND a.role = artwork.role AND a.file = artwork.file AND a.embedded = artwork.embedded);

-- name: drop_artwork
-- Drops pictures that both had.
DELETE FROM artwork WHERE subject = :old;

-- name: ids
-- Moves external ids that the other one does not have.
INSERT INTO external_id (scheme, entity, value, subject)
SELECT scheme, entity, value, CAST(:into AS BIGINT) FROM external_id WHERE subject = :old ON CONFLICT DO NOTHING;

-- name: drop_ids
-- Drops the old subject's external ids.
DELETE FROM external_id WHERE subject = :old;

-- name: credited
-- Lets the works that credit one party credit the other.
UPDATE credit SET party = :into WHERE party = :old;

-- name: drop_credits
-- Drops the old subject's own credits; they are made anew from its documents.
DELETE FROM credit WHERE subject = :old;

-- name: drop_orderings
-- Drops the old subject's other places; they are made anew from its documents.
DELETE FROM ordering WHERE subject = :old;

-- name: relations
-- Moves relations that the other one does not have.
UPDATE relation SET subject = :into WHERE subject = :old AND target <> :into AND NOT EXISTS (SELECT 1 FROM relation AS r
    WHERE r.subject = :into AND r.type = relation.type AND r.target = relation.target);

-- name: targets
-- Moves relations to the old subject, where the other one has none like it.
UPDATE relation SET target = :into WHERE target = :old AND subject <> :into AND NOT EXISTS (SELECT 1 FROM relation AS r
    WHERE r.subject = relation.subject AND r.type = relation.type AND r.target = :into);

-- name: drop_relations
-- Drops relations that both had.
DELETE FROM relation WHERE subject = :old OR target = :old;

-- name: matches
-- Moves what providers know the old subject as, where they were not asked about the other one.
UPDATE provider_match SET subject = :into WHERE subject = :old AND NOT EXISTS (SELECT 1 FROM provider_match AS m
    WHERE m.subject = :into AND m.provider = provider_match.provider);

-- name: drop_matches
-- Drops what providers know the old subject as.
DELETE FROM provider_match WHERE subject = :old;

-- name: states
-- Joins what people think of both: the newer favourite, the remaining one's rating if it has one, all plays.
INSERT INTO user_state (account, subject, rating, favourite, plays, played, ordering, imported)
SELECT account, CAST(:into AS BIGINT), rating, favourite, plays, played, ordering, imported
FROM user_state WHERE subject = :old
ON CONFLICT (account, subject) DO UPDATE SET
    rating = COALESCE(user_state.rating, excluded.rating),
    favourite = CASE WHEN COALESCE(user_state.favourite, 0) >= COALESCE(excluded.favourite, 0) THEN user_state.favourite
        ELSE excluded.favourite END,
    plays = user_state.plays + excluded.plays,
    played = CASE WHEN COALESCE(user_state.played, 0) >= COALESCE(excluded.played, 0) THEN user_state.played
        ELSE excluded.played END;

-- name: drop_states
-- Drops what has been joined.
DELETE FROM user_state WHERE subject = :old;

-- name: progress
-- Keeps the newer progress of both.
INSERT INTO progress (account, subject, edition, locator, position, place, fraction, finished, updated)
SELECT account, CAST(:into AS BIGINT), edition, locator, position, place, fraction, finished, updated
FROM progress WHERE subject = :old
ON CONFLICT (account, subject, edition) DO UPDATE SET locator = excluded.locator, position = excluded.position,
    place = excluded.place, fraction = excluded.fraction, finished = excluded.finished, updated = excluded.updated
WHERE excluded.updated > progress.updated;

-- name: drop_progress
-- Drops what has been joined.
DELETE FROM progress WHERE subject = :old;

-- name: plays
-- Moves every single play.
UPDATE play SET subject = :into WHERE subject = :old;

-- name: entries
-- Moves entries of lists.
UPDATE list_entry SET subject = :into WHERE subject = :old AND subject <> 0;

-- name: aliases
-- Lets ids that led to the old subject lead to the other.
UPDATE alias SET subject = :into WHERE subject = :old;

-- name: identities
-- Lets identities that people gave to the old subject mean the other.
UPDATE identity SET subject = :into WHERE subject = :old;

-- name: assignments
-- Lets files that people assigned to the old subject be the other.
UPDATE assignment SET subject = :into WHERE subject = :old;

-- name: alias
-- Lets the old subject's public id lead to the other.
INSERT INTO alias (uid, subject, at) VALUES (:uid, :into, :at);

-- name: drop
-- Drops the subject, which is the other one now.
DELETE FROM subject WHERE id = :old;
