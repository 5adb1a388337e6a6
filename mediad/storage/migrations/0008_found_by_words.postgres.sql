-- Finding works by words asks the index of words alone: a word that is common at the end of the table would else have
-- the planner read all that comes before.
-- up

CREATE FUNCTION found_by_words(query TEXT, most BIGINT) RETURNS SETOF BIGINT
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
SET enable_seqscan = off
AS $$ SELECT subject FROM search_text WHERE words @@ CAST(query AS TSQUERY) LIMIT most $$;

-- down

DROP FUNCTION found_by_words;
