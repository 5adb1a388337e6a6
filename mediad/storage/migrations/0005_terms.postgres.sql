-- The words that search knows, for completions and slips, and the kind of each work among its words.
-- up

CREATE TABLE term (
    length INTEGER NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (length, term)                -- what begins alike lies together, the short before the long
);
INSERT INTO term (length, term)
SELECT DISTINCT length(word), word
FROM search_text, unnest(tsvector_to_array(words)) AS word
WHERE word NOT LIKE '·%' AND length(word) <= 24
    AND (word !~ '[0-9]' OR (length(word) <= 4 AND word !~ '[^0-9]'));
UPDATE search_text
SET tokens = tokens || ' ¶' || replace(subject.kind, '_', '¶'),
    words = words || array_to_tsvector(ARRAY['¶' || replace(subject.kind, '_', '¶')])
FROM subject WHERE subject.id = search_text.subject;

-- down

DROP TABLE term;
