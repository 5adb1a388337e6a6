-- Where the disc of each film stands.
-- up

CREATE TABLE shelves__place (
    item TEXT PRIMARY KEY,
    place TEXT NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX shelves__place_by_place ON shelves__place (place, item);

-- down

DROP TABLE shelves__place;
