-- Finding works by words asks the index of words alone, as SQLite always does.
-- up

-- down

