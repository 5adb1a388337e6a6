-- name: schemes
-- Lists the orders that the children of a work, and theirs, have.
SELECT o.scheme FROM subject AS c JOIN ordering AS o ON o.subject = c.id
WHERE c.parent = :subject AND c.parent <> 0
UNION
SELECT o.scheme FROM subject AS c JOIN subject AS g ON g.parent = c.id JOIN ordering AS o ON o.subject = g.id
WHERE c.parent = :subject AND c.parent <> 0 AND g.parent <> 0
ORDER BY 1

-- name: chosen
-- Finds the order that somebody chose for a work, or else for the one above it.
SELECT ordering FROM user_state
WHERE account = :account AND ordering <> ''
  AND (subject = :subject OR subject = (SELECT parent FROM subject AS s WHERE s.id = :subject))
ORDER BY CASE WHEN subject = :subject THEN 0 ELSE 1 END LIMIT 1

-- name: choose
-- Keeps the order that somebody chose for a work.
INSERT INTO user_state (account, subject, ordering) VALUES (:account, :subject, :ordering)
ON CONFLICT (account, subject) DO UPDATE SET ordering = excluded.ordering

-- name: children
-- Walks what is below a work in another order than its own; what that order leaves out comes last.
WITH below AS (
    SELECT CASE WHEN o.subject IS NULL THEN 1 ELSE 0 END AS left_out, coalesce(o.grp, '') AS grp,
        coalesce(o.position, s.position, 1e300) AS position, s.id, s.brief
    FROM subject AS s LEFT JOIN ordering AS o ON o.subject = s.id AND o.scheme = :scheme
    WHERE s.parent = :parent AND s.parent <> 0 AND s.extra = '' AND coalesce(s.age, 0) <= :age
      AND EXISTS (SELECT 1 FROM presence AS p WHERE p.subject = s.id
                  AND p.library IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST(:libraries AS TEXT))))
)
SELECT left_out, grp, position, id, brief FROM below
WHERE (left_out, grp, position, id) > (:left_out, :grp, :position, :id)
ORDER BY left_out, grp, position, id LIMIT :limit
