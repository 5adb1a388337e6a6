-- The shapes of design: library > root > folder > file, subject > edition > part > file, and what people do.
-- Hot tables carry no foreign keys: ingest writes them in batches of one transaction and the ports keep them whole
-- (a check per row costs a look-up per row). Tables of accounts have them.
-- up

-- SQLite's name for it, so that statements over a JSON list of ids have one text.
CREATE FUNCTION json_each(source TEXT) RETURNS TABLE (value TEXT) LANGUAGE sql IMMUTABLE ROWS 100
    AS 'SELECT json_array_elements_text(source::json)';

CREATE TABLE id_block (name TEXT PRIMARY KEY, next BIGINT NOT NULL);

-- Library: what is on the disks.

CREATE TABLE library (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    types TEXT NOT NULL,                      -- JSON list of media type ids, best first
    isolated BIGINT NOT NULL DEFAULT 0,      -- its works merge with nobody else's
    origin TEXT NOT NULL,                     -- 'file' (configuration) or 'api'
    settings TEXT NOT NULL DEFAULT '{}',
    created BIGINT NOT NULL,
    detached BIGINT,                         -- when it left the configuration; never deleted by that
    revision BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE root (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    library BIGINT NOT NULL,
    path BYTEA NOT NULL,
    facts TEXT NOT NULL DEFAULT '{}',         -- recorded facts that recognise it
    state TEXT NOT NULL DEFAULT 'new',        -- new, online, offline, held, detached
    reason TEXT NOT NULL DEFAULT '',
    since BIGINT NOT NULL,
    purpose TEXT NOT NULL DEFAULT 'media',    -- media, or derived: holds what was converted, and is never scanned
    UNIQUE (library, path)
);

CREATE TABLE folder (
    id BIGINT PRIMARY KEY,
    root BIGINT NOT NULL,
    path BYTEA NOT NULL,                       -- relative to the root, b'' for the root itself
    digest BYTEA NOT NULL DEFAULT '',         -- of its listing; empty: assemble again at the next scan
    mtime_ns BIGINT NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'present',    -- present, unreachable, missing
    since BIGINT NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',          -- why it could not be read or understood
    owner TEXT NOT NULL DEFAULT '',           -- media type that claimed it as a whole; nobody claims inside it
    UNIQUE (root, path)
);

CREATE TABLE file (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    folder BIGINT NOT NULL,
    name BYTEA NOT NULL,
    display TEXT NOT NULL,
    size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    device BIGINT NOT NULL DEFAULT 0,
    inode BIGINT NOT NULL DEFAULT 0,
    content BYTEA,                             -- content id: size and a hash of head, middle and tail
    type TEXT NOT NULL DEFAULT '',            -- the media type that claimed it
    facts TEXT NOT NULL DEFAULT '',           -- what extract found, JSON
    facts_version BIGINT NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'present',    -- present, unreachable, missing, trashed
    since BIGINT NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',           -- code of the failure to read it
    reason TEXT NOT NULL DEFAULT '',          -- a sentence a person can act on
    hold BIGINT NOT NULL DEFAULT 0,          -- the hold that keeps it from becoming missing
    UNIQUE (folder, name)
);
CREATE INDEX file_content ON file (content) WHERE content IS NOT NULL;
CREATE INDEX file_inode ON file (inode);          -- links are names of one file; a rename keeps its inode
CREATE INDEX file_hold ON file (hold) WHERE hold <> 0;
CREATE INDEX file_away ON file (state, since) WHERE state <> 'present';
CREATE INDEX file_error ON file (error) WHERE error <> '';

CREATE TABLE scan (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    library BIGINT NOT NULL,
    mode TEXT NOT NULL,                       -- full, quick, dry
    path BYTEA NOT NULL DEFAULT '',           -- absolute path of a sub-tree, or empty
    state TEXT NOT NULL,                      -- queued, running, finished, failed, cancelled
    started BIGINT NOT NULL,
    finished BIGINT,
    counts TEXT NOT NULL DEFAULT '{}',        -- folders, files, added, changed, missing, errors, opened
    report TEXT NOT NULL DEFAULT '{}',        -- roots left out and why, dry-run plan
    message TEXT NOT NULL DEFAULT ''
);
CREATE INDEX scan_library ON scan (library, id);

CREATE TABLE hold (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    root BIGINT NOT NULL,
    scan BIGINT NOT NULL,
    path BYTEA NOT NULL,                       -- folder whose loss is held, relative to the root
    files BIGINT NOT NULL,
    reason TEXT NOT NULL,
    created BIGINT NOT NULL,
    decided BIGINT,
    decision TEXT NOT NULL DEFAULT '',        -- approved, rejected, healed
    account BIGINT
);
CREATE INDEX hold_open ON hold (root) WHERE decided IS NULL;

-- Subjects: works, parties and collections, with their documents.

CREATE TABLE subject (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    scope BIGINT NOT NULL DEFAULT 0,         -- 0, or the isolated library it belongs to
    parent BIGINT NOT NULL DEFAULT 0,        -- 0 is none: a unique key over NULL stops nothing
    key TEXT NOT NULL,                        -- match key
    extra TEXT NOT NULL DEFAULT '',           -- kind of extra; such a subject is never listed or counted
    title TEXT NOT NULL DEFAULT '',
    position DOUBLE PRECISION,
    position_label TEXT NOT NULL DEFAULT '',
    position_end DOUBLE PRECISION,
    availability TEXT NOT NULL DEFAULT '{}',  -- state, reason, by
    age BIGINT,                              -- lowest age its certificates allow
    data TEXT NOT NULL DEFAULT '{}',          -- effective document: the merge of documents under locks
    brief TEXT NOT NULL DEFAULT '{}',         -- the same in short, as lists show it
    schema_version BIGINT NOT NULL DEFAULT 1,
    fold_version BIGINT NOT NULL DEFAULT 1,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    revision BIGINT NOT NULL DEFAULT 1,
    UNIQUE (kind, scope, parent, key)
);
CREATE INDEX subject_children ON subject (parent, extra, position, position_label COLLATE "C", title COLLATE "C", id)
    WHERE parent <> 0;

CREATE TABLE alias (
    uid TEXT PRIMARY KEY,
    subject BIGINT,                          -- NULL: gone
    at BIGINT NOT NULL
);

CREATE TABLE identity (
    kind TEXT NOT NULL,                       -- what a person merged away: who is said to be this is that subject
    scope BIGINT NOT NULL,
    parent BIGINT NOT NULL,
    key TEXT NOT NULL,
    subject BIGINT NOT NULL,
    PRIMARY KEY (kind, scope, parent, key)
);
CREATE INDEX identity_subject ON identity (subject);

CREATE TABLE document (
    id BIGINT PRIMARY KEY,
    subject BIGINT NOT NULL,
    source TEXT NOT NULL,                     -- class: person, sidecar, provider, tags, name
    instance TEXT NOT NULL DEFAULT '',        -- plugin instance that wrote it
    library BIGINT NOT NULL DEFAULT 0,       -- 0: belongs to no library (a provider's)
    folder BIGINT NOT NULL DEFAULT 0,        -- assembled from this folder; replaced when it is assembled again
    file BIGINT NOT NULL DEFAULT 0,
    schema_version BIGINT NOT NULL DEFAULT 1,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (subject, source, instance, folder, file)
);
CREATE INDEX document_folder ON document (folder) WHERE folder <> 0;

CREATE TABLE field_lock (
    subject BIGINT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,                      -- JSON
    account BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (subject, field)
);

CREATE TABLE edition (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    subject BIGINT NOT NULL,
    key TEXT NOT NULL,                        -- version, rendition and what tells equal ones apart
    version TEXT NOT NULL DEFAULT '',
    rendition TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL DEFAULT '',
    facts TEXT NOT NULL DEFAULT '{}',
    marks TEXT NOT NULL DEFAULT '[]',
    status TEXT NOT NULL DEFAULT 'ok',
    reason TEXT NOT NULL DEFAULT '',
    recipe BIGINT NOT NULL DEFAULT 0,        -- file of edits
    origin TEXT NOT NULL DEFAULT 'scan',      -- scan or encode
    derived_from BIGINT NOT NULL DEFAULT 0,  -- edition it was encoded from
    profile TEXT NOT NULL DEFAULT '',
    folder BIGINT NOT NULL DEFAULT 0,        -- assembled from this folder
    added BIGINT NOT NULL,
    UNIQUE (subject, key)
);
CREATE INDEX edition_folder ON edition (folder) WHERE folder <> 0;
CREATE INDEX edition_status ON edition (status) WHERE status <> 'ok';

CREATE TABLE part (
    id BIGINT PRIMARY KEY,
    edition BIGINT NOT NULL,
    role TEXT NOT NULL DEFAULT 'main',
    position BIGINT NOT NULL DEFAULT 0,
    selector TEXT NOT NULL DEFAULT '',        -- JSON, empty for the whole file
    UNIQUE (edition, role, position, selector)
);

CREATE TABLE part_source (
    part BIGINT NOT NULL,
    file BIGINT NOT NULL DEFAULT 0,
    folder BIGINT NOT NULL DEFAULT 0,
    preferred BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (part, file, folder)
);
CREATE INDEX part_source_file ON part_source (file) WHERE file <> 0;
CREATE INDEX part_source_folder ON part_source (folder) WHERE folder <> 0;

CREATE TABLE companion (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    subject BIGINT NOT NULL,
    role TEXT NOT NULL,
    version TEXT,                             -- the version it fits, NULL fits all
    facts TEXT NOT NULL DEFAULT '{}',
    folder BIGINT NOT NULL
);
CREATE INDEX companion_subject ON companion (subject);
CREATE INDEX companion_folder ON companion (folder);

CREATE TABLE companion_source (
    companion BIGINT NOT NULL,
    position BIGINT NOT NULL,
    file BIGINT NOT NULL,
    PRIMARY KEY (companion, position)
);
CREATE INDEX companion_source_file ON companion_source (file);

CREATE TABLE artwork (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    subject BIGINT NOT NULL,
    role TEXT NOT NULL,
    position BIGINT NOT NULL DEFAULT 0,
    file BIGINT NOT NULL,
    embedded BIGINT NOT NULL DEFAULT 0,
    library BIGINT NOT NULL,
    folder BIGINT NOT NULL,
    UNIQUE (subject, role, file, embedded)
);
CREATE INDEX artwork_folder ON artwork (folder);

CREATE TABLE external_id (
    scheme TEXT NOT NULL,
    entity TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL,
    subject BIGINT NOT NULL,
    PRIMARY KEY (scheme, entity, value, subject)
);
CREATE INDEX external_id_subject ON external_id (subject);

CREATE TABLE credit (
    subject BIGINT NOT NULL,
    position BIGINT NOT NULL,
    role TEXT NOT NULL,
    party BIGINT NOT NULL,
    name TEXT NOT NULL,                       -- as printed
    joined TEXT NOT NULL DEFAULT '',          -- phrase between this name and the next
    character TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,                       -- of the subject, with its sort key: browsing by party is a walk
    sort_key BYTEA NOT NULL,
    PRIMARY KEY (subject, position)
);
CREATE INDEX credit_party ON credit (party, kind, role, sort_key, subject);

CREATE TABLE relation (
    id BIGINT PRIMARY KEY,
    subject BIGINT NOT NULL,
    type TEXT NOT NULL,
    target BIGINT NOT NULL,
    position DOUBLE PRECISION,
    position_label TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL DEFAULT '{}',
    folder BIGINT NOT NULL DEFAULT 0,
    UNIQUE (subject, type, target)
);
CREATE INDEX relation_target ON relation (target, type, position, subject);
CREATE INDEX relation_folder ON relation (folder) WHERE folder <> 0;

CREATE TABLE ordering (
    subject BIGINT NOT NULL,
    scheme TEXT NOT NULL,
    grp TEXT NOT NULL DEFAULT '',
    position DOUBLE PRECISION NOT NULL,
    position_label TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (subject, scheme)
);

-- What makes parties and collections known: the works that credit a party, the members of a collection.
CREATE VIEW member AS
SELECT k.party AS holder, s.id AS subject, COALESCE(s.age, 0) AS age
FROM credit AS k JOIN subject AS s ON s.id = k.subject WHERE s.extra = ''
UNION ALL
SELECT r.target, s.id, COALESCE(s.age, 0)
FROM relation AS r JOIN subject AS s ON s.id = r.subject WHERE r.type = 'collection' AND s.extra = '';

-- Projections: what lists, filters and search walk. All can be made anew from the subjects.

CREATE TABLE presence (
    subject BIGINT NOT NULL,
    library BIGINT NOT NULL,
    projection BYTEA NOT NULL DEFAULT '',     -- page keys and facets written for it, so that they can be taken back
    PRIMARY KEY (subject, library)
);

CREATE TABLE page_key (
    library BIGINT NOT NULL,
    kind TEXT NOT NULL,
    sort TEXT NOT NULL,
    key BYTEA NOT NULL,
    subject BIGINT NOT NULL,
    age INTEGER NOT NULL,                     -- the subject's, 0 for none
    brief TEXT,                               -- the subject's where the sort is the default one: read in one go
    PRIMARY KEY (library, kind, sort, key, subject)
);

CREATE TABLE facet (
    library BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT COLLATE "C" NOT NULL,                      -- folded
    key BYTEA NOT NULL,                        -- of the kind's default sort
    subject BIGINT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (library, kind, name, value, key, subject)
);

CREATE TABLE search_text (
    subject BIGINT PRIMARY KEY,
    tokens TEXT NOT NULL,
    words TSVECTOR NOT NULL
);
CREATE INDEX search_words ON search_text USING gin (words);

-- People.

CREATE TABLE role (
    name TEXT PRIMARY KEY,
    permissions TEXT NOT NULL,                -- JSON list
    libraries TEXT NOT NULL DEFAULT '["*"]',  -- JSON list of library names, or *
    origin TEXT NOT NULL
);

CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password TEXT NOT NULL DEFAULT '',        -- argon2id, empty: cannot sign in by password
    max_age BIGINT,                          -- sees works up to this age
    disabled BIGINT NOT NULL DEFAULT 0,
    created BIGINT NOT NULL,
    revision BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE library_right (
    account BIGINT NOT NULL REFERENCES account ON DELETE CASCADE,
    library BIGINT NOT NULL,
    level TEXT NOT NULL,                      -- none, read, edit
    PRIMARY KEY (account, library)
);

CREATE TABLE session (
    token BYTEA PRIMARY KEY,                   -- SHA-256 of the token
    account BIGINT NOT NULL REFERENCES account ON DELETE CASCADE,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    agent TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT ''
);
CREATE INDEX session_account ON session (account);

CREATE TABLE api_key (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    account BIGINT NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL,
    token BYTEA NOT NULL UNIQUE,               -- SHA-256 of the key
    hint TEXT NOT NULL,                       -- its first letters, to tell keys apart
    scopes TEXT NOT NULL,                     -- JSON list of permissions, or *
    created BIGINT NOT NULL,
    expires BIGINT,
    used BIGINT,
    revoked BIGINT
);
CREATE INDEX api_key_account ON api_key (account);

CREATE TABLE user_state (
    account BIGINT NOT NULL REFERENCES account ON DELETE CASCADE,
    subject BIGINT NOT NULL,
    rating BIGINT,                           -- 0 to 100
    favourite BIGINT,                        -- when it became one
    plays BIGINT NOT NULL DEFAULT 0,
    played BIGINT,                           -- last time
    ordering TEXT NOT NULL DEFAULT '',        -- chosen order of the tree
    imported TEXT NOT NULL DEFAULT '',        -- source when a file said it, not a person
    PRIMARY KEY (account, subject)
);
CREATE INDEX user_state_subject ON user_state (subject);
CREATE INDEX user_state_favourite ON user_state (account, favourite) WHERE favourite IS NOT NULL;

CREATE TABLE progress (
    account BIGINT NOT NULL REFERENCES account ON DELETE CASCADE,
    subject BIGINT NOT NULL,
    edition BIGINT NOT NULL DEFAULT 0,       -- 0: of the work as a whole
    locator TEXT NOT NULL,                    -- time, page, text
    position BIGINT NOT NULL DEFAULT 0,      -- ms or page
    place TEXT NOT NULL DEFAULT '',           -- a locator in a text
    fraction DOUBLE PRECISION NOT NULL,
    finished BIGINT NOT NULL DEFAULT 0,
    updated BIGINT NOT NULL,
    PRIMARY KEY (account, subject, edition)
);
CREATE INDEX progress_recent ON progress (account, updated);
CREATE INDEX progress_subject ON progress (subject);

CREATE TABLE play (
    id BIGINT PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES account ON DELETE CASCADE,
    subject BIGINT NOT NULL,
    edition BIGINT NOT NULL DEFAULT 0,
    at BIGINT NOT NULL,
    client TEXT NOT NULL DEFAULT ''
);
CREATE INDEX play_account ON play (account, at);
CREATE INDEX play_subject ON play (subject);

CREATE TABLE user_list (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    account BIGINT NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL,
    file BIGINT NOT NULL DEFAULT 0,          -- the list's own file, when it came from one
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX user_list_account ON user_list (account);

CREATE TABLE list_entry (
    list BIGINT NOT NULL REFERENCES user_list ON DELETE CASCADE,
    position BIGINT NOT NULL,
    subject BIGINT NOT NULL DEFAULT 0,
    unresolved TEXT NOT NULL DEFAULT '',      -- what the list names and nobody knows yet
    PRIMARY KEY (list, position)
);
CREATE INDEX list_entry_subject ON list_entry (subject) WHERE subject <> 0;

-- Work in the background.

CREATE TABLE job (
    id BIGINT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,                       -- plugin.job
    lane TEXT NOT NULL DEFAULT 'default',
    args TEXT NOT NULL DEFAULT '{}',
    owner TEXT NOT NULL DEFAULT '',           -- public id of the account that it is done for
    state TEXT NOT NULL DEFAULT 'queued',     -- queued, running, finished, failed, cancelled
    key TEXT NOT NULL DEFAULT '',
    priority BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    max_attempts BIGINT NOT NULL DEFAULT 1,
    due BIGINT NOT NULL,
    lease BIGINT,                            -- runs out at; a heartbeat renews it
    fence BIGINT NOT NULL DEFAULT 0,         -- raised at each claim; an older holder's result is refused
    worker TEXT NOT NULL DEFAULT '',
    cancel BIGINT NOT NULL DEFAULT 0,
    progress DOUBLE PRECISION NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    checkpoint TEXT NOT NULL DEFAULT '{}',
    result TEXT NOT NULL DEFAULT '{}',
    error TEXT NOT NULL DEFAULT '{}',
    created BIGINT NOT NULL,
    started BIGINT,
    finished BIGINT
);
CREATE UNIQUE INDEX job_key ON job (type, key) WHERE key <> '' AND state IN ('queued', 'running');
CREATE INDEX job_due ON job (lane, priority DESC, due, id) WHERE state = 'queued';
CREATE INDEX job_lease ON job (lease) WHERE state = 'running';
CREATE INDEX job_done ON job (finished) WHERE finished IS NOT NULL;

CREATE TABLE job_log (
    job BIGINT NOT NULL,
    line BIGINT NOT NULL,
    at BIGINT NOT NULL,
    level TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (job, line)
);

CREATE TABLE schedule (
    id TEXT PRIMARY KEY,                      -- plugin.schedule, or library.<uid>
    seen BIGINT,                             -- when it was first known: what was missed counts from here
    last_run BIGINT,
    enabled BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE event (
    id BIGINT PRIMARY KEY,
    sequence BIGINT UNIQUE,                  -- given by the pump after the commit
    type TEXT NOT NULL,
    at BIGINT NOT NULL,
    library TEXT NOT NULL DEFAULT '',
    account TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX event_new ON event (id) WHERE sequence IS NULL;
CREATE INDEX event_at ON event (at);

CREATE TABLE plugin_store (
    instance TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (instance, key)
);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- down

DROP VIEW member;
DROP TABLE setting;
DROP TABLE plugin_store;
DROP TABLE event;
DROP TABLE schedule;
DROP TABLE job_log;
DROP TABLE job;
DROP TABLE list_entry;
DROP TABLE user_list;
DROP TABLE play;
DROP TABLE progress;
DROP TABLE user_state;
DROP TABLE api_key;
DROP TABLE session;
DROP TABLE library_right;
DROP TABLE account;
DROP TABLE role;
DROP TABLE search_text;
DROP TABLE facet;
DROP TABLE page_key;
DROP TABLE presence;
DROP TABLE ordering;
DROP TABLE relation;
DROP TABLE credit;
DROP TABLE external_id;
DROP TABLE artwork;
DROP TABLE companion_source;
DROP TABLE companion;
DROP TABLE part_source;
DROP TABLE part;
DROP TABLE edition;
DROP TABLE field_lock;
DROP TABLE document;
DROP TABLE identity;
DROP TABLE alias;
DROP TABLE subject;
DROP TABLE hold;
DROP TABLE scan;
DROP TABLE file;
DROP TABLE folder;
DROP TABLE root;
DROP TABLE library;
DROP TABLE id_block;
DROP FUNCTION json_each (TEXT);
