-- Lists that fill themselves: a query that is kept under a name.
-- up

CREATE TABLE smart_list (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    account INTEGER REFERENCES account ON DELETE CASCADE,  -- NULL: the house's, which everybody may read
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    shared INTEGER NOT NULL DEFAULT 0,                     -- whether others may read it, each by what they may see
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX smart_list_account ON smart_list (account);

-- down

DROP TABLE smart_list;
