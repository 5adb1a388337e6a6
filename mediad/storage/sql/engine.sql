-- name: reserve
-- Takes a block of ids from a sequence, which begins at 1, and returns the first of them.
INSERT INTO id_block (name, next) VALUES (:name, 1 + CAST(:count AS BIGINT))
ON CONFLICT (name) DO UPDATE SET next = id_block.next + CAST(:count AS BIGINT)
RETURNING next - CAST(:count AS BIGINT);

-- name: notify @postgres
-- Tells every node, at commit, which topics were touched.
SELECT pg_notify('mediad', :payload);

-- name: ping @postgres
-- Proves that a quiet connection still reaches the server.
SELECT 1;

-- name: alive
-- Proves that the database answers.
SELECT 1;

-- name: size @sqlite
-- Tells how large the database is, in bytes.
SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size();

-- name: size @postgres
-- Tells how large the database is, in bytes.
SELECT pg_database_size(current_database());
