-- What a person said that a file, or a folder that is an edition, is: it comes before what it says of itself.
-- up

CREATE TABLE assignment (
    file INTEGER NOT NULL DEFAULT 0,
    folder INTEGER NOT NULL DEFAULT 0,
    subject INTEGER NOT NULL,
    account INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (file, folder)
) WITHOUT ROWID;
CREATE INDEX assignment_subject ON assignment (subject);

-- down

DROP TABLE assignment;
