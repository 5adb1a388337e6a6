-- name: subject
-- Reads a subject that somebody may see: one that is present in, or told of by, a library of theirs.
SELECT s.id, s.uid, s.kind, s.scope, s.parent, s.extra, s.title, s.data, s.brief, s.age, s.added, s.changed, s.revision,
    p.uid AS parent_uid, p.title AS parent_title, p.kind AS parent_kind,
    EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = s.id
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))) AS present
FROM subject AS s LEFT JOIN subject AS p ON p.id = s.parent
WHERE s.id = :id AND COALESCE(s.age, 0) <= :age
    AND (CAST(:age AS BIGINT) >= 1000
        OR NOT EXISTS (SELECT 1 FROM member AS m WHERE m.holder = s.id AND m.age > :age)
        OR EXISTS (SELECT 1 FROM member AS m JOIN presence AS v ON v.subject = m.subject
            WHERE m.holder = s.id AND m.age <= :age
                AND v.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))))
    AND (EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = s.id
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
    OR EXISTS (SELECT 1 FROM document AS d WHERE d.subject = s.id
        AND d.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))));

-- name: editions
-- Reads a subject's editions with their parts and sources, a row for each source. Of several sources of a part the one
-- that can be read now comes first and is preferred: what lies on a disk that is away is out of reach, whatever its row says.
WITH source AS (
    SELECT e.id AS edition, s.part, s.file, s.folder, s.preferred, f.uid AS file_uid, f.display, f.size, f.mtime_ns,
        CASE WHEN COALESCE(f.state, d.state) <> 'present' OR r.state IN ('online', 'new') THEN COALESCE(f.state, d.state)
            ELSE 'unreachable' END AS state,
        f.error, CASE WHEN r.state IN ('online', 'new') THEN f.reason ELSE r.reason END AS file_reason, r.library
    FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS s ON s.part = p.id
        LEFT JOIN file AS f ON f.id = s.file AND s.file <> 0
        LEFT JOIN folder AS d ON d.id = COALESCE(f.folder, s.folder) LEFT JOIN root AS r ON r.id = d.root
    WHERE e.subject = :id
), ranked AS (
    SELECT source.*, ROW_NUMBER() OVER (
        PARTITION BY part ORDER BY CASE WHEN state = 'present' THEN 0 ELSE 1 END, preferred DESC, file, folder) AS place
    FROM source
)
SELECT e.id, e.uid, e.version, e.rendition, e.label, e.facts, e.marks, e.status, e.reason, e.recipe, e.origin, e.profile,
    e.derived_from, e.added, p.id AS part, p.role, p.position, p.selector,
    CASE WHEN s.place = 1 THEN 1 ELSE 0 END AS preferred, s.file_uid, s.display, s.size, s.mtime_ns, s.state, s.error,
    s.file_reason, s.folder AS whole, s.part AS source, s.library
FROM edition AS e LEFT JOIN part AS p ON p.edition = e.id LEFT JOIN ranked AS s ON s.part = p.id
WHERE e.subject = :id
ORDER BY e.version, e.rendition, e.id, p.role, p.position, p.id, s.place;

-- name: folder
-- Reads where a folder is that is an edition as a whole.
SELECT root, path FROM folder WHERE id = :id;

-- name: folder_files
-- Reads the files of a folder and of what is below it, up to a number.
SELECT f.uid AS file_uid, f.display, f.size, f.state, f.error, f.reason AS file_reason, d.path
FROM folder AS d JOIN file AS f ON f.folder = d.id
WHERE d.root = :root AND (d.path = :path OR (d.path > :low AND d.path < :high)) AND f.state IN ('present', 'unreachable')
ORDER BY d.path, f.name LIMIT :limit;

-- name: companions
-- Reads a subject's companions, a row for each file.
SELECT c.id, c.uid, c.role, c.version, c.facts, f.uid AS file_uid, f.display, f.size, f.state
FROM companion AS c JOIN companion_source AS s ON s.companion = c.id JOIN file AS f ON f.id = s.file
    JOIN folder AS d ON d.id = f.folder JOIN root AS r ON r.id = d.root
WHERE c.subject = :id AND r.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))
ORDER BY c.role, c.id, s.position;

-- name: artwork
-- Reads a subject's pictures; those of providers (that lie in no file) where nothing of their role lies beside it.
SELECT a.uid, a.role, a.position, a.embedded FROM artwork AS a
WHERE a.subject = :id AND (a.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))
    OR (a.file = 0 AND NOT EXISTS (SELECT 1 FROM artwork AS b WHERE b.subject = a.subject AND b.role = a.role
        AND b.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))))
ORDER BY a.role, a.position, a.id;

-- name: credits
-- Reads a subject's credits in printed order.
SELECT c.role, c.name, c.joined, c.character, s.uid, s.kind, s.title FROM credit AS c JOIN subject AS s ON s.id = c.party
WHERE c.subject = :id ORDER BY c.position;

-- name: relations
-- Reads what a subject leads to: what is in a library that somebody may see, or in none at all.
SELECT r.type, r.position, r.position_label, r.data, s.uid, s.kind, s.title
FROM relation AS r JOIN subject AS s ON s.id = r.target
WHERE r.subject = :id AND COALESCE(s.age, 0) <= :age
    AND (NOT EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id)
        OR EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
            AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT)))))
ORDER BY r.type, COALESCE(r.position, 1e300), r.id;

-- name: relations_back
-- Reads what leads to a subject, as far as somebody may see it.
SELECT r.type, r.position, r.position_label, r.data, s.uid, s.kind, s.title
FROM relation AS r JOIN subject AS s ON s.id = r.subject
WHERE r.target = :id AND COALESCE(s.age, 0) <= :age AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
    AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY r.type, COALESCE(r.position, 1e300), r.id LIMIT 500;

-- name: extras
-- Lists the extras of a work.
SELECT s.brief FROM subject AS s
WHERE s.parent = :id AND s.parent <> 0 AND s.extra <> '' AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
        AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY s.extra, COALESCE(s.position, 1e300), s.id;

-- name: orderings
-- Reads a work's places in other orders of its tree.
SELECT scheme, grp, position, position_label FROM ordering WHERE subject = :id ORDER BY scheme;

-- name: ids
-- Reads a subject's external ids.
SELECT scheme, entity, value FROM external_id WHERE subject = :id ORDER BY scheme, entity, value;

-- name: documents
-- Reads what is said of a subject, as far as somebody may see it, with the name of the file that says it.
SELECT d.source, d.instance, d.folder, d.file, d.body, d.at, f.uid AS file_uid, f.display, d.library
FROM document AS d LEFT JOIN file AS f ON f.id = d.file AND d.file <> 0
WHERE d.subject = :id
    AND (d.library = 0 OR d.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY d.source, d.instance, d.folder, d.file;

-- name: locks
-- Reads the fields that people locked.
SELECT field, value, at FROM field_lock WHERE subject = :id ORDER BY field;

-- name: lock
-- Sets a field for good, whatever any source says.
INSERT INTO field_lock (subject, field, value, account, at) VALUES (:subject, :field, :value, :account, :at)
ON CONFLICT (subject, field) DO UPDATE SET value = excluded.value, account = excluded.account, at = excluded.at;

-- name: unlock
-- Leaves a field to its sources again.
DELETE FROM field_lock WHERE subject = :subject AND field = :field;

-- name: revision
-- Reads how often a subject was changed.
SELECT revision FROM subject WHERE id = :id;

-- name: same_recording
-- Finds other works whose files are byte for byte the same; the content says it, so nothing of it is stored.
SELECT DISTINCT s.id, s.uid, s.kind, s.title
FROM edition AS e JOIN part AS p ON p.edition = e.id JOIN part_source AS o ON o.part = p.id AND o.file <> 0
    JOIN file AS f ON f.id = o.file JOIN file AS g ON g.content = f.content AND g.id <> f.id
    JOIN part_source AS t ON t.file = g.id AND t.file <> 0 JOIN part AS q ON q.id = t.part
    JOIN edition AS d ON d.id = q.edition JOIN subject AS s ON s.id = d.subject
WHERE e.subject = :id AND f.content IS NOT NULL AND s.id <> :id AND COALESCE(s.age, 0) <= :age
    AND EXISTS (SELECT 1 FROM presence AS w WHERE w.subject = s.id
        AND w.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
ORDER BY s.id LIMIT 100;
