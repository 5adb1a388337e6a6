-- What a person said that a file, or a folder that is an edition, is: it comes before what it says of itself.
-- up

CREATE TABLE assignment (
    file BIGINT NOT NULL DEFAULT 0,
    folder BIGINT NOT NULL DEFAULT 0,
    subject BIGINT NOT NULL,
    account BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (file, folder)
);
CREATE INDEX assignment_subject ON assignment (subject);

-- down

DROP TABLE assignment;
