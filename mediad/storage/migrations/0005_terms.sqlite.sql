-- The words that search knows, for completions and slips, and the kind of each work among its words.
-- up

CREATE TABLE term (
    length INTEGER NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (length, term)                -- what begins alike lies together, the short before the long
) WITHOUT ROWID;
INSERT INTO term (length, term)
SELECT DISTINCT length(word.value), word.value
FROM search_text, json_each('["' || replace(tokens, ' ', '","') || '"]') AS word
WHERE word.value NOT LIKE '·%' AND length(word.value) <= 24
    AND (word.value NOT GLOB '*[0-9]*' OR (length(word.value) <= 4 AND word.value NOT GLOB '*[^0-9]*'));
UPDATE search_text
SET tokens = tokens || ' ¶' || (SELECT replace(kind, '_', '¶') FROM subject WHERE subject.id = search_text.subject)
WHERE subject IN (SELECT id FROM subject);
INSERT INTO search (search) VALUES ('rebuild');

-- down

DROP TABLE term;
