-- name: photo
-- Finds the only photo, and what is known of it.
SELECT id, data FROM subject WHERE kind = 'photo'

-- name: layers
-- Names the sources that say something of photos, and what a sidecar says.
SELECT document.source, document.body FROM document JOIN subject ON subject.id = document.subject
WHERE subject.kind = 'photo' AND document.folder > 0 ORDER BY document.source
