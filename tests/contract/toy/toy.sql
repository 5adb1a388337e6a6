-- name: library
-- Adds a library.
INSERT INTO library (id, uid, name, types, isolated, origin, created)
VALUES (:id, :uid, :name, '["toy"]', :isolated, 'api', 0);

-- name: root
-- Adds a root.
INSERT INTO root (id, uid, library, path, since) VALUES (:id, :uid, :library, :path, 0);

-- name: folder
-- Adds a folder.
INSERT INTO folder (id, root, path, digest) VALUES (:id, :root, :path, :path);

-- name: file
-- Adds a file.
INSERT INTO file (id, uid, folder, name, display, size, mtime_ns, content)
VALUES (:id, :uid, :folder, :name, :display, 1000, 0, :content);

-- name: state
-- Lets a file be somewhere else.
UPDATE file SET state = :state WHERE id = :id;

-- name: sized
-- Gives files a size.
UPDATE file SET size = :size WHERE name = :name;

-- name: move
-- Moves a file.
UPDATE file SET folder = :folder, name = :name WHERE id = :id;

-- name: subjects
-- Lists every subject.
SELECT uid, kind, title, extra FROM subject ORDER BY kind, key;

-- name: pages
-- Lists what is listed in a library.
SELECT s.title FROM page_key AS k JOIN subject AS s ON s.id = k.subject
WHERE k.library = :library AND k.kind = :kind AND k.sort = :sort ORDER BY k.key, k.subject;

-- name: account
-- Adds a person.
INSERT INTO account (id, uid, name, folded, role, created) VALUES (:id, :uid, :name, :folded, 'member', 0);

-- name: favour
-- Notes what a person thinks of a work.
INSERT INTO user_state (account, subject, rating, favourite, plays)
SELECT :account, id, :rating, :favourite, :plays FROM subject WHERE uid = :uid;

-- name: favours
-- Lists what people think.
SELECT s.uid, u.rating, u.favourite, u.plays FROM user_state AS u JOIN subject AS s ON s.id = u.subject ORDER BY s.uid;

-- name: uid
-- Finds a work's public id.
SELECT uid, scope FROM subject WHERE kind = :kind AND key = :key;

-- name: progress
-- Notes how far a person is in a work.
INSERT INTO progress (account, subject, locator, position, fraction, updated)
SELECT :account, id, 'time', :position, 0.5, :updated FROM subject WHERE uid = :uid;

-- name: progress_in
-- Notes how far a person is in an edition.
INSERT INTO progress (account, subject, edition, locator, position, fraction, updated)
SELECT :account, subject, id, 'time', :position, 0.5, :updated FROM edition WHERE uid = :uid;

-- name: places
-- Lists how far people are in editions.
SELECT COALESCE(e.uid, ''), p.position FROM progress AS p LEFT JOIN edition AS e ON e.id = p.edition
ORDER BY p.subject, p.edition;

-- name: dirty
-- Lists the folders that are to be read anew; every other one has a digest.
SELECT path FROM folder WHERE length(digest) = 0 ORDER BY path;

-- name: forget
-- Forgets a file.
DELETE FROM file WHERE id = :id;

-- name: list
-- Adds a person's list with one known and one unknown entry.
INSERT INTO user_list (id, uid, account, name, created, changed) VALUES (:id, :uid, :account, 'Toys', 0, 0);

-- name: entry
-- Puts a work, or what a list file names, into a list.
INSERT INTO list_entry (list, position, subject, unresolved)
VALUES (:list, :position, COALESCE((SELECT id FROM subject WHERE uid = :uid), 0), :unresolved);

-- name: entries
-- Lists the entries of a list.
SELECT s.uid, e.unresolved FROM list_entry AS e LEFT JOIN subject AS s ON s.id = e.subject
WHERE e.list = :list ORDER BY e.position;

-- name: ids
-- Lists the works of a kind by key.
SELECT key, id FROM subject WHERE kind = :kind ORDER BY id;

-- name: changes @sqlite
-- Counts the rows that this connection changed.
SELECT total_changes();

-- name: changes @postgres
-- Counts the rows that this transaction changed.
SELECT COALESCE(SUM(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables;

-- name: gone
-- Notes that a public id leads nowhere any more.
INSERT INTO alias (uid, subject, at) VALUES (:uid, NULL, 0);

-- name: orphans
-- Counts rows of projections whose subject is no more.
SELECT (SELECT COUNT(*) FROM page_key WHERE subject NOT IN (SELECT id FROM subject))
    + (SELECT COUNT(*) FROM facet WHERE subject NOT IN (SELECT id FROM subject))
    + (SELECT COUNT(*) FROM presence WHERE subject NOT IN (SELECT id FROM subject))
    + (SELECT COUNT(*) FROM credit WHERE subject NOT IN (SELECT id FROM subject))
    + (SELECT COUNT(*) FROM search_text WHERE subject NOT IN (SELECT id FROM subject));

-- name: stale
-- Counts the works whose list by the default sort shows anything else than their subject, and those that it does not show.
SELECT (SELECT COUNT(*) FROM page_key AS k JOIN subject AS s ON s.id = k.subject
        WHERE k.brief <> s.brief OR k.age <> COALESCE(s.age, 0))
    + (SELECT COUNT(*) FROM (SELECT 1 AS one FROM page_key GROUP BY library, kind, subject HAVING COUNT(brief) <> 1) AS k);

-- name: number
-- Finds a work's internal id.
SELECT id FROM subject WHERE uid = :uid;
