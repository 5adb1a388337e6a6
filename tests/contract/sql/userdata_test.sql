-- name: work
-- Adds a work with nothing but what these tests need.
INSERT INTO subject (id, uid, kind, key, brief, age, added, changed)
VALUES (:id, :uid, 'film', :uid, :brief, :age, 0, 0)

-- name: present
-- Puts a work into a library.
INSERT INTO presence (subject, library) VALUES (:subject, :library)

-- name: edition
-- Gives a work an edition.
INSERT INTO edition (id, uid, subject, key, added) VALUES (:id, :uid, :subject, '', 0)
