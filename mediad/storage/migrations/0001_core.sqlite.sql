-- The shapes of design: library > root > folder > file, subject > edition > part > file, and what people do.
-- Hot tables carry no foreign keys: ingest writes them in batches of one transaction and the ports keep them whole
-- (a check per row costs a look-up per row). Tables of accounts have them.
-- up

CREATE TABLE id_block (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;

-- Library: what is on the disks.

CREATE TABLE library (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    types TEXT NOT NULL,                      -- JSON list of media type ids, best first
    isolated INTEGER NOT NULL DEFAULT 0,      -- its works merge with nobody else's
    origin TEXT NOT NULL,                     -- 'file' (configuration) or 'api'
    settings TEXT NOT NULL DEFAULT '{}',
    created INTEGER NOT NULL,
    detached INTEGER,                         -- when it left the configuration; never deleted by that
    revision INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE root (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    library INTEGER NOT NULL,
    path BLOB NOT NULL,
    facts TEXT NOT NULL DEFAULT '{}',         -- recorded facts that recognise it
    state TEXT NOT NULL DEFAULT 'new',        -- new, online, offline, held, detached
    reason TEXT NOT NULL DEFAULT '',
    since INTEGER NOT NULL,
    purpose TEXT NOT NULL DEFAULT 'media',    -- media, or derived: holds what was converted, and is never scanned
    UNIQUE (library, path)
);

CREATE TABLE folder (
    id INTEGER PRIMARY KEY,
    root INTEGER NOT NULL,
    path BLOB NOT NULL,                       -- relative to the root, b'' for the root itself
    digest BLOB NOT NULL DEFAULT x'',         -- of its listing; empty: assemble again at the next scan
    mtime_ns INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'present',    -- present, unreachable, missing
    since INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',          -- why it could not be read or understood
    owner TEXT NOT NULL DEFAULT '',           -- media type that claimed it as a whole; nobody claims inside it
    UNIQUE (root, path)
);

CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    folder INTEGER NOT NULL,
    name BLOB NOT NULL,
    display TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    device INTEGER NOT NULL DEFAULT 0,
    inode INTEGER NOT NULL DEFAULT 0,
    content BLOB,                             -- content id: size and a hash of head, middle and tail
    type TEXT NOT NULL DEFAULT '',            -- the media type that claimed it
    facts TEXT NOT NULL DEFAULT '',           -- what extract found, JSON
    facts_version INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'present',    -- present, unreachable, missing, trashed
    since INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',           -- code of the failure to read it
    reason TEXT NOT NULL DEFAULT '',          -- a sentence a person can act on
    hold INTEGER NOT NULL DEFAULT 0,          -- the hold that keeps it from becoming missing
    UNIQUE (folder, name)
);
CREATE INDEX file_content ON file (content) WHERE content IS NOT NULL;
CREATE INDEX file_inode ON file (inode);          -- links are names of one file; a rename keeps its inode
CREATE INDEX file_hold ON file (hold) WHERE hold <> 0;
CREATE INDEX file_away ON file (state, since) WHERE state <> 'present';
CREATE INDEX file_error ON file (error) WHERE error <> '';

CREATE TABLE scan (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    library INTEGER NOT NULL,
    mode TEXT NOT NULL,                       -- full, quick, dry
    path BLOB NOT NULL DEFAULT x'',           -- absolute path of a sub-tree, or empty
    state TEXT NOT NULL,                      -- queued, running, finished, failed, cancelled
    started INTEGER NOT NULL,
    finished INTEGER,
    counts TEXT NOT NULL DEFAULT '{}',        -- folders, files, added, changed, missing, errors, opened
    report TEXT NOT NULL DEFAULT '{}',        -- roots left out and why, dry-run plan
    message TEXT NOT NULL DEFAULT ''
);
CREATE INDEX scan_library ON scan (library, id);

CREATE TABLE hold (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    root INTEGER NOT NULL,
    scan INTEGER NOT NULL,
    path BLOB NOT NULL,                       -- folder whose loss is held, relative to the root
    files INTEGER NOT NULL,
    reason TEXT NOT NULL,
    created INTEGER NOT NULL,
    decided INTEGER,
    decision TEXT NOT NULL DEFAULT '',        -- approved, rejected, healed
    account INTEGER
);
CREATE INDEX hold_open ON hold (root) WHERE decided IS NULL;

-- Subjects: works, parties and collections, with their documents.

CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    scope INTEGER NOT NULL DEFAULT 0,         -- 0, or the isolated library it belongs to
    parent INTEGER NOT NULL DEFAULT 0,        -- 0 is none: a unique key over NULL stops nothing
    key TEXT NOT NULL,                        -- match key
    extra TEXT NOT NULL DEFAULT '',           -- kind of extra; such a subject is never listed or counted
    title TEXT NOT NULL DEFAULT '',
    position REAL,
    position_label TEXT NOT NULL DEFAULT '',
    position_end REAL,
    availability TEXT NOT NULL DEFAULT '{}',  -- state, reason, by
    age INTEGER,                              -- lowest age its certificates allow
    data TEXT NOT NULL DEFAULT '{}',          -- effective document: the merge of documents under locks
    brief TEXT NOT NULL DEFAULT '{}',         -- the same in short, as lists show it
    schema_version INTEGER NOT NULL DEFAULT 1,
    fold_version INTEGER NOT NULL DEFAULT 1,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    UNIQUE (kind, scope, parent, key)
);
CREATE INDEX subject_children ON subject (parent, extra, position, position_label, title, id) WHERE parent <> 0;

CREATE TABLE alias (
    uid TEXT PRIMARY KEY,
    subject INTEGER,                          -- NULL: gone
    at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE identity (
    kind TEXT NOT NULL,                       -- what a person merged away: who is said to be this is that subject
    scope INTEGER NOT NULL,
    parent INTEGER NOT NULL,
    key TEXT NOT NULL,
    subject INTEGER NOT NULL,
    PRIMARY KEY (kind, scope, parent, key)
) WITHOUT ROWID;
CREATE INDEX identity_subject ON identity (subject);

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL,
    source TEXT NOT NULL,                     -- class: person, sidecar, provider, tags, name
    instance TEXT NOT NULL DEFAULT '',        -- plugin instance that wrote it
    library INTEGER NOT NULL DEFAULT 0,       -- 0: belongs to no library (a provider's)
    folder INTEGER NOT NULL DEFAULT 0,        -- assembled from this folder; replaced when it is assembled again
    file INTEGER NOT NULL DEFAULT 0,
    schema_version INTEGER NOT NULL DEFAULT 1,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (subject, source, instance, folder, file)
);
CREATE INDEX document_folder ON document (folder) WHERE folder <> 0;

CREATE TABLE field_lock (
    subject INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,                      -- JSON
    account INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (subject, field)
) WITHOUT ROWID;

CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    subject INTEGER NOT NULL,
    key TEXT NOT NULL,                        -- version, rendition and what tells equal ones apart
    version TEXT NOT NULL DEFAULT '',
    rendition TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL DEFAULT '',
    facts TEXT NOT NULL DEFAULT '{}',
    marks TEXT NOT NULL DEFAULT '[]',
    status TEXT NOT NULL DEFAULT 'ok',
    reason TEXT NOT NULL DEFAULT '',
    recipe INTEGER NOT NULL DEFAULT 0,        -- file of edits
    origin TEXT NOT NULL DEFAULT 'scan',      -- scan or encode
    derived_from INTEGER NOT NULL DEFAULT 0,  -- edition it was encoded from
    profile TEXT NOT NULL DEFAULT '',
    folder INTEGER NOT NULL DEFAULT 0,        -- assembled from this folder
    added INTEGER NOT NULL,
    UNIQUE (subject, key)
);
CREATE INDEX edition_folder ON edition (folder) WHERE folder <> 0;
CREATE INDEX edition_status ON edition (status) WHERE status <> 'ok';

CREATE TABLE part (
    id INTEGER PRIMARY KEY,
    edition INTEGER NOT NULL,
    role TEXT NOT NULL DEFAULT 'main',
    position INTEGER NOT NULL DEFAULT 0,
    selector TEXT NOT NULL DEFAULT '',        -- JSON, empty for the whole file
    UNIQUE (edition, role, position, selector)
);

CREATE TABLE part_source (
    part INTEGER NOT NULL,
    file INTEGER NOT NULL DEFAULT 0,
    folder INTEGER NOT NULL DEFAULT 0,
    preferred INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (part, file, folder)
) WITHOUT ROWID;
CREATE INDEX part_source_file ON part_source (file) WHERE file <> 0;
CREATE INDEX part_source_folder ON part_source (folder) WHERE folder <> 0;

CREATE TABLE companion (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    subject INTEGER NOT NULL,
    role TEXT NOT NULL,
    version TEXT,                             -- the version it fits, NULL fits all
    facts TEXT NOT NULL DEFAULT '{}',
    folder INTEGER NOT NULL
);
CREATE INDEX companion_subject ON companion (subject);
CREATE INDEX companion_folder ON companion (folder);

CREATE TABLE companion_source (
    companion INTEGER NOT NULL,
    position INTEGER NOT NULL,
    file INTEGER NOT NULL,
    PRIMARY KEY (companion, position)
) WITHOUT ROWID;
CREATE INDEX companion_source_file ON companion_source (file);

CREATE TABLE artwork (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    subject INTEGER NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    file INTEGER NOT NULL,
    embedded INTEGER NOT NULL DEFAULT 0,
    library INTEGER NOT NULL,
    folder INTEGER NOT NULL,
    UNIQUE (subject, role, file, embedded)
);
CREATE INDEX artwork_folder ON artwork (folder);

CREATE TABLE external_id (
    scheme TEXT NOT NULL,
    entity TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL,
    subject INTEGER NOT NULL,
    PRIMARY KEY (scheme, entity, value, subject)
) WITHOUT ROWID;
CREATE INDEX external_id_subject ON external_id (subject);

CREATE TABLE credit (
    subject INTEGER NOT NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    party INTEGER NOT NULL,
    name TEXT NOT NULL,                       -- as printed
    joined TEXT NOT NULL DEFAULT '',          -- phrase between this name and the next
    character TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,                       -- of the subject, with its sort key: browsing by party is a walk
    sort_key BLOB NOT NULL,
    PRIMARY KEY (subject, position)
) WITHOUT ROWID;
CREATE INDEX credit_party ON credit (party, kind, role, sort_key, subject);

CREATE TABLE relation (
    id INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL,
    type TEXT NOT NULL,
    target INTEGER NOT NULL,
    position REAL,
    position_label TEXT NOT NULL DEFAULT '',
    data TEXT NOT NULL DEFAULT '{}',
    folder INTEGER NOT NULL DEFAULT 0,
    UNIQUE (subject, type, target)
);
CREATE INDEX relation_target ON relation (target, type, position, subject);
CREATE INDEX relation_folder ON relation (folder) WHERE folder <> 0;

CREATE TABLE ordering (
    subject INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    grp TEXT NOT NULL DEFAULT '',
    position REAL NOT NULL,
    position_label TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (subject, scheme)
) WITHOUT ROWID;

-- What makes parties and collections known: the works that credit a party, the members of a collection.
CREATE VIEW member AS
SELECT k.party AS holder, s.id AS subject, COALESCE(s.age, 0) AS age
FROM credit AS k JOIN subject AS s ON s.id = k.subject WHERE s.extra = ''
UNION ALL
SELECT r.target, s.id, COALESCE(s.age, 0)
FROM relation AS r JOIN subject AS s ON s.id = r.subject WHERE r.type = 'collection' AND s.extra = '';

-- Projections: what lists, filters and search walk. All can be made anew from the subjects.

CREATE TABLE presence (
    subject INTEGER NOT NULL,
    library INTEGER NOT NULL,
    projection BLOB NOT NULL DEFAULT x'',     -- page keys and facets written for it, so that they can be taken back
    PRIMARY KEY (subject, library)
) WITHOUT ROWID;

CREATE TABLE page_key (
    library INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sort TEXT NOT NULL,
    key BLOB NOT NULL,
    subject INTEGER NOT NULL,
    age INTEGER NOT NULL,                     -- the subject's, 0 for none
    brief TEXT,                               -- the subject's where the sort is the default one: read in one go
    PRIMARY KEY (library, kind, sort, key, subject)
) WITHOUT ROWID;

CREATE TABLE facet (
    library INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,                      -- folded
    key BLOB NOT NULL,                        -- of the kind's default sort
    subject INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (library, kind, name, value, key, subject)
) WITHOUT ROWID;

CREATE TABLE search_text (
    subject INTEGER PRIMARY KEY,
    tokens TEXT NOT NULL
);
CREATE VIRTUAL TABLE search USING fts5 (
    tokens, content = 'search_text', content_rowid = 'subject', detail = 'none', tokenize = 'ascii'  -- ours are folded already
);

-- People.

CREATE TABLE role (
    name TEXT PRIMARY KEY,
    permissions TEXT NOT NULL,                -- JSON list
    libraries TEXT NOT NULL DEFAULT '["*"]',  -- JSON list of library names, or *
    origin TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password TEXT NOT NULL DEFAULT '',        -- argon2id, empty: cannot sign in by password
    max_age INTEGER,                          -- sees works up to this age
    disabled INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE library_right (
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    library INTEGER NOT NULL,
    level TEXT NOT NULL,                      -- none, read, edit
    PRIMARY KEY (account, library)
) WITHOUT ROWID;

CREATE TABLE session (
    token BLOB PRIMARY KEY,                   -- SHA-256 of the token
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    agent TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX session_account ON session (account);

CREATE TABLE api_key (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL,
    token BLOB NOT NULL UNIQUE,               -- SHA-256 of the key
    hint TEXT NOT NULL,                       -- its first letters, to tell keys apart
    scopes TEXT NOT NULL,                     -- JSON list of permissions, or *
    created INTEGER NOT NULL,
    expires INTEGER,
    used INTEGER,
    revoked INTEGER
);
CREATE INDEX api_key_account ON api_key (account);

CREATE TABLE user_state (
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    subject INTEGER NOT NULL,
    rating INTEGER,                           -- 0 to 100
    favourite INTEGER,                        -- when it became one
    plays INTEGER NOT NULL DEFAULT 0,
    played INTEGER,                           -- last time
    ordering TEXT NOT NULL DEFAULT '',        -- chosen order of the tree
    imported TEXT NOT NULL DEFAULT '',        -- source when a file said it, not a person
    PRIMARY KEY (account, subject)
) WITHOUT ROWID;
CREATE INDEX user_state_subject ON user_state (subject);
CREATE INDEX user_state_favourite ON user_state (account, favourite) WHERE favourite IS NOT NULL;

CREATE TABLE progress (
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    subject INTEGER NOT NULL,
    edition INTEGER NOT NULL DEFAULT 0,       -- 0: of the work as a whole
    locator TEXT NOT NULL,                    -- time, page, text
    position INTEGER NOT NULL DEFAULT 0,      -- ms or page
    place TEXT NOT NULL DEFAULT '',           -- a locator in a text
    fraction REAL NOT NULL,
    finished INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL,
    PRIMARY KEY (account, subject, edition)
) WITHOUT ROWID;
CREATE INDEX progress_recent ON progress (account, updated);
CREATE INDEX progress_subject ON progress (subject);

CREATE TABLE play (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    subject INTEGER NOT NULL,
    edition INTEGER NOT NULL DEFAULT 0,
    at INTEGER NOT NULL,
    client TEXT NOT NULL DEFAULT ''
);
CREATE INDEX play_account ON play (account, at);
CREATE INDEX play_subject ON play (subject);

CREATE TABLE user_list (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
    name TEXT NOT NULL,
    file INTEGER NOT NULL DEFAULT 0,          -- the list's own file, when it came from one
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX user_list_account ON user_list (account);

CREATE TABLE list_entry (
    list INTEGER NOT NULL REFERENCES user_list ON DELETE CASCADE,
    position INTEGER NOT NULL,
    subject INTEGER NOT NULL DEFAULT 0,
    unresolved TEXT NOT NULL DEFAULT '',      -- what the list names and nobody knows yet
    PRIMARY KEY (list, position)
) WITHOUT ROWID;
CREATE INDEX list_entry_subject ON list_entry (subject) WHERE subject <> 0;

-- Work in the background.

CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,                       -- plugin.job
    lane TEXT NOT NULL DEFAULT 'default',
    args TEXT NOT NULL DEFAULT '{}',
    owner TEXT NOT NULL DEFAULT '',           -- public id of the account that it is done for
    state TEXT NOT NULL DEFAULT 'queued',     -- queued, running, finished, failed, cancelled
    key TEXT NOT NULL DEFAULT '',
    priority INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    max_attempts INTEGER NOT NULL DEFAULT 1,
    due INTEGER NOT NULL,
    lease INTEGER,                            -- runs out at; a heartbeat renews it
    fence INTEGER NOT NULL DEFAULT 0,         -- raised at each claim; an older holder's result is refused
    worker TEXT NOT NULL DEFAULT '',
    cancel INTEGER NOT NULL DEFAULT 0,
    progress REAL NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    checkpoint TEXT NOT NULL DEFAULT '{}',
    result TEXT NOT NULL DEFAULT '{}',
    error TEXT NOT NULL DEFAULT '{}',
    created INTEGER NOT NULL,
    started INTEGER,
    finished INTEGER
);
CREATE UNIQUE INDEX job_key ON job (type, key) WHERE key <> '' AND state IN ('queued', 'running');
CREATE INDEX job_due ON job (lane, priority DESC, due, id) WHERE state = 'queued';
CREATE INDEX job_lease ON job (lease) WHERE state = 'running';
CREATE INDEX job_done ON job (finished) WHERE finished IS NOT NULL;

CREATE TABLE job_log (
    job INTEGER NOT NULL,
    line INTEGER NOT NULL,
    at INTEGER NOT NULL,
    level TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (job, line)
) WITHOUT ROWID;

CREATE TABLE schedule (
    id TEXT PRIMARY KEY,                      -- plugin.schedule, or library.<uid>
    seen INTEGER,                             -- when it was first known: what was missed counts from here
    last_run INTEGER,
    enabled INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    sequence INTEGER UNIQUE,                  -- given by the pump after the commit
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
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
) WITHOUT ROWID;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

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
DROP TABLE search;
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
